package dev.nabla.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said, and where, when something is wrong. */
class ErrorsTest {
  private static final String GOOD = "param w : (2); loss L = sum(w.^2)";

  /**
   * An annotation that is wrong.
   *
   * @param annotation its text, on the third line of the file
   * @param mark the text that the error points at
   * @param lines what it says, as lines that it contains
   */
  private record Wrong(String annotation, String mark, List<String> lines) {
    static Wrong of(String annotation, String mark, String... lines) {
      return new Wrong(annotation, mark, List.of(lines));
    }

    @Override
    public String toString() {
      return annotation;
    }
  }

  static List<Wrong> wrong() {
    return List.of(
        Wrong.of(
            "@Nabla(\"param w : (2)\\nz = w w\\nloss L = sum(z)\")",
            "\"param w",
            "line 2, column 5: w w does not balance [shape-product]",
            "    2 | z = w w",
            "      |     ^^^",
            "      w : (2, 1)    the inner sizes 1 and 2 differ",
            "      help: w^T w balances and gives ()"),
        Wrong.of(
            "@Nabla(batch = true, value = \"param w : (2\")",
            "\"param w",
            "line 1, column 11: '(' is never closed [syntax]",
            "    1 | param w : (2"),
        Wrong.of("@Nabla(\"\")", "\"\"", "line 1, column 1: nothing is defined [bad-value]"),
        Wrong.of(
            "@Nabla(\"loss L = ‖W x - y‖^2\")",
            "\"loss",
            "line 1, column 1: code needs the value of n, m [open-size]",
            "      help: give it as in dims = \"n=4\", or in the definition: dim n = 4"),
        Wrong.of(
            "@Nabla(\"fn g(u)\\nparam w : (2); f = g(w)\")",
            "\"fn",
            "line 1, column 4: code cannot be generated from g, which has no definition [opaque]",
            "    1 | fn g(u)"),
        Wrong.of(
            "@Nabla(value = \"param w : (2); f = w\", hvp = true)",
            "\"param",
            "line 1, column 1: there is no loss to derive" + " [bad-value]",
            "      help: mark a scalar as the loss: loss L = ..."),
        Wrong.of(
            "@Nabla(value = \"param w : (90000); loss L = sum(w.^2)\", hessian = true)",
            "\"param",
            "line 1, column 1: the Hessian by 90,000 numbers has 8,100,000,000 elements, more than"
                + " an array can hold [limit]",
            "      help: multiply by it with hvp instead"),
        Wrong.of(
            "@Nabla(\"# nabla: speed=9\\n" + GOOD + "\")",
            "\"# nabla",
            "line 1, column 10: there is no setting 'speed' [bad-value]"),
        Wrong.of(
            "@Nabla()",
            "@Nabla",
            "a definition is needed, as text or as a file, and there is none: @Nabla(\"...\") or"
                + " @Nabla(file = \"...\")"),
        Wrong.of(
            "@Nabla(value = \"\", file = \"a.nabla\")",
            "\"a.nabla",
            "a definition is needed, as text or as a file, not both: "),
        Wrong.of(
            "@Nabla(value = \"" + GOOD + "\", name = \"1x\")",
            "\"1x",
            "name: not a class name: 1x; write one such as TwoLayer"),
        Wrong.of(
            "@Nabla(value = \"" + GOOD + "\", name = \"../X\")",
            "\"../X",
            "name: not a class name: ../X; write one such as TwoLayer"),
        Wrong.of(
            "@Nabla(\"network class\\n" + GOOD + "\")",
            "\"network",
            "line 1, column 1: not a class name: class [bad-value]"),
        Wrong.of(
            "@Nabla(value = \"" + GOOD + "\", name = \"Fit\")",
            "\"Fit",
            "there is already a class demo.Fit; give the network another name, or its class: name ="
                + " \"...\""),
        Wrong.of(
            "@Nabla(value = \"" + GOOD + "\", dims = {\"n=4\", \"m\"})",
            "\"m\"",
            "dims: 'm' is not a size with its value, at least 1: write n=4"),
        Wrong.of(
            "@Nabla(value = \"" + GOOD + "\", dims = \"n=0\")",
            "\"n=0",
            "dims: 'n=0' is not a size with its value, at least 1: write n=4"),
        Wrong.of(
            "@Nabla(value = \"" + GOOD + "\", dims = {\"n=4\", \"n=5\"})",
            "\"n=5",
            "dims: n is given twice"),
        Wrong.of(
            "@Nabla(value = \"" + GOOD + "\", dims = \"q=4\")",
            "\"param",
            "line 1, column 1: there is no size q to set to 4 [unknown-name]"),
        Wrong.of(
            "@Nabla(file = \"../a.nabla\")",
            "\"../a",
            "file: '../a.nabla' is not the path of a file below a source folder, such as"
                + " nets/two-layer.nabla"),
        Wrong.of(
            "@Nabla(file = \"a.nabla\")",
            "\"a.nabla",
            "file: there is no file demo/a.nabla or a.nabla in any of these places:",
            "      -Anabla.sourceDir: not given",
            "      source path",
            "      class output: mem:/CLASS_OUTPUT/",
            "      class path"));
  }

  private static Compilation compile(NablaProcessor processor, String... annotated) {
    return javac()
        .withProcessors(processor)
        .compile(
            JavaFileObjects.forSourceLines(
                "demo.Fit",
                "package demo;",
                "import dev.nabla.annotation.Nabla;",
                String.join("\n", annotated),
                "class Fit {}"));
  }

  private static String message(Diagnostic<? extends JavaFileObject> diagnostic) {
    return diagnostic.getMessage(Locale.ROOT);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void errorsStandAtTheValueAndSayTheirPlaceInTheDefinition(Wrong wrong) {
    Compilation compilation = compile(new NablaProcessor(), wrong.annotation());

    assertThat(compilation).failed();
    Diagnostic<? extends JavaFileObject> error = compilation.errors().get(0);
    assertThat(compilation.errors()).containsExactly(error);
    assertThat(message(error).lines().map(String::strip))
        .containsAll(wrong.lines().stream().skip(1).map(String::strip).toList());
    assertThat(message(error)).startsWith(wrong.lines().get(0));
    assertThat(error.getLineNumber()).isEqualTo(3);
    assertThat(error.getColumnNumber()).isEqualTo(wrong.annotation().indexOf(wrong.mark()) + 1);
  }

  @Test
  void allErrorsAreReportedInOneCompilation() {
    Compilation compilation =
        compile(
            new NablaProcessor(),
            "@Nabla(value = \"param w : (2)\\nz = w w\\nu = q\\nloss L = sum(z)\", name = \"a-b\")"
                + " interface A {}",
            "@Nabla(file = \"a.nabla\", dims = \"0\") interface B {}",
            "@Nabla(\"f = (\") interface C {}");

    assertThat(compilation.errors())
        .extracting(Diagnostic::getLineNumber, d -> message(d).lines().findFirst().orElseThrow())
        .containsExactlyInAnyOrder(
            tuple(3L, "name: not a class name: a-b; write one such as TwoLayer"),
            tuple(3L, "line 2, column 5: w w does not balance [shape-product]"),
            tuple(3L, "line 3, column 5: there is no variable q [unknown-name]"),
            tuple(4L, "dims: '0' is not a size with its value, at least 1: write n=4"),
            tuple(4L, "file: there is no file demo/a.nabla or a.nabla in any of these places:"),
            tuple(5L, message(compilation.errors().get(5)).lines().findFirst().orElseThrow()));
    assertThat(message(compilation.errors().get(5))).startsWith("line 1, column 5: '(' is");
  }

  @Test
  void oneOfSeveralAnnotationsIsNamed() {
    Compilation compilation =
        compile(
            new NablaProcessor(),
            "@Nabla(\"" + GOOD + "\")",
            "@Nabla(name = \"Second\", value = \"z = q(1)\")");

    assertThat(compilation)
        .hadErrorContaining("@Nabla 2: line 1, column 5: there is no function q")
        .inFile(compilation.sourceFiles().get(0));
  }

  @Test
  void twoNetworksOfOneNameAreAnError() {
    Compilation compilation =
        compile(
            new NablaProcessor(),
            "@Nabla(\"network Line\\n" + GOOD + "\") interface A {}",
            "@Nabla(\"network Line\\n" + GOOD + "\")");

    assertThat(compilation.errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.getLineNumber()).isEqualTo(4);
              assertThat(message(error)).startsWith("there is already a class demo.Line; ");
            });
  }

  @Test
  void warningsAndNotesAreNoErrors() {
    Compilation warned =
        compile(new NablaProcessor(), "@Nabla(\"param w : (2)\\nloss L = sum(step(w))\")");
    assertThat(warned).succeeded();
    assertThat(warned)
        .hadWarningContaining("line 2, column 14: step has gradient zero")
        .inFile(warned.sourceFiles().get(0))
        .onLine(3)
        .atColumn(8);

    Compilation noted =
        compile(
            new NablaProcessor(),
            "@Nabla(value = \"\\\\mathcal{L} = \\\\frac{1}{m} \\\\sum_{i=1}^m (w^\\\\top x^{(i)})^2\","
                + " dims = {\"m=3\", \"n=2\"})");
    assertThat(noted).succeededWithoutWarnings();
    assertThat(noted).hadNoteContaining("line 1, column ");
  }

  @Test
  void whatTheCompilerReportsIsNotReportedTwice() {
    Compilation compilation =
        compile(
            new NablaProcessor(),
            "@Nabla(Missing.TEXT) interface A {}",
            "@Nabla(value = \"" + GOOD + "\", batch = \"yes\") interface B {}",
            "@Nabla(value = \"" + GOOD + "\", dims = {\"n=1\", 2}) interface C {}");

    assertThat(compilation.errors())
        .extracting(error -> message(error).lines().findFirst().orElseThrow())
        .containsExactlyInAnyOrder(
            "cannot find symbol",
            "incompatible types: java.lang.String cannot be converted to boolean",
            "incompatible types: int cannot be converted to java.lang.String");
  }

  @Test
  void anInternalErrorIsAnErrorOfTheCompilation() {
    List<NetworkWriter.Generator> broken =
        List.of(
            (request, diagnostics) -> {
              throw new IllegalStateException("odd");
            },
            (request, diagnostics) -> {
              throw new StackOverflowError("deep");
            });
    for (NetworkWriter.Generator generator : broken) {
      NablaProcessor processor = new NablaProcessor(generator);
      Compilation compilation = compile(processor, "@Nabla(\"" + GOOD + "\")");

      assertThat(compilation)
          .hadErrorContaining("nabla: internal error: java.lang.")
          .inFile(compilation.sourceFiles().get(0))
          .onLine(3);
      assertThat(message(compilation.errors().get(0)))
          .containsPattern("\n +at dev.nabla.processor.ErrorsTest")
          .endsWith("not in your definition; please report it");
    }
  }
}
