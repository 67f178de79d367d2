package dev.nabla.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.nabla.codegen.spec.Setting;
import dev.nabla.codegen.spec.SpecGenerator;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is generated from annotations that are right. */
class NablaProcessorTest {
  private static final String LINE =
      "network Line\n"
          + "input x : (3, 1); target y : (); param w : (3, 1), b : ()\n"
          + "output p = w^T x + b\n"
          + "loss L = (p - y)^2\n";

  private static final String UNNAMED = LINE.replaceFirst(".*\n", "");

  /** Compiles sources, each a file of its first line's name. */
  static Compilation compile(String... sources) {
    return javac()
        .withProcessors(new NablaProcessor())
        .withOptions("-Xlint:all,-processing", "-Werror")
        .compile(
            Stream.of(sources)
                .map(
                    text ->
                        JavaFileObjects.forSourceString(
                            text.lines().findFirst().orElseThrow().substring(3), text))
                .toList());
  }

  private static String annotated(String annotation) {
    return "// demo.Fit\npackage demo;\n\nimport dev.nabla.annotation.Nabla;\n\n"
        + annotation
        + "\nclass Fit {}\n";
  }

  private static String literal(String text) {
    return '"' + text.replace("\n", "\\n") + '"';
  }

  private static String generated(Compilation compilation, String name) throws IOException {
    assertThat(compilation).succeeded();
    JavaFileObject file =
        compilation
            .generatedSourceFile(name)
            .orElseThrow(
                () -> new AssertionError(name + " not in " + compilation.generatedSourceFiles()));
    return file.getCharContent(false).toString();
  }

  private static String expected(String name, Map<Setting, String> settings) {
    Source source = new Source("a", LINE);
    return SpecGenerator.generate(
            new SpecGenerator.Request(
                source, "A", "demo", Optional.of(name), Map.of(), Map.of(), settings),
            new Diagnostics(source))
        .orElseThrow()
        .source()
        .text();
  }

  @Test
  void aTextBlockIsADefinition() throws IOException {
    Compilation compilation =
        compile(annotated("@Nabla(\"\"\"\n" + LINE.replaceAll("(?m)^", "    ") + "\"\"\")\n"));

    assertThat(compilation).succeededWithoutWarnings();
    assertThat(generated(compilation, "demo.Line")).isEqualTo(expected("Line", Map.of()));
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void everySettingIsObeyed(Setting setting) throws IOException {
    for (String choice : setting.choices()) {
      String value =
          SettingMembers.isBoolean(setting)
              ? String.valueOf(choice.equals("true") || choice.equals("on"))
              : "Nabla."
                  + setting.key().substring(0, 1).toUpperCase()
                  + setting.key().substring(1)
                  + "."
                  + choice.toUpperCase();
      String source =
          annotated(
              "@Nabla(value = "
                  + literal(LINE)
                  + ", "
                  + SettingMembers.name(setting)
                  + " = "
                  + value
                  + ")");

      assertThat(generated(compile(source), "demo.Line"))
          .isEqualTo(expected("Line", Map.of(setting, choice)));
    }
  }

  @Test
  void aMemberGoesBeforeTheHeaderAndTheHeaderBeforeADefault() throws IOException {
    String header = "# nabla: type=float batch\n" + LINE;
    String byHeader = annotated("@Nabla(" + literal(header) + ")");
    String byMember = annotated("@Nabla(value = " + literal(header) + ", batch = false)");

    assertThat(generated(compile(byHeader), "demo.Line"))
        .contains("float loss(", "float gradientBatch(");
    assertThat(generated(compile(byMember), "demo.Line"))
        .contains("float loss(")
        .doesNotContain("gradientBatch");
  }

  @Test
  void sizesAreGiven() throws IOException {
    String open = "network Open\nparam w : (n, m); loss L = sum(w.^2)";
    String source =
        annotated("@Nabla(value = " + literal(open) + ", dims = {\"n=4\", \" m = 3 \"})");

    assertThat(generated(compile(source), "demo.Open")).contains("PARAMETERS = 12;");
  }

  @ParameterizedTest
  @CsvSource({
    "'', demo.Line, true",
    "', name = \"Other\"', demo.Other, true",
    "'', demo.FitNetwork, false",
    "', name = \"Other\"', demo.Other, false"
  })
  void theClassIsCalledAsTheNetworkUnlessNamed(String more, String name, boolean named)
      throws IOException {
    String source = annotated("@Nabla(value = " + literal(named ? LINE : UNNAMED) + more + ")");

    String simple = name.substring("demo.".length());
    assertThat(generated(compile(source), name)).contains("public final class " + simple + " {");
  }

  @Test
  void anythingButAMemberCanBeAnnotated() throws IOException {
    String unnamed = "@dev.nabla.annotation.Nabla(" + literal(UNNAMED) + ")";
    Compilation compilation =
        compile(
            "// demo.package-info\n" + unnamed + "\npackage demo;",
            "// demo.sub.Outer\npackage demo.sub;\nclass Outer {"
                + unnamed
                + " interface Shape {"
                + unnamed
                + " enum Kind { A } }"
                + unnamed
                + " record Pair(int a) {} }",
            "// Top\n" + unnamed + " @interface Top {}");

    generated(compilation, "demo.DemoNetwork");
    generated(compilation, "demo.sub.OuterShapeNetwork");
    generated(compilation, "demo.sub.OuterShapeKindNetwork");
    generated(compilation, "demo.sub.OuterPairNetwork");
    assertThat(generated(compilation, "TopNetwork")).doesNotContain("package ");
  }

  @Test
  void oneTypeCanHaveSeveralNetworks() throws IOException {
    String two =
        "@Nabla(" + literal(LINE) + ")\n@Nabla(name = \"Second\", value = " + literal(LINE) + ")";
    String list = "@Nabla.List({" + two.replace("\n", ", ") + "})";
    for (String annotations : new String[] {two, list}) {
      Compilation compilation = compile(annotated(annotations));

      assertThat(generated(compilation, "demo.Line")).isEqualTo(expected("Line", Map.of()));
      assertThat(generated(compilation, "demo.Second")).isEqualTo(expected("Second", Map.of()));
      assertThat(compilation.generatedSourceFiles()).hasSize(2);
    }
  }

  @Test
  void oneCompilationCanHaveSeveralNetworks() throws IOException {
    Compilation compilation =
        compile(
            annotated("@Nabla(" + literal(LINE) + ")"),
            annotated("@Nabla(name = \"Second\", value = " + literal(LINE) + ")")
                .replace("Fit", "Other"),
            "// demo.User\npackage demo;\nclass User {\n"
                + "  double both(double[] t, double[] x, double[] y) {\n"
                + "    return new Line().loss(t, x, y) + new Second().loss(t, x, y);\n  }\n}\n");

    generated(compilation, "demo.Line");
    generated(compilation, "demo.Second");
  }

  @Test
  void generatedTypesCanBeAnnotatedToo() throws IOException {
    String annotated = annotated("@Nabla(" + literal(LINE) + ")");
    Compilation compilation =
        javac()
            .withProcessors(new NablaProcessor(), new WritesOnce("demo.Fit", annotated))
            .compile(
                JavaFileObjects.forSourceString("demo.A", "package demo; class A { Line l; }"));

    generated(compilation, "demo.Line");
  }
}
