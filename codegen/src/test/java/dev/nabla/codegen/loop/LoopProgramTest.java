package dev.nabla.codegen.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.codegen.loop.Buffer.Space;
import dev.nabla.codegen.loop.Scalar.Term;
import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Addresses and scalar trees keep their values however they are put together. */
class LoopProgramTest {
  private static final LoopIndex I = new LoopIndex(1, 4);
  private static final LoopIndex J = new LoopIndex(2, 5);
  private static final Buffer A = Buffer.rowMajor("A", Space.THETA, List.of(4, 5), 7);
  private static final Buffer B = Buffer.rowMajor("B", Space.INPUT, List.of(5), 0);

  private static int at(Affine a, Map<LoopIndex, Integer> point) {
    return a.constant()
        + a.terms().stream().mapToInt(t -> t.coefficient() * point.get(t.index())).sum();
  }

  private static Affine affine(SplittableRandom random) {
    Affine a = Affine.of(random.nextInt(-3, 4));
    for (LoopIndex index : List.of(J, I)) {
      a = a.plus(Affine.of(index).times(random.nextInt(-2, 3)));
    }
    return a;
  }

  @RepeatedTest(20)
  void addressesAreLinear(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    Affine a = affine(random);
    Affine b = affine(random);
    Map<LoopIndex, Integer> point = Map.of(I, random.nextInt(4), J, random.nextInt(5));

    assertThat(at(a.plus(b), point)).isEqualTo(at(a, point) + at(b, point));
    assertThat(at(a.plus(9), point)).isEqualTo(at(a, point) + 9);
    assertThat(at(a.times(-3), point)).isEqualTo(-3 * at(a, point));
    assertThat(a.times(0)).isEqualTo(Affine.ZERO);
    assertThat(a.plus(a.times(-1))).isEqualTo(Affine.ZERO);
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
    Affine replaced = a.replace(index -> index.equals(I) ? b : Affine.of(index));
    assertThat(at(replaced, point)).isEqualTo(at(a, Map.of(I, at(b, point), J, point.get(J))));
    assertThat(a.plus(b).terms()).allSatisfy(t -> assertThat(t.coefficient()).isNotZero());
    assertThat(a.mentions(I)).isEqualTo(a.coefficient(I) != 0);
  }

  @Test
  void addressesAreReadable() {
    assertThat(Affine.of(J).plus(Affine.of(I).times(5)).plus(7)).hasToString("7 + 5*i1 + i2");
    assertThat(Affine.of(J)).hasToString("i2");
    assertThat(Affine.of(3)).hasToString("3");
    assertThat(Affine.of(J).plus(Affine.of(I).times(5)).coefficient(I)).isEqualTo(5);
    assertThat(Affine.of(J).coefficient(I)).isZero();
    assertThat(Affine.of(3).isConstant()).isTrue();
    assertThat(Affine.of(I).isConstant()).isFalse();
    assertThatThrownBy(() -> Affine.of(Integer.MAX_VALUE).plus(1))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Affine.of(I).times(1 << 20).times(1 << 20))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void buffersAreRowMajor() {
    assertThat(A.strides()).containsExactly(5, 1);
    assertThat(A.count()).isEqualTo(20);
    assertThat(Buffer.rowMajor("s", Space.SCRATCH, List.of(), 0).count()).isEqualTo(1);
    assertThat(A.at(List.of(Affine.of(I), Affine.of(J))).address()).hasToString("7 + 5*i1 + i2");
    assertThatThrownBy(() -> A.at(List.of(Affine.ZERO)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Buffer.rowMajor("A", Space.THETA, List.of(2, 1 << 20, 1 << 20), 0))
        .isInstanceOf(ArithmeticException.class);
    Buffer moved = A.in(Space.SCRATCH, "C");
    assertThat(moved).hasToString("C").isNotEqualTo(A);
    assertThat(moved.strides()).isEqualTo(A.strides());
    assertThat(moved.space().isField()).isTrue();
    assertThat(A.space().isField()).isFalse();
    assertThat(A.space().isGiven()).isTrue();
    assertThat(moved.space().isGiven()).isFalse();
  }

  /** What a tree is worth where an element of a buffer is the sine of its address. */
  private static double value(Scalar s, Map<LoopIndex, Integer> point) {
    double[] v = s.operands().stream().mapToDouble(o -> value(o, point)).toArray();
    if (s instanceof Scalar.Literal number) {
      return number.value();
    }
    if (s instanceof Scalar.Position position) {
      return at(position.value(), point);
    }
    if (s instanceof Scalar.Read read) {
      return Math.sin(at(read.access().address(), point) + 0.5);
    }
    if (s instanceof Scalar.Linear linear) {
      double sum = 0;
      for (int k = 0; k < v.length; k++) {
        sum += linear.terms().get(k).coefficient() * v[k];
      }
      return sum;
    }
    if (s instanceof Scalar.Product) {
      double product = 1;
      for (double factor : v) {
        product *= factor;
      }
      return product;
    }
    if (s instanceof Scalar.Raise raise) {
      return Math.pow(v[0], raise.exponent().doubleValue());
    }
    if (s instanceof Scalar.OnlyAt only) {
      return at(only.position(), point) == at(only.equals(), point) ? v[0] : 0;
    }
    if (s instanceof Scalar.IfGreater) {
      return v[0] > v[1] ? v[2] : v[3];
    }
    return ((Scalar.Apply) s).function().value(v);
  }

  /** A tree and what the same arithmetic gives for numbers. */
  private record Both(Scalar scalar, double value) {}

  private static Both tree(SplittableRandom random, Map<LoopIndex, Integer> point, int depth) {
    if (depth == 0) {
      Scalar leaf =
          switch (random.nextInt(4)) {
            case 0 -> Scalars.literal(random.nextInt(-2, 3));
            case 1 -> Scalars.position(affine(random));
            case 2 -> new Scalar.Read(A.at(List.of(Affine.of(I), Affine.of(J))));
            default -> new Scalar.Read(B.at(List.of(Affine.of(J))));
          };
      return new Both(leaf, value(leaf, point));
    }
    Both a = tree(random, point, depth - 1);
    Both b = tree(random, point, depth - 1);
    double c = random.nextInt(-2, 3);
    Affine left = affine(random);
    Affine right = affine(random);
    boolean equal = at(left, point) == at(right, point);
    return switch (random.nextInt(8)) {
      case 0 -> new Both(Scalars.add(a.scalar, b.scalar), a.value + b.value);
      case 1 -> new Both(Scalars.scale(c, a.scalar), c * a.value);
      case 2 -> new Both(Scalars.product(a.scalar, b.scalar), a.value * b.value);
      case 3 -> new Both(Scalars.raise(a.scalar, Rational.of(2)), a.value * a.value);
      case 4 -> new Both(Scalars.onlyAt(left, right, a.scalar), equal ? a.value : 0);
      case 5 ->
          new Both(
              Scalars.apply(
                  ScalarFunctions.WHERE,
                  List.of(Scalars.literal(random.nextInt(2)), a.scalar, b.scalar)),
              Double.NaN);
      case 6 ->
          new Both(
              new Scalar.IfGreater(a.scalar, b.scalar, a.scalar, b.scalar),
              Math.max(a.value, b.value));
      default ->
          new Both(
              Scalars.linear(List.of(new Term(2, a.scalar), new Term(c, b.scalar))),
              2 * a.value + c * b.value);
    };
  }

  @RepeatedTest(100)
  void treesKeepTheirValues(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    Map<LoopIndex, Integer> point = Map.of(I, 3, J, 2);
    Both both = tree(random, point, 4);
    double value = value(both.scalar, point);
    if (!Double.isNaN(both.value)) {
      assertThat(value).isCloseTo(both.value, within(1e-9 * Math.max(1, Math.abs(value))));
    }
    assertThat(both.scalar.rewrite(s -> s)).isEqualTo(both.scalar);
    assertThat(value(both.scalar.rebuild(both.scalar.operands()), point)).isEqualTo(value);
    Map<LoopIndex, Integer> other = Map.of(I, 1, J, 4);
    Scalar moved =
        both.scalar.replaceIndices(index -> index.equals(I) ? Affine.of(3) : Affine.of(2));
    assertThat(value(moved, other)).isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value))));
  }

  @Test
  void numbersAreFolded() {
    Scalar x = new Scalar.Read(B.at(List.of(Affine.of(J))));
    assertThat(Scalars.add(Scalars.literal(2), Scalars.literal(3))).isEqualTo(Scalars.literal(5));
    assertThat(Scalars.add(x, Scalars.ZERO)).isEqualTo(x);
    assertThat(Scalars.add(Scalars.ZERO, Scalars.ZERO)).isEqualTo(Scalars.ZERO);
    assertThat(Scalars.scale(0, x)).isEqualTo(Scalars.ZERO);
    assertThat(Scalars.scale(0.5, Scalars.scale(2, x))).isEqualTo(x);
    assertThat(Scalars.product(x, Scalars.ONE)).isEqualTo(x);
    assertThat(Scalars.product(x, Scalars.ZERO)).isEqualTo(Scalars.ZERO);
    assertThat(Scalars.product(Scalars.literal(2), Scalars.literal(3)))
        .isEqualTo(Scalars.literal(6));
    assertThat(Scalars.product(Scalars.scale(2, x), Scalars.product(x, x)))
        .isEqualTo(Scalars.scale(2, new Scalar.Product(List.of(x, x, x))));
    assertThat(Scalars.raise(Scalars.literal(4), Rational.MINUS_ONE))
        .isEqualTo(Scalars.literal(0.25));
    assertThat(Scalars.raise(Scalars.literal(4), Rational.HALF)).isEqualTo(Scalars.literal(2));
    assertThat(Scalars.position(Affine.of(3))).isEqualTo(Scalars.literal(3));
    List<Scalar> choice = List.of(Scalars.ONE, x, Scalars.ZERO);
    assertThat(Scalars.apply(ScalarFunctions.WHERE, choice)).isEqualTo(x);
    List<Scalar> other = List.of(Scalars.ZERO, Scalars.ZERO, x);
    assertThat(Scalars.apply(ScalarFunctions.WHERE, other)).isEqualTo(x);
    assertThat(Scalars.onlyAt(Affine.of(J), Affine.of(J), x)).isEqualTo(x);
    assertThat(Scalars.onlyAt(Affine.of(J), Affine.of(J).plus(1), x)).isEqualTo(Scalars.ZERO);
    assertThat(Scalars.onlyAt(Affine.of(J), Affine.of(I), Scalars.ZERO)).isEqualTo(Scalars.ZERO);
    assertThat(Scalars.onlyAt(Affine.of(J), Affine.of(I), x)).isInstanceOf(Scalar.OnlyAt.class);
  }

  @Test
  void visitsOperandsFirst() {
    Scalar x = new Scalar.Read(B.at(List.of(Affine.of(J))));
    Scalar square = Scalars.raise(x, Rational.of(2));
    List<Scalar> seen = new ArrayList<>();
    Scalars.scale(3, square).forEach(seen::add);

    assertThat(seen).containsExactly(x, square, Scalars.scale(3, square));
  }

  @Test
  void nestsKnowWhatTheyReadAndWrite() {
    Scalar x = new Scalar.Read(B.at(List.of(Affine.of(J))));
    Local sum = new Local(1, "s");
    Access target = A.at(List.of(Affine.of(I), Affine.ZERO));
    NestStep.Fold fold = new NestStep.Fold(sum, NestStep.Kind.SUM, List.of(J), x);
    NestStep.Put put = new NestStep.Put(target, new Scalar.Use(sum), false);
    LoopStatement.Nest nest = new LoopStatement.Nest("a = sum(x)", List.of(I), List.of(fold, put));

    assertThat(nest.reads()).containsExactly(B);
    assertThat(nest.writes()).containsExactly(A);
    assertThat(nest.folds()).containsExactly(fold);
    assertThat(nest.puts()).containsExactly(put);
    assertThat(nest.points()).isEqualTo(4);
    assertThat(nest.isOpen()).isFalse();
    LoopIndex open = new LoopIndex(3, new Size.Samples(8));
    assertThat(new LoopStatement.Nest("", List.of(I, open), List.of(put)).isOpen()).isTrue();
    NestStep.Fold overOpen = new NestStep.Fold(sum, NestStep.Kind.SUM, List.of(J, open), x);
    assertThat(new LoopStatement.Nest("", List.of(I), List.of(overOpen, put)).isOpen()).isTrue();
    assertThat(LoopStatement.volume(List.of(I, J))).isEqualTo(20);
    LoopIndex large = new LoopIndex(4, Integer.MAX_VALUE);
    assertThat(LoopStatement.volume(List.of(large, large, large, large))).isPositive();
    Scalar twice = Scalars.scale(2, x);
    assertThat(fold.withValue(twice))
        .isEqualTo(new NestStep.Fold(sum, NestStep.Kind.SUM, List.of(J), twice));
    assertThat(put.withValue(twice)).isEqualTo(new NestStep.Put(target, twice, false));
    assertThat(new NestStep.Let(sum, x).withValue(twice)).isEqualTo(new NestStep.Let(sum, twice));
  }
}
