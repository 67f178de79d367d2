package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.codegen.compile.GeneratedClass;
import dev.nabla.codegen.compile.InMemoryCompiler;
import dev.nabla.symbolic.derive.DerivedProgram;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is lost by {@code float}: how errors grow with depth, with normalisation, with long sums.
 */
class PrecisionTest {
  /** A bound says something: it is at most so many times what is found. */
  private static final double SLACK = 20;

  /**
   * A network and what its errors stay below, relative to the largest element.
   *
   * @param sum how many terms the longest sum has
   */
  private record Row(String name, int sum, double ofLoss, double ofGradient, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Row> ROWS =
      List.of(
          new Row("20 layers of 24 tanh", 24, 1e-6, 1e-6, deep(20)),
          new Row(
              "softmax of 500",
              500,
              1e-6,
              2e-6,
              """
              input x : (20)
              param W : (500, 20), b : (500)
              z = 5 W x + b
              loss L = -log(softmax(z)[7])
              """),
          new Row(
              "layer norm of 256",
              256,
              1e-6,
              1e-6,
              """
              input x : (8)
              param W : (256, 8), γ : (256), β : (256)
              a = W x
              μ = mean(a)
              v = mean((a - μ) ⊙ (a - μ))
              y = (γ ⊙ (a - μ)) / sqrt(v + 0.00001) + β
              loss L = mean(y ⊙ y ⊙ y ⊙ y)
              """),
          new Row(
              "attention over 32 rows",
              32,
              1e-6,
              1e-6,
              """
              input X : (32, 16)
              param Q : (16, 8), K : (16, 8), V : (16, 8)
              A = softmax((X Q) (X K)^T / sqrt(8))
              loss L = mean((A X V) .^ 2)
              """),
          new Row(
              "least squares of 20,000",
              20_000,
              1e-6,
              3e-6,
              """
              input X : (20000, 3)
              param w : (3), b : ()
              r = X w - b
              loss L = r^T r / 20000
              """));

  private static String deep(int layers) {
    StringBuilder text = new StringBuilder("input x : (24)\n");
    text.append("param W : (24, 24), b : (24)\nh0 = x\n");
    for (int k = 1; k <= layers; k++) {
      text.append("h%d = tanh(W h%d + b)\n".formatted(k, k - 1));
    }
    return text + "loss L = ‖h" + layers + "‖^2\n";
  }

  static List<Row> rows() {
    return ROWS;
  }

  /** The loss and its gradient. */
  private record Computed(double loss, double[] gradient) {}

  private static Computed computed(DerivedProgram program, NumberType type, Target target) {
    Options options = Options.of("", "Net").withType(type).withTarget(target);
    GeneratedClass net = InMemoryCompiler.load(new JavaGenerator().generate(program, options));
    double[] gradient = new double[net.parameters()];
    double[] x = values(net.inputs());
    double loss = net.gradient(theta(net), x, new double[0], gradient);
    return new Computed(loss, gradient);
  }

  private static double[] values(int count) {
    return rounded(new Random(3).doubles(count, -1, 1).toArray());
  }

  private static double[] theta(GeneratedClass net) {
    return rounded(new Random(4).doubles(net.parameters(), -0.4, 0.4).toArray());
  }

  /** What is given is the same in both precisions. */
  private static double[] rounded(double... values) {
    return Arrays.stream(values).map(v -> (float) v).toArray();
  }

  private static double error(double[] single, double... exact) {
    double scale = Arrays.stream(exact).map(Math::abs).max().orElseThrow();
    double worst = 0;
    for (int k = 0; k < exact.length; k++) {
      worst = Math.max(worst, Math.abs(single[k] - exact[k]));
    }
    return worst / scale;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void errorsStayBelowTheirBounds(Row row) {
    DerivedProgram program = Specs.derived(row.text());
    Computed exact = computed(program, NumberType.DOUBLE, Target.PLAIN);
    Computed plain = computed(program, NumberType.FLOAT, Target.PLAIN);
    Computed vector = computed(program, NumberType.FLOAT, Target.VECTOR);
    double ofLoss = error(new double[] {plain.loss()}, exact.loss());
    double ofGradient = error(plain.gradient(), exact.gradient());
    assertThat(ofLoss).isLessThan(row.ofLoss());
    assertThat(ofGradient).isBetween(row.ofGradient() / SLACK, row.ofGradient());
    assertThat(error(new double[] {vector.loss()}, exact.loss())).isLessThan(row.ofLoss());
    assertThat(error(vector.gradient(), exact.gradient())).isLessThan(row.ofGradient());
  }

  @Test
  void thePageShowsTheBounds() throws IOException {
    StringBuilder table =
        new StringBuilder(
            "%-26s%14s%12s%14s".formatted("float", "longest sum", "loss", "gradient"));
    for (Row row : ROWS) {
      table.append(
          String.format(
              Locale.ROOT,
              "%n%-26s%,14d%12.0e%14.0e",
              row.name(),
              row.sum(),
              row.ofLoss(),
              row.ofGradient()));
    }
    Page.NUMERICS.shows("precision", table.append("\n").toString().replace("\r\n", "\n"));
  }
}
