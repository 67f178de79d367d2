package dev.nabla.symbolic.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.expr.Variable.Role;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The reference evaluation against loops written by hand. */
class InterpreterTest {
  private static final int INDICES = 4;

  private final Exprs f = new Exprs();
  private final Variable A = f.variable("A", Role.INPUT, Shape.of(Size.of(3), Size.of(3)));
  private final Tensor a = new Tensor(new int[] {3, 3}, new double[] {0, 2, 1, 1, 1, 0, 3, 0, 1});
  private final Interpreter interpreter = new Interpreter().set(A, a);

  @RepeatedTest(60)
  void contractionsAreSumsOfProducts(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    int[] extents = {2, 3, 4, 2};
    List<Factor> factors = new ArrayList<>();
    Interpreter numbers = new Interpreter();
    int count = random.nextInt(1, 5);
    for (int k = 0; k < count; k++) {
      List<Integer> labels = new ArrayList<>();
      for (int axis = random.nextInt(0, 4); axis > 0; axis--) {
        labels.add(random.nextInt(INDICES));
      }
      Size[] sizes = labels.stream().map(l -> Size.of(extents[l])).toArray(Size[]::new);
      Variable variable = f.variable("v" + k, Role.INPUT, Shape.of(sizes));
      Tensor value = Tensor.zeros(labels.stream().mapToInt(l -> extents[l]).toArray());
      Arrays.setAll(value.data(), at -> random.nextDouble(-1, 1));
      numbers.set(variable, value);
      factors.add(new Factor(variable, labels));
    }
    List<Integer> used = factors.stream().flatMap(x -> x.indices().stream()).distinct().toList();
    List<Integer> output = used.stream().filter(l -> random.nextBoolean()).toList();
    Expr e = f.contract(factors, output);
    assertThat(numbers.value(e).data())
        .containsExactly(SumOfProducts.of(numbers, factors, output, extents), within(1e-12));
  }

  @Test
  void matrixFunctionsPivot() {
    double[] product = interpreter.value(f.matmul(f.inverse(A), A)).data();
    assertThat(product).containsExactly(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, within(1e-12));
    Expr det = f.determinant(MatrixFunction.Kind.DET, A);
    Expr logdet = f.determinant(MatrixFunction.Kind.LOGDET, A);
    assertThat(interpreter.value(det).value()).isCloseTo(-5, within(1e-12));
    assertThat(interpreter.value(logdet).value()).isCloseTo(Math.log(5), within(1e-12));
  }

  @Test
  void reductionsKeepTheOtherAxes() {
    assertThat(reduced(Reduce.Kind.MAX, 1)).containsExactly(2, 1, 3);
    assertThat(reduced(Reduce.Kind.MAX, 0)).containsExactly(3, 2, 1);
    assertThat(reduced(Reduce.Kind.MIN, 1)).containsExactly(0, 0, 0);
    assertThat(reduced(Reduce.Kind.PROD, 0)).containsExactly(0, 0, 0);
    assertThat(reduced(Reduce.Kind.ARGMAX, 1)).containsExactly(2, 1, 1);
    double first = Math.log(1 + Math.exp(2) + Math.exp(1));
    assertThat(reduced(Reduce.Kind.LOGSUMEXP, 1)[0]).isCloseTo(first, within(1e-14));
  }

  private double[] reduced(Reduce.Kind kind, int axis) {
    return interpreter.value(f.reduce(kind, A, Set.of(axis))).data();
  }

  @Test
  void logSumExpIsFiniteFarOut() {
    Variable x = f.variable("x", Role.INPUT, Shape.of(Size.of(2)));
    Expr e = f.reduce(Reduce.Kind.LOGSUMEXP, x, Set.of(0));
    for (double at : new double[] {-800, 800}) {
      assertThat(new Interpreter().set(x, Tensor.vector(at, at)).value(e).value())
          .isCloseTo(at + Math.log(2), within(1e-9));
    }
  }

  @Test
  void constantsHaveTheirValues() {
    Size n = Size.open("n");
    Interpreter open = new Interpreter(size -> size.equals(n) ? 3 : size.intValue());
    assertThat(open.value(f.ones(n)).data()).containsExactly(1, 1, 1);
    assertThat(open.value(f.delta(n)))
        .isEqualTo(new Tensor(new int[] {3, 3}, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}));
    assertThat(open.value(f.basis(n, 2)).data()).containsExactly(0, 1, 0);
    assertThat(open.value(f.extent(n)).value()).isEqualTo(3);
    assertThat(open.value(f.pi()).value()).isEqualTo(Math.PI);
    assertThat(open.value(f.e()).value()).isEqualTo(Math.E);
    assertThat(open.value(f.constant(Rational.of(-3, 4))).value()).isEqualTo(-0.75);
    assertThat(open.value(f.zero(List.of(n))).data()).containsExactly(0, 0, 0);
  }

  @Test
  void sumsPowersAndFunctionsGoByElement() {
    Variable x = f.variable("x", Role.INPUT, Shape.of(Size.of(2)));
    Variable y = f.variable("y", Role.INPUT, Shape.of(Size.of(2)));
    Interpreter numbers = new Interpreter().set(x, Tensor.vector(2, 5)).set(y, Tensor.vector(3, 4));
    Expr combined = f.sub(f.scale(Rational.of(2), x), f.scale(Rational.HALF, y));
    assertThat(numbers.value(combined).data()).containsExactly(2.5, 8);
    assertThat(numbers.value(f.power(x, 3)).data()).containsExactly(8, 125);
    assertThat(numbers.value(f.apply(ScalarFunctions.MAX, x, y)).data()).containsExactly(3, 5);
    assertThat(numbers.value(f.apply(ScalarFunctions.POW, x, y)).data()).containsExactly(8, 625);
  }

  /** What an identity or a unit vector does not pick counts for nothing. */
  @Test
  void whatIsNotPickedMayBeInfinite() {
    Size two = Size.of(2);
    Variable x = f.variable("x", Role.INPUT, Shape.of(two));
    Variable m = f.variable("M", Role.INPUT, Shape.of(two, two));
    double infinite = Double.POSITIVE_INFINITY;
    Interpreter numbers =
        new Interpreter()
            .set(x, Tensor.vector(infinite, 7))
            .set(m, new Tensor(new int[] {2, 2}, new double[] {1, Double.NaN, infinite, 4}));
    Expr second = f.matmul(f.basis(two, 2), x);
    Expr onDiagonal = f.times(m, f.delta(two));
    assertThat(numbers.value(second).value()).isEqualTo(7);
    assertThat(numbers.value(onDiagonal).data()).containsExactly(1, 0, 0, 4);
    assertThat(numbers.value(f.diagonal(x)).data()).containsExactly(infinite, 0, 0, 7);
  }

  /** Zeros of a variable pick nothing: what they are multiplied by counts. */
  @Test
  void zerosThatAreNumbersDoNotPick() {
    Size two = Size.of(2);
    Variable x = f.variable("x", Role.INPUT, Shape.of(two));
    Variable y = f.variable("y", Role.INPUT, Shape.of(two));
    Interpreter numbers =
        new Interpreter()
            .set(x, Tensor.vector(0, 1))
            .set(y, Tensor.vector(Double.POSITIVE_INFINITY, 2));
    assertThat(numbers.value(f.times(x, y)).data()).containsExactly(Double.NaN, 2);
    assertThat(numbers.value(f.matmul(f.transpose(x), y)).value()).isNaN();
  }

  @Test
  void anInverseOfOneElementIsStillAMatrix() {
    Size n = Size.open("n");
    Variable m = f.variable("N", Role.INPUT, Shape.of(n, n));
    Interpreter numbers =
        new Interpreter(size -> 1).set(m, new Tensor(new int[] {1, 1}, new double[] {4}));
    assertThat(numbers.value(f.inverse(m)))
        .isEqualTo(new Tensor(new int[] {1, 1}, new double[] {0.25}));
    assertThat(numbers.value(f.determinant(MatrixFunction.Kind.DET, m)))
        .isEqualTo(Tensor.scalar(4));
  }

  @Test
  void opaqueCallsTakeAllElements() {
    Variable x = f.variable("x", Role.INPUT, Shape.of(Size.of(2)));
    Expr call = f.opaqueCall("cost", List.of(x, f.pi()), List.of(0));
    Tensor sampled =
        new Interpreter(new SampledOpaque(), Size::intValue)
            .set(x, Tensor.vector(1, 2))
            .value(call);
    assertThat(sampled.sizes()).containsExactly(2);
    assertThat(sampled.data())
        .containsExactly(
            new SampledOpaque().opaque("cost", new int[] {0}, new double[] {1, 2, Math.PI}, 2));
    assertThatThrownBy(() -> new Interpreter().set(x, Tensor.vector(1, 2)).value(call))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cost");
  }

  @Test
  void bindingsAreRunInOrder() {
    Variable x = f.variable("x", Role.INPUT, Shape.of(Size.of(2)));
    Variable y = f.variable("y", Role.VALUE, Shape.of(Size.of(2)));
    Variable z = f.variable("z", Role.VALUE, Shape.of(Size.of(2)));
    Interpreter numbers =
        new Interpreter()
            .set(x, Tensor.vector(1, 2))
            .run(List.of(new Binding(y, f.power(x, 2)), new Binding(z, f.add(y, x))));
    assertThat(numbers.value(z).data()).containsExactly(2, 6);
  }

  @Test
  void misuseIsRefused() {
    Variable x = f.variable("x", Role.INPUT, Shape.of(Size.of(2)));
    Variable open = f.variable("y", Role.INPUT, Shape.of(Size.open("n")));
    assertThatThrownBy(() -> interpreter.value(x)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> interpreter.set(x, Tensor.scalar(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> interpreter.set(open, Tensor.scalar(1)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Tensor.vector(1, 2).value()).isInstanceOf(IllegalStateException.class);
    int[] sizes = {3};
    double[] data = {1};
    assertThatThrownBy(() -> new Tensor(sizes, data)).isInstanceOf(IllegalArgumentException.class);
  }
}
