package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.symbolic.derive.DerivedProgram;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;

/** The tests that are generated with classes pass for what is right, and fail for what is not. */
class GeneratedTestsTest {
  private static final Set<Goal> SECOND =
      EnumSet.of(Goal.HESSIAN, Goal.HESSIAN_VECTOR, Goal.GRADIENT_ONLY);

  private static final Path EXAMPLES =
      Path.of("../generated-examples/src/main/nabla/dev/nabla/examples");

  private static Options options(NumberType type) {
    return Options.of("demo", "Net").withType(type).withBatch();
  }

  @TestFactory
  Stream<DynamicTest> passInDoublePrecision() {
    return SystemsTest.systems().stream()
        .map(
            s ->
                DynamicTest.dynamicTest(
                    s.name(), () -> run(s.program(), options(NumberType.DOUBLE))));
  }

  @TestFactory
  Stream<DynamicTest> passInSinglePrecision() {
    return SystemsTest.systems().stream()
        .map(
            s ->
                DynamicTest.dynamicTest(
                    s.name(), () -> run(s.program(), options(NumberType.FLOAT))));
  }

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".nabla")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void passForTheExamples(Path file) throws Exception {
    run(Specs.derived(Files.readString(file)), options(NumberType.DOUBLE));
  }

  /** Facts are respected where points are drawn; a gradient can be by the inputs. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "param S : (4, 4) symmetric, v : (4, 1)\n loss L = v^T S v + tr(S S)",
        "param D : (4, 4) diagonal, v : (4, 1) positive\n loss L = v^T D v + sum(log(v))",
        "input x : (5, 1); target t : (3, 1) onehot; param W : (5, 3)\n"
            + "output p = softmax(W^T x)\n loss L += cross_entropy(p, t)",
        "input x : (3, 1), z : (2, 1); target t : ()\n loss L = (sum(x)^2 - t)^2 + ‖z‖^2",
        "input k : (3, 1) onehot; param w : (3, 1)\n f = [w^T k, sum(relu(w))]",
        "param w : (3, 1)\n loss L = sum(log(w))",
        "param S : (3, 3) definite, v : (3, 1)\n loss L = v^T S^-1 v + logdet(S)",
        "input S : (3, 3) symmetric, v : (3, 1)\n f = S S v",
      })
  void passForUnusualArrays(String text) throws Exception {
    DerivedProgram program = Specs.derived(text);
    run(program, options(NumberType.DOUBLE));
    run(program, options(NumberType.FLOAT));
  }

  @ParameterizedTest
  @EnumSource(NumberType.class)
  void passForMatrices(NumberType type) throws Exception {
    run(Specs.binary(3, 4), options(type).with(Specs.EXTRAS));
    run(Specs.classifier(60, 4, 7, "tanh"), options(type).with(Specs.EXTRAS));
    run(
        Specs.derived("input x : (3, 1)\n output p = tanh(x)\n loss L = sum(p .^ 2)"),
        options(type).with(SECOND));
  }

  /** The class, with a method that changes one element of what it writes. */
  private static String corrupted(String source, String method, int element, String by) {
    Matcher head = Pattern.compile("public (\\w+) " + method + "\\(([^)]*)\\) \\{").matcher(source);
    assertThat(head.find()).as(method).isTrue();
    String[] parameters = head.group(2).split(",\\s+");
    String arguments =
        Stream.of(parameters).map(p -> p.split(" ")[1]).collect(Collectors.joining(", "));
    String array = parameters[parameters.length - 1].split(" ")[1];
    boolean returns = !head.group(1).equals("void");
    String wrong =
        head.group()
            + (returns ? head.group(1) + " result = " : "")
            + "right("
            + arguments
            + ");\n"
            + array
            + "["
            + element
            + "] += "
            + by
            + " * Math.max(1, Math.abs("
            + array
            + "["
            + element
            + "]));\n"
            + (returns ? "return result;\n" : "")
            + "}\nprivate "
            + head.group(1)
            + " right("
            + head.group(2)
            + ") {";
    return source.substring(0, head.start()) + wrong + source.substring(head.end());
  }

  @Test
  void failForAnyElementOfAGradientThatIsWrong() throws Exception {
    DerivedProgram program = Specs.binary(2, 3);
    for (NumberType type : NumberType.values()) {
      GeneratedSource source = new JavaGenerator().generate(program, options(type));
      GeneratedSource test = new JavaGenerator().generateTest(program, options(type));
      for (int k = 0; k < 13; k++) {
        String wrong =
            corrupted(source.text(), "gradient", k, type == NumberType.FLOAT ? "2e-2f" : "1e-5");
        String name =
            k < 6
                ? "W1, element " + k
                : k < 9
                    ? "b1, element " + (k - 6)
                    : k < 12 ? "W2, element " + (k - 9) : "b2, element 0";
        assertThat(failures(wrong, test))
            .anySatisfy(m -> assertThat(m).startsWith("gradientIsTheSlopeOfTheLoss: " + name));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "jacobian, jacobianIsTheSlopeOfThePredictions",
    "parameterJacobian, parameterJacobianIsTheSlopeOfThePredictions",
    "hessian, hessianIsTheSlopeOfTheGradient",
    "hessianVector, hessianVectorIsTheSlopeOfTheGradientAlongTheVector",
    "gradientBatch, theGradientOfABatchIsTheMean",
    "predictBatch, aBatchIsPredictedAsItsSamplesAre"
  })
  void failForAnythingElseThatIsWrong(String method, String test) throws Exception {
    DerivedProgram program = Specs.classifier(2, 2, 2, "tanh");
    Options options = options(NumberType.DOUBLE).with(Specs.EXTRAS);
    String source = new JavaGenerator().generate(program, options).text();

    assertThat(
            failures(
                corrupted(source, method, 1, "1e-5"),
                new JavaGenerator().generateTest(program, options)))
        .singleElement()
        .asString()
        .startsWith(test + ": ");
  }

  @Test
  void failForABackwardPassThatIsWrong() throws Exception {
    DerivedProgram program = Specs.derived("input x : (3, 1); param W : (2, 3)\n f = tanh(W x)");
    String source = new JavaGenerator().generate(program, options(NumberType.DOUBLE)).text();
    GeneratedSource test = new JavaGenerator().generateTest(program, options(NumberType.DOUBLE));

    assertThat(failures(corrupted(source, "backward", 2, "1e-5"), test))
        .singleElement()
        .asString()
        .startsWith("backwardIsTheSlopeOfForward: x, element 2 ==> expected: <");
  }

  /** Where the loss is never a number, nothing is known to be right. */
  @Test
  void failWhereNothingCanBeCompared() throws Exception {
    DerivedProgram program = Specs.derived("param w : (2, 1)\n loss L = sum(log(-1 - w .^ 2))");

    assertThat(
            failures(
                new JavaGenerator().generate(program, options(NumberType.DOUBLE)).text(),
                new JavaGenerator().generateTest(program, options(NumberType.DOUBLE))))
        .contains(
            "gradientIsTheSlopeOfTheLoss: there is a number at no point ==>"
                + " expected: <false> but was: <true>");
  }

  @Test
  void areTheSameEachTime() {
    DerivedProgram program = Specs.binary(2, 4);
    assertThat(new JavaGenerator().generateTest(program, options(NumberType.DOUBLE)))
        .isEqualTo(new JavaGenerator().generateTest(program, options(NumberType.DOUBLE)));
  }

  /** Names of the language, of Java and of the test itself are no trouble. */
  @ParameterizedTest
  @ValueSource(strings = {"Test", "Random", "Assertions", "String", "Arrays", "Generated"})
  void canBeOfAClassOfAnyName(String name) throws Exception {
    Options options = Options.of("demo", name).withBatch();
    DerivedProgram program = Specs.binary(2, 2);
    Compilation compilation =
        Compiler.javac()
            .withOptions("-Xlint:all", "-Werror", "-proc:none")
            .compile(
                JavaFileObjects.forSourceString(
                    "demo." + name,
                    "package demo;\npublic final class "
                        + name
                        + " {\n"
                        + "  public static final int PARAMETERS = 9, INPUTS = 2, TARGETS = 1, OUTPUTS = 1;\n"
                        + "  double loss(double[] t, double[] x, double[] y) { return 0; }\n"
                        + "  double gradient(double[] t, double[] x, double[] y, double[] g) { return 0; }\n"
                        + "  double gradientBatch(double[] t, double[] x, double[] y, int n, double[] g) { return 0; }\n"
                        + "  void predict(double[] t, double[] x, double[] o) {}\n"
                        + "  void predictBatch(double[] t, double[] x, int n, double[] o) {}\n}\n"),
                JavaFileObjects.forSourceString(
                    "demo." + name + "Test",
                    new JavaGenerator().generateTest(program, options).text()));
    assertThat(compilation.diagnostics()).isEmpty();
  }

  private static void run(DerivedProgram program, Options options) throws Exception {
    JavaGenerator generator = new JavaGenerator();
    GeneratedSource source = generator.generate(program, options);
    GeneratedSource test = generator.generateTest(program, options);
    assertThat(failures(source.text(), test)).isEmpty();
  }

  /** The messages of the tests that fail. */
  private static List<String> failures(String source, GeneratedSource test) throws Exception {
    Compilation compilation =
        Compiler.javac()
            .withOptions("-Xlint:all", "-Werror", "-proc:none")
            .compile(
                JavaFileObjects.forSourceString("demo.Net", source),
                JavaFileObjects.forSourceString("demo.NetTest", test.text()));
    assertThat(compilation.status())
        .as("%s", compilation.diagnostics())
        .isEqualTo(Compilation.Status.SUCCESS);
    Class<?> type = new Loader(compilation).loadClass("demo.NetTest");
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    List<String> failures = new ArrayList<>();
    int tests = 0;
    for (Method method : type.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Test.class)) {
        tests++;
        try {
          method.setAccessible(true);
          method.invoke(constructor.newInstance());
        } catch (InvocationTargetException e) {
          assertThat(e.getCause()).isInstanceOf(AssertionFailedError.class);
          failures.add(method.getName() + ": " + e.getCause().getMessage());
        }
      }
    }
    assertThat(tests).isPositive();
    return failures;
  }

  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classes = new HashMap<>();

    Loader(Compilation compilation) throws IOException {
      super(GeneratedTestsTest.class.getClassLoader());
      for (JavaFileObject file : compilation.generatedFiles()) {
        if (file.getKind() == JavaFileObject.Kind.CLASS) {
          String name = file.getName().replaceFirst("^/CLASS_OUTPUT/", "").replace('/', '.');
          try (InputStream bytes = file.openInputStream()) {
            classes.put(name.replaceFirst("\\.class$", ""), bytes.readAllBytes());
          }
        }
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
