package dev.nabla.symbolic.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.symbolic.derive.Pullback;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.SumOfProducts;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Variable.Role;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Wires: canonical form, joining, elimination with proofs, against sums by hand. */
class WiresTest {
  private final Exprs f = new Exprs();
  private final Size n = Size.open("n");
  private final Size m = Size.open("m");

  /** {@code [a i + b j = c]} of two indices of these sizes. */
  private Expr pair(Size first, Size second, int a, int b, int c) {
    return f.wire(List.of(first, second), List.of(a, b), c);
  }

  private Expr chain(Expr left, Expr right) {
    return f.contract(List.of(Factor.of(left, 0, 1), Factor.of(right, 1, 2)), List.of(0, 2));
  }

  @Test
  void haveOneFormForEachEquation() {
    assertThat(pair(n, n, 1, -1, 0)).isSameAs(f.delta(n));
    assertThat(pair(n, n, -2, 2, 0)).isSameAs(f.delta(n));
    assertThat(f.wire(List.of(n), List.of(3), 6)).isSameAs(f.basis(n, 3));
    assertThat(f.wire(List.of(n), List.of(2), 3).isZero()).isTrue();
    assertThat(f.wire(List.of(n), List.of(0), 0)).isSameAs(f.ones(n));
    assertThat(f.wire(List.of(n), List.of(0), 1).isZero()).isTrue();
    assertThat(pair(n, m, 0, 1, 1)).isSameAs(f.outer(f.ones(n), f.basis(m, 2)));
  }

  @Test
  void shiftsAddUpWhereWhatIsBetweenStaysInRange() {
    Expr back = pair(n, n, 1, -1, 1);
    assertThat(chain(back, back)).isSameAs(pair(n, n, 1, -1, 2));
    Expr forth = pair(n, n, 1, -1, -1);
    // i = j + 1 and j = k - 1: for k = 0 there is no j, so this is not the identity
    assertThat(chain(back, forth)).isNotSameAs(f.delta(n));
    // through a longer axis everything is there
    assertThat(
            f.contract(
                List.of(
                    Factor.of(pair(Size.of(3), Size.of(5), 1, -1, -1), 0, 1),
                    Factor.of(pair(Size.of(5), Size.of(3), 1, -1, 1), 1, 2)),
                List.of(0, 2)))
        .isSameAs(f.delta(Size.of(3)));
  }

  @Test
  void positionsThatAreNotThereMakeZero() {
    Expr i = f.contract(List.of(Factor.of(pair(n, n, 1, -1, 1), 0, 0)), List.of());
    assertThat(i.isZero()).isTrue();
    Expr outside = f.contract(List.of(Factor.of(f.basis(Size.of(3), 4), 0)), List.of());
    assertThat(outside.isZero()).isTrue();
  }

  @Test
  void anIndexOfTwoRangesIsNotJoined() {
    Variable x = f.variable("x", Role.INPUT, Shape.of(m));
    Expr read =
        f.contract(List.of(Factor.of(pair(n, m, 1, -1, 0), 0, 1), Factor.of(x, 1)), List.of(0));
    assertThat(read).isInstanceOf(Contraction.class);
    assertThat(read.axes()).containsExactly(n);
  }

  /** A convolution with a stride is a contraction, and so is its adjoint. */
  @RepeatedTest(40)
  void readAtPositionsWorkedOutOfIndices(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    int[] sizes = {random.nextInt(1, 6), random.nextInt(1, 4), random.nextInt(1, 8)};
    List<Size> axes = Arrays.stream(sizes).mapToObj(k -> Size.fixed("n" + k, k)).toList();
    List<Integer> coefficients = List.of(random.nextInt(-2, 3), random.nextInt(-1, 3), -1);
    Expr wire = f.wire(axes, coefficients, random.nextInt(-2, 3));
    Variable w = f.variable("w", Role.PARAM, Shape.of(axes.get(1)));
    Variable x = f.variable("x", Role.INPUT, Shape.of(axes.get(2)));
    List<Factor> factors = List.of(Factor.of(wire, 0, 1, 2), Factor.of(w, 1), Factor.of(x, 2));
    Expr z = f.contract(factors, List.of(0));
    Interpreter numbers = new Interpreter();
    for (Variable v : List.of(w, x)) {
      Tensor value = Tensor.zeros(v.axes().get(0).intValue());
      Arrays.setAll(value.data(), k -> random.nextDouble(-1, 1));
      numbers.set(v, value);
    }
    assertThat(numbers.value(z).data())
        .containsExactly(SumOfProducts.of(numbers, factors, List.of(0), sizes), within(1e-12));

    Variable c = f.variable("c", Role.COTANGENT, Shape.of(axes.get(0)));
    numbers.set(c, new Tensor(new int[] {sizes[0]}, random.doubles(sizes[0], -1, 1).toArray()));
    List<Factor> adjoint = List.of(Factor.of(wire, 0, 1, 2), Factor.of(w, 1), Factor.of(c, 0));
    Expr pulled = new Pullback(f).apply(z, c, List.of(x)).getOrDefault(x, f.zeroLike(x));
    assertThat(numbers.value(pulled).data())
        .containsExactly(SumOfProducts.of(numbers, adjoint, List.of(2), sizes), within(1e-12));
  }

  /** Sums over indices that stand on wires alone, against counting. */
  @RepeatedTest(200)
  void areEliminatedOnlyWhereThatIsTrue(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    int count = random.nextInt(3, 6);
    int[] sizes = IntStream.range(0, count).map(k -> random.nextInt(2, 6)).toArray();
    List<Factor> factors = new ArrayList<>();
    for (int label = 0; label < count; label++) {
      factors.add(Factor.of(f.ones(size(sizes, label)), label));
    }
    for (int k = 0; k < random.nextInt(1, 4); k++) {
      List<Integer> labels = new ArrayList<>();
      List<Integer> coefficients = new ArrayList<>();
      for (int axis = 0; axis < random.nextInt(1, 4); axis++) {
        labels.add(random.nextInt(count));
        coefficients.add(random.nextInt(-2, 3));
      }
      List<Size> axes = labels.stream().map(label -> size(sizes, label)).toList();
      factors.add(new Factor(f.wire(axes, coefficients, random.nextInt(-2, 4)), labels));
    }
    List<Integer> output =
        IntStream.range(0, count).filter(k -> random.nextBoolean()).boxed().toList();
    Expr e = f.contract(factors, output);
    Interpreter numbers = new Interpreter();
    assertThat(numbers.value(e).data())
        .containsExactly(SumOfProducts.of(numbers, factors, output, sizes), within(0.0));
  }

  private static Size size(int[] sizes, int label) {
    return Size.of(sizes[label]);
  }
}
