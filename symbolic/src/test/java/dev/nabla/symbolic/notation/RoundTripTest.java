package dev.nabla.symbolic.notation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random expressions, written, read again and evaluated; how many, {@code nabla.roundtrip.cases}
 * says.
 */
class RoundTripTest {
  private static final int CASES = Integer.getInteger("nabla.roundtrip.cases", 400);

  private final Terms t = new Terms();

  static IntStream seeds() {
    return IntStream.range(0, CASES);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void contractionsAreReadAgain(int seed) {
    Expr e = contraction(new Random(seed), 3, 2);
    check(e, seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void expressionsAreReadAgain(int seed) {
    Random random = new Random(10_000 + seed);
    check(expression(random, axes(random, 3), 4), seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void indexFormsAreReadAgain(int seed) {
    Random random = new Random(20_000 + seed);
    Expr e = expression(random, axes(random, 3), 3);
    new RoundTrip(t).check(e, Shape.ofAxes(e.axes()), new Notation(t.f).indexForm(e, List.of()));
  }

  @Test
  void aMinusThatASumAbsorbsStaysInTensors() {
    Expr difference = t.sub(t.apply(ScalarFunctions.SIN, t.T), t.apply(ScalarFunctions.COS, t.T));
    Expr product = t.scale(-2, t.times(difference, t.apply(ScalarFunctions.EXP, t.T)));

    new RoundTrip(t).check(product, Shape.ofAxes(product.axes()));
    assertThat(t.text(product)).isEqualTo("2 (cos(T) - sin(T)) ⊙ exp(T)");
  }

  private void check(Expr e, int seed) {
    Shape shape =
        e.order() == 1 && seed % 2 == 0
            ? Shape.of(Size.ONE, e.axes().get(0))
            : Shape.ofAxes(e.axes());
    new RoundTrip(t).check(e, shape);
  }

  private List<Size> axes(Random random, int most) {
    List<Size> axes = new ArrayList<>();
    int order = random.nextInt(most + 1);
    for (int k = 0; k < order; k++) {
      axes.add(random.nextBoolean() ? t.m : t.n);
    }
    return axes;
  }

  private Expr leaf(Random random, List<Size> axes) {
    if (axes.isEmpty()) {
      return random.nextInt(5) == 0 ? t.number(1 + random.nextInt(3)) : pick(random, t.a, t.s);
    }
    if (axes.size() == 1) {
      return axes.get(0).equals(t.m)
          ? pick(random, t.b, t.h, t.c, t.f.ones(t.m))
          : pick(random, t.x, t.y, t.z, t.r, t.f.ones(t.n), t.f.basis(t.n, 2));
    }
    if (axes.size() > 2) {
      return t.f.outer(
          leaf(random, axes.subList(0, 2)), leaf(random, axes.subList(2, axes.size())));
    }
    if (axes.equals(List.of(t.n, t.n))) {
      return pick(random, t.A, t.B, t.S, t.f.delta(t.n), t.t(t.A));
    }
    if (axes.equals(List.of(t.m, t.m))) {
      return pick(random, t.f.delta(t.m), t.mul(t.W, t.t(t.V)));
    }
    return axes.equals(List.of(t.m, t.n))
        ? pick(random, t.W, t.V, t.X)
        : pick(random, t.t(t.W), t.t(t.V));
  }

  private static Expr pick(Random random, Expr... from) {
    return from[random.nextInt(from.length)];
  }

  /** A product of factors with random indices. */
  private Expr contraction(Random random, int summed, int output) {
    List<Size> sizes = new ArrayList<>();
    int indices = 1 + random.nextInt(summed) + output;
    for (int k = 0; k < indices; k++) {
      sizes.add(random.nextBoolean() ? t.m : t.n);
    }
    List<Factor> factors = new ArrayList<>();
    int count = 1 + random.nextInt(5);
    for (int k = 0; k < count; k++) {
      List<Integer> own = new ArrayList<>();
      int order = random.nextInt(3);
      for (int axis = 0; axis < order; axis++) {
        own.add(random.nextInt(indices));
      }
      Expr e = leaf(random, own.stream().map(sizes::get).toList());
      int power = random.nextInt(8);
      Expr factor = power == 0 ? t.square(e) : power == 1 ? reciprocal(e) : e;
      factors.add(new Factor(factor, own));
    }
    for (int k = 0; k < indices; k++) {
      factors.add(new Factor(t.f.ones(sizes.get(k)), List.of(k)));
    }
    int order = random.nextInt(output + 1);
    return t.f.scale(
        Rational.of(random.nextInt(9) - 4, 1 + random.nextInt(2)),
        t.f.contract(factors, Exprs.range(0, order)));
  }

  /** The reciprocal of something that has no zeros. */
  private Expr reciprocal(Expr e) {
    return t.f.reciprocal(t.f.add(t.apply(ScalarFunctions.EXP, e), t.f.onesLike(e)));
  }

  private Expr expression(Random random, List<Size> axes, int depth) {
    if (depth == 0 || random.nextInt(6) == 0) {
      return leaf(random, axes);
    }
    return switch (random.nextInt(9)) {
      case 0 -> t.add(expression(random, axes, depth - 1), expression(random, axes, depth - 1));
      case 1 -> t.sub(expression(random, axes, depth - 1), expression(random, axes, depth - 1));
      case 2 -> t.times(expression(random, axes, depth - 1), expression(random, axes, depth - 1));
      case 3 ->
          t.apply(
              random.nextBoolean() ? ScalarFunctions.TANH : ScalarFunctions.SIGMOID,
              expression(random, axes, depth - 1));
      case 4 -> reciprocal(t.apply(ScalarFunctions.TANH, expression(random, axes, depth - 1)));
      case 5 -> sumOver(random, axes, depth);
      case 6 -> product(random, axes, depth);
      case 7 -> function(random, axes, depth);
      default -> t.scale(random.nextBoolean() ? -1 : 3, expression(random, axes, depth - 1));
    };
  }

  private Expr sumOver(Random random, List<Size> axes, int depth) {
    List<Size> more = new ArrayList<>(axes);
    int axis = random.nextInt(axes.size() + 1);
    more.add(axis, random.nextBoolean() ? t.m : t.n);
    Expr e = expression(random, more, depth - 1);
    if (more.size() > 2 || random.nextInt(4) > 0) {
      return t.f.sumOver(e, Set.of(axis));
    }
    return t.f.reduce(
        random.nextBoolean() ? Reduce.Kind.LOGSUMEXP : Reduce.Kind.MAX, e, Set.of(axis));
  }

  private Expr product(Random random, List<Size> axes, int depth) {
    if (axes.size() != 2) {
      return t.times(expression(random, List.of(), depth - 1), expression(random, axes, depth - 1));
    }
    Size inner = random.nextBoolean() ? t.m : t.n;
    return t.mul(
        expression(random, List.of(axes.get(0), inner), depth - 1),
        expression(random, List.of(inner, axes.get(1)), depth - 1));
  }

  private Expr function(Random random, List<Size> axes, int depth) {
    Expr e = t.apply(ScalarFunctions.TANH, expression(random, axes, depth - 1));
    if (axes.isEmpty()) {
      return t.norm(t.add(e, t.x));
    }
    if (axes.size() > 2) {
      return t.apply(ScalarFunctions.MAX, e, expression(random, axes, depth - 1));
    }
    Expr normal = t.logSoftmax(e);
    return random.nextBoolean() ? normal : t.apply(ScalarFunctions.EXP, normal);
  }
}
