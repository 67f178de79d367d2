package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.codegen.compile.InMemoryCompiler;
import dev.nabla.symbolic.derive.DerivedProgram;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever things are called: the code compiles, its Javadoc is sound, and nothing is smuggled in.
 */
class HostileNamesTest {
  @TempDir private Path folder;

  private final List<Path> files = new ArrayList<>();

  private void write(GeneratedSource source) throws IOException {
    assertThat(source.text()).doesNotContain("\\u");
    Path file = folder.resolve("src").resolve(source.path());
    Files.createDirectories(file.getParent());
    files.add(Files.writeString(file, source.text()));
  }

  /** Compiles everything at once, warnings and doubtful Javadoc being errors. */
  private String compile() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "-Xlint:all",
              "--add-modules",
              "jdk.incubator.vector",
              "-Xdoclint:all,-missing",
              "-proc:none",
              "-Xmaxerrs",
              "1000",
              "-d",
              Files.createDirectories(folder.resolve("out")).toString());
      compiler
          .getTask(
              problems, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
          .call();
    }
    return problems
        .toString()
        .replaceAll("warning: (\\[incubating\\] )?using incubating module.*\\R1 warning\\R", "");
  }

  private static final String SPEC =
      """
      input x : (9, 1)
      target y : (9, 1)
      param W : (9, 9)
      output h = tanh(exp(W x))
      loss L = sum(log(1 + (h - y) .^ 2))
      """;

  private static final List<Options> VARIANTS =
      List.of(
          Options.of("", "Net").withBatch(),
          Options.of("", "Net").withType(NumberType.FLOAT).withMath(MathMode.STRICT),
          Options.of("", "Net").withTarget(Target.VECTOR));

  /** What stands in code with a capital, but for constants. */
  private static Set<String> classes(String code) {
    return Pattern.compile("\\b[A-Z]\\w*[a-z]\\w*")
        .matcher(code.replaceAll("(?s)/\\*.*?\\*/|//[^\n]*|\"[^\"]*\"", ""))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aClassNeverHidesOneThatItsCodeUses() throws IOException {
    DerivedProgram program = Specs.derived(SPEC);
    JavaGenerator generator = new JavaGenerator();
    Set<String> names = new TreeSet<>();
    for (Options variant : VARIANTS) {
      names.addAll(classes(generator.generate(program, variant).text()));
      names.addAll(classes(generator.generateTest(program, variant).text()));
    }
    assertThat(names).contains("Math", "Random", "Test", "DoubleVector", "ToDoubleFunction");
    Set<String> refused = new TreeSet<>();
    for (String name : names) {
      for (Options variant : VARIANTS) {
        Options named = variant.named("p" + files.size(), name);
        try {
          write(generator.generate(program, named));
          write(generator.generateTest(program, named));
        } catch (GenerationException e) {
          assertThat(e).hasMessageStartingWith("not a class name here: " + name + " is a class");
          refused.add(name);
        }
      }
      if (!refused.contains(name)) {
        InMemoryCompiler.compile(generator.generate(program, VARIANTS.get(0).named("", name)));
      }
    }
    assertThat(compile()).isEmpty();
    assertThat(refused)
        .containsExactlyInAnyOrder("Math", "Double", "System", "IllegalArgumentException");
  }

  /** Variables called like members, locals, keywords and classes, in letters of many scripts. */
  private static final List<String> VARIABLES =
      List.of(
          "theta",
          "grad",
          "out",
          "x",
          "y",
          "xs",
          "samples",
          "count",
          "gradient",
          "predict",
          "Math",
          "String",
          "Object",
          "Net",
          "PARAMETERS",
          "OFFSET_W",
          "getW",
          "setW",
          "W",
          "class",
          "int",
          "var",
          "record",
          "yield",
          "this",
          "null",
          "true",
          "goto",
          "enum",
          "sin",
          "uniform",
          "requireLength",
          "i",
          "j",
          "t1",
          "u002a",
          "uuuu002a",
          "input1",
          "script",
          "code",
          "link",
          "ﬁ",
          "ℵ",
          "ñ",
          "ŷ",
          "名前",
          "имя",
          "א",
          "Ⅷ",
          "ａ",
          "а",
          "о",
          "𝕏",
          "ẞ",
          "a\u0301\u0300");

  @Test
  void variablesMayBeCalledAnything() throws IOException {
    List<String> names = new ArrayList<>(VARIABLES);
    names.removeIf(name -> List.of("x", "y", "Ⅷ").contains(name));
    names.add("δ".repeat(3) + "z");
    names.add("q".repeat(900));
    StringBuilder text = new StringBuilder("input x : (2, 1)\ntarget y : (2, 1)\n");
    names.forEach(name -> text.append("param ").append(name).append(" : (2, 1)\n"));
    text.append("loss L_o_s_s = sum((x - y) ⊙ (");
    text.append(String.join(" + ", names)).append("))\n");
    DerivedProgram program = Specs.derived(text.toString());
    for (Options variant : VARIANTS) {
      Options named = variant.named("p" + files.size(), "Net");
      write(new JavaGenerator().generate(program, named));
      write(new JavaGenerator().generateTest(program, named));
    }
    assertThat(compile()).isEmpty();
    for (Path file : files) {
      assertThat(Files.readString(file).chars()).allMatch(c -> c == '\n' || c >= ' ' && c <= '~');
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../X",
        "a.b",
        "a/b",
        "class",
        "_",
        "var",
        "record",
        "yield",
        "sealed",
        "permits",
        "1x",
        "",
        "A\u202eB",
        "A\u200b",
        "A\u0000",
        "A\u00ad",
        "A\n",
        "A;",
        "A{}",
        "A */",
        "A\\u002a",
        "A B"
      })
  void aNameThatHidesSomethingIsNone(String name) {
    assertThatThrownBy(() -> Options.of("", name).requireNames())
        .isInstanceOf(GenerationException.class)
        .hasMessage("not a class name: " + name);
    boolean isPackage =
        List.of("a.b", "", "var", "record", "yield", "sealed", "permits").contains(name);
    if (!isPackage) {
      assertThatThrownBy(() -> Options.of("a." + name, "A").requireNames())
          .isInstanceOf(GenerationException.class)
          .hasMessage("not a package name: a." + name);
    }
  }
}
