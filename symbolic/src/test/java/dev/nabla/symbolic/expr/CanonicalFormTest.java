package dev.nabla.symbolic.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.SumOfProducts;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Variable.Role;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Random products of everything there is: the canonical form has the value of the sum it stands
 * for, and does not depend on the order of factors or the names of indices.
 */
class CanonicalFormTest {
  private static final int LABELS = 4;
  private static final List<Size> SIZES = List.of(Size.open("n"), Size.of(3));

  private final Exprs f = new Exprs();
  private final Interpreter numbers = new Interpreter(CanonicalFormTest::extent);
  private int made;

  private static int extent(Size size) {
    return size.value().orElse(2);
  }

  /** A tensor of these axes. */
  private Expr random(List<Size> axes, Random random, int depth) {
    if (axes.isEmpty() && random.nextInt(4) == 0) {
      return f.constant(Rational.of(random.nextInt(7) - 3, 1 + random.nextInt(3)));
    }
    if (axes.size() == 1 && random.nextInt(3) == 0) {
      Size size = axes.get(0);
      return switch (random.nextInt(3)) {
        case 0 -> f.ones(size);
        case 1 -> f.basis(size, 1 + random.nextInt(extent(size)));
        default -> f.sub(f.basis(size, 1), f.scale(Rational.of(2), f.basis(size, extent(size))));
      };
    }
    if (axes.size() == 2 && axes.get(0).equals(axes.get(1)) && random.nextInt(3) == 0) {
      return f.delta(axes.get(0));
    }
    if (depth > 0) {
      switch (random.nextInt(6)) {
        case 0:
          return f.scale(Rational.of(-3, 2), random(axes, random, depth - 1));
        case 1:
          return f.add(random(axes, random, depth - 1), random(axes, random, depth - 1));
        case 2:
          return f.power(random(axes, random, depth - 1), 2);
        case 3:
          return f.apply(ScalarFunctions.TANH, random(axes, random, depth - 1));
        case 4:
          return f.contract(
              List.of(
                  new Factor(random(axes, random, depth - 1), Exprs.range(0, axes.size())),
                  new Factor(random(axes, random, depth - 1), Exprs.range(0, axes.size()))),
              Exprs.range(0, axes.size()));
        default:
          break;
      }
    }
    return variable(axes, random);
  }

  private Variable variable(List<Size> axes, Random random) {
    boolean square = axes.size() == 2 && axes.get(0).equals(axes.get(1));
    boolean symmetric = square && random.nextBoolean();
    String name = "v" + axes + (symmetric ? "s" : "") + random.nextInt(2);
    if (f.variable(name).isPresent()) {
      return f.variable(name).get();
    }
    Variable variable =
        f.variable(
            name,
            Role.INPUT,
            Shape.ofAxes(axes),
            symmetric ? Set.of(Fact.SYMMETRIC) : Set.of(),
            false);
    Random values = new Random(made++);
    Tensor value = Tensor.zeros(axes.stream().mapToInt(CanonicalFormTest::extent).toArray());
    Arrays.setAll(value.data(), k -> 0.2 + values.nextDouble());
    if (symmetric) {
      int rows = value.sizes()[0];
      for (int k = 0; k < value.data().length; k++) {
        value.data()[k] = value.data()[Math.max(k, k % rows * rows + k / rows)];
      }
    }
    numbers.set(variable, value);
    return variable;
  }

  @RepeatedTest(300)
  void hasTheValueOfTheSum(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Size> sizes = Stream.generate(() -> SIZES.get(random.nextInt(2))).limit(LABELS).toList();
    List<Factor> factors = new ArrayList<>();
    for (int count = 1 + random.nextInt(4); count > 0; count--) {
      List<Integer> labels =
          Stream.generate(() -> random.nextInt(LABELS)).limit(random.nextInt(3)).toList();
      factors.add(new Factor(random(labels.stream().map(sizes::get).toList(), random, 2), labels));
      if (random.nextInt(4) == 0) {
        factors.add(factors.get(0));
      }
    }
    List<Integer> used = factors.stream().flatMap(x -> x.indices().stream()).distinct().toList();
    List<Integer> output =
        new ArrayList<>(used.stream().filter(l -> random.nextBoolean()).toList());
    if (!output.isEmpty() && random.nextInt(3) == 0) {
      output.add(output.get(0));
    }
    Expr e = f.contract(factors, output);

    int[] extents = sizes.stream().mapToInt(CanonicalFormTest::extent).toArray();
    double[] expected = SumOfProducts.of(numbers, factors, output, extents);
    assertThat(e.axes()).hasSize(output.size());
    double[] actual = numbers.value(e).data();
    assertThat(actual).hasSameSizeAs(expected);
    for (int k = 0; k < actual.length; k++) {
      assertThat(actual[k])
          .as("%s of %s", e, factors)
          .isCloseTo(expected[k], within(1e-9 * Math.max(1, Math.abs(expected[k]))));
    }
    assertThat(again(factors, output, random)).isSameAs(e);
  }

  /** The same product with the factors in another order and other numbers for the indices. */
  private Expr again(List<Factor> factors, List<Integer> output, Random random) {
    List<Integer> names = new ArrayList<>(Exprs.range(5, LABELS));
    Collections.shuffle(names, random);
    List<Factor> shuffled = new ArrayList<>();
    for (Factor factor : factors) {
      shuffled.add(new Factor(factor.expr(), factor.indices().stream().map(names::get).toList()));
    }
    Collections.shuffle(shuffled, random);
    return f.contract(shuffled, output.stream().map(names::get).toList());
  }
}
