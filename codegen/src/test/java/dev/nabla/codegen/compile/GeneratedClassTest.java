package dev.nabla.codegen.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.codegen.GeneratedSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compiled in memory does what its source says, and says what is wrong with it. */
class GeneratedClassTest {
  /** A class that says in the arrays it is given which method was called with which. */
  private static final String TEXT =
      """
      package demo;

      public final class Net {
        public static final int PARAMETERS = 2;
        public static final int INPUTS = 3;
        public static final int TARGETS = 1;
        public static final int OUTPUTS = 4;
        static final int HIDDEN = 5;

        public static double[] initialParameters(long seed) {
          return new double[] {seed, 0.1};
        }

        private static void write(double[] to, double... from) {
          System.arraycopy(from, 0, to, 0, from.length);
        }

        public void predict(double[] a, double[] b, double[] c) {
          write(c, 1, a[0], b[0]);
        }

        public double loss(double[] a, double[] b, double[] c) {
          return 2 + a[0] + b[0] + c[0];
        }

        public double gradient(double[] a, double[] b, double[] c, double[] d) {
          write(d, 3, a[0], b[0], c[0]);
          return 0.5;
        }

        public void forward(double[] a, double[] b, double[] c) {
          write(c, 4, a[0], b[0]);
        }

        public void backward(double[] a, double[] b, double[] c, double[] d, double[] e) {
          write(d, 5, a[0], b[0], c[0]);
          write(e, 6);
        }

        public void jacobian(double[] a, double[] b, double[] c) {
          write(c, 7, a[0], b[0]);
        }

        public void parameterJacobian(double[] a, double[] b, double[] c) {
          write(c, 8, a[0], b[0]);
        }

        public void hessian(double[] a, double[] b, double[] c, double[] d) {
          write(d, 9, a[0], b[0], c[0]);
        }

        public void hessianVector(double[] a, double[] b, double[] c, double[] d, double[] e) {
          write(e, 10, a[0], b[0], c[0], d[0]);
        }

        public void gradientOnly(double[] a, double[] b, double[] c, double[] d) {
          write(d, 11, a[0], b[0], c[0]);
        }

        public double gradientBatch(double[] a, double[] b, double[] c, int n, double[] d) {
          write(d, 12, a[0], b[0], c[0], n);
          return 0.25;
        }

        public void predictBatch(double[] a, double[] b, int n, double[] c) {
          if (n < 1) {
            throw new IllegalArgumentException("count is " + n);
          }
          write(c, 13, a[0], b[0], n);
        }
      }
      """;

  private static GeneratedClass load(String text) {
    return InMemoryCompiler.load(new GeneratedSource("demo/Net.java", text));
  }

  private static double[] of(double... values) {
    return values;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void methodsGetWhatTheyAreGiven(boolean single) {
    String text = single ? TEXT.replace("double", "float").replaceAll("(0\\.\\d+)", "$1f") : TEXT;
    GeneratedClass net = load(text);
    double[] a = of(100);
    double[] b = of(200);
    double[] c = of(300);
    double[] d = of(400);
    double[] to = new double[5];
    double[] other = new double[1];

    assertThat(net.isSingle()).isEqualTo(single);
    assertThat(net.initialParameters(7)).containsExactly(7, single ? 0.1f : 0.1);
    assertThat(net.loss(a, b, c)).isEqualTo(602);
    net.predict(a, b, to);
    assertThat(to).containsExactly(1, 100, 200, 0, 0);
    assertThat(net.gradient(a, b, c, to)).isEqualTo(0.5);
    assertThat(to).containsExactly(3, 100, 200, 300, 0);
    net.forward(a, b, to);
    assertThat(to).containsExactly(4, 100, 200, 300, 0);
    net.backward(a, b, c, to, other);
    assertThat(to).containsExactly(5, 100, 200, 300, 0);
    assertThat(other).containsExactly(6);
    net.jacobian(b, a, to);
    assertThat(to).containsExactly(7, 200, 100, 300, 0);
    net.parameterJacobian(a, b, to);
    assertThat(to).containsExactly(8, 100, 200, 300, 0);
    net.hessian(b, a, c, to);
    assertThat(to).containsExactly(9, 200, 100, 300, 0);
    net.hessianVector(a, b, c, d, to);
    assertThat(to).containsExactly(10, 100, 200, 300, 400);
    net.gradientOnly(a, b, d, to);
    assertThat(to).containsExactly(11, 100, 200, 400, 400);
    assertThat(net.gradientBatch(a, b, c, 9, to)).isEqualTo(0.25);
    assertThat(to).containsExactly(12, 100, 200, 300, 9);
    net.predictBatch(a, b, 6, to);
    assertThat(to).containsExactly(13, 100, 200, 6, 9);
    assertThat(a).containsExactly(100);
  }

  /** A class that computes with less digits than it is given does not take them away. */
  @Test
  void whatIsOnlyReadStaysAsItIs() {
    GeneratedClass net = load(TEXT.replace("double", "float").replaceAll("(0\\.\\d+)", "$1f"));
    double[] a = of(0.1, Double.NaN);
    double[] to = of(0.2, 0.2, 0.2, 0.1);
    net.predict(a, of(0.3), to);
    assertThat(a).containsExactly(0.1, Double.NaN);
    assertThat(to).containsExactly(1, 0.1f, 0.3f, 0.1);
  }

  @Test
  void constantsAndExceptionsAreThoseOfTheClass() {
    GeneratedClass net = load(TEXT);

    assertThat(List.of(net.parameters(), net.inputs(), net.targets(), net.outputs()))
        .containsExactly(2, 3, 1, 4);
    assertThat(net.constant("INPUTS")).isEqualTo(3);
    assertThat(net.type().getName()).isEqualTo("demo.Net");
    assertThat(net.instance()).isInstanceOf(net.type());
    assertThatThrownBy(() -> net.constant("HIDDEN"))
        .isInstanceOf(CompilationException.class)
        .hasMessage("no constant HIDDEN");
    assertThatThrownBy(() -> net.predictBatch(of(), of(), 0, of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("count is 0");
    GeneratedClass less = load(TEXT.replace("public double loss", "double loss"));
    assertThatThrownBy(() -> less.loss(of(1), of(1), of(1)))
        .isInstanceOf(CompilationException.class)
        .hasMessageStartingWith("no method loss");
    GeneratedClass worse =
        load(TEXT.replace("return 2 + a[0]", "if (a[0] > 0) throw new AssertionError(); return 2"));
    assertThatThrownBy(() -> worse.loss(of(1), of(1), of(1)))
        .isInstanceOf(CompilationException.class)
        .hasMessage("loss failed")
        .hasCauseInstanceOf(AssertionError.class);
  }

  /** The generator's own errors are told by line; warnings are errors. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "return 0.5; | return; | 28: incompatible types: missing return value",
        "return 0.5; | return 0.5f + (double) 1.0; | 28: redundant cast to double",
        "return 0.5; | java.util.List<String> l = new java.util.ArrayList(); return l.size(); | 28: found raw type",
      })
  void whatDoesNotCompileIsToldByLine(String right, String wrong, String message) {
    assertThatThrownBy(() -> load(TEXT.replace(right, wrong)))
        .isInstanceOf(CompilationException.class)
        .hasMessageStartingWith("the generated class does not compile:\n")
        .hasMessageContaining(message);
  }

  @Test
  void aClassThatIsNoneIsRefused() {
    assertThatThrownBy(() -> load("package demo;\n\npublic final class Net {}\n"))
        .isInstanceOf(CompilationException.class)
        .hasMessage("not a generated class: demo.Net");
    assertThatThrownBy(() -> InMemoryCompiler.load("demo.Other", java.util.Map.of()))
        .isInstanceOf(CompilationException.class)
        .hasMessage("the generated class demo.Other is missing");
  }

  @Test
  void sourcesThatNeedOneAnotherAreCompiledTogether() {
    GeneratedSource base =
        new GeneratedSource("a/Base.java", "package a;\n\npublic class Base {}\n");
    GeneratedSource user =
        new GeneratedSource("b/User.java", "package b;\n\npublic class User extends a.Base {}\n");

    assertThat(InMemoryCompiler.compile(List.of(user, base))).containsOnlyKeys("a.Base", "b.User");
    assertThatThrownBy(() -> InMemoryCompiler.compile(user))
        .isInstanceOf(CompilationException.class);
  }
}
