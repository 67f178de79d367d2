package dev.nabla.symbolic.cost;

import static dev.nabla.symbolic.cost.Operations.Kind.ADDITIONS;
import static dev.nabla.symbolic.cost.Operations.Kind.COMPARISONS;
import static dev.nabla.symbolic.cost.Operations.Kind.FUNCTIONS;
import static dev.nabla.symbolic.cost.Operations.Kind.MULTIPLICATIONS;

import dev.nabla.symbolic.cost.ContractionOrder.Plan;
import dev.nabla.symbolic.cost.Operations.Kind;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Facts;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.expr.OpaqueCall;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.expr.Wire;
import dev.nabla.symbolic.expr.Wires;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Counts what it takes to compute expressions: every subexpression once, also when it is a part of
 * several products, and nothing for values that are repeated, for zeros off a diagonal, for
 * transposes and for numbers that are known before.
 */
final class OperationCount {
  private final Exprs f;
  private final Map<Variable, Expr> values;
  private final SizeOrder sizes;
  private final Set<Expr> seen = new HashSet<>();
  private final Set<Expr> parts = new HashSet<>();
  private final Deque<Expr> pending = new ArrayDeque<>();
  private final Map<Kind, Polynomial> counts = new EnumMap<>(Kind.class);
  private final Set<Contraction> undecided = new LinkedHashSet<>();

  /**
   * @param values what names stand for; others are given
   */
  OperationCount(Exprs exprs, Map<Variable, Expr> values, SizeOrder sizes) {
    this.f = exprs;
    this.values = values;
    this.sizes = sizes;
  }

  /** The operations of computing all these together. */
  Operations of(Collection<? extends Expr> roots) {
    pending.addAll(roots);
    while (!pending.isEmpty()) {
      Expr e = pending.pop();
      if (seen.add(e)) {
        count(e);
      }
    }
    return new Operations(counts);
  }

  /** Products whose best order depends on sizes that are open. */
  Set<Contraction> undecided() {
    return undecided;
  }

  private void add(Kind kind, Polynomial count) {
    counts.merge(kind, count, Polynomial::plus);
  }

  private void add(Operations operations) {
    operations.counts().forEach(this::add);
  }

  private void count(Expr e) {
    if (isNumber(e)) {
      return;
    }
    if (e instanceof Variable v) {
      if (values.containsKey(v)) {
        pending.push(values.get(v));
      }
    } else if (e instanceof Contraction c) {
      product(c);
    } else {
      e.operands().forEach(pending::push);
      add(e.accept(OWN));
    }
  }

  /** Whether this is made of numbers and sizes only. */
  private static boolean isNumber(Expr e) {
    return e.operands().isEmpty()
        ? !(e instanceof Variable)
        : e.operands().stream().allMatch(OperationCount::isNumber);
  }

  private static final Own OWN = new Own();

  /** What the node itself takes, its operands and products of several factors left out. */
  private static final class Own implements Expr.Visitor<Operations> {
    @Override
    public Operations other(Expr e) {
      return Operations.NONE;
    }

    @Override
    public Operations power(Power power) {
      return FunctionCosts.ofPower(power.exponent()).times(volume(power));
    }

    @Override
    public Operations elementwise(Elementwise map) {
      return FunctionCosts.of(map.function()).times(volume(map));
    }

    @Override
    public Operations matrixFunction(MatrixFunction function) {
      return FunctionCosts.of(function.kind(), Polynomial.of(function.operand().axes().get(0)));
    }

    @Override
    public Operations opaqueCall(OpaqueCall call) {
      return Operations.of(FUNCTIONS, volume(call));
    }

    @Override
    public Operations sum(Sum sum) {
      Operations total = Operations.NONE;
      for (Sum.Term term : sum.terms()) {
        if (!term.coefficient().abs().isOne() && !isNumber(term.expr())) {
          total = total.plus(Operations.of(MULTIPLICATIONS, volume(term.expr())));
        }
      }
      Polynomial additions = volume(sum).times(Polynomial.of(Math.max(0, sum.terms().size() - 1)));
      return total.plus(Operations.of(ADDITIONS, additions));
    }

    @Override
    public Operations reduce(Reduce reduce) {
      Polynomial in = volume(reduce.operand());
      Polynomial out = volume(reduce);
      Polynomial less = in.minus(out);
      return switch (reduce.kind()) {
        case MAX, MIN, ARGMAX -> Operations.of(COMPARISONS, less);
        case PROD -> Operations.of(MULTIPLICATIONS, less);
        case LOGSUMEXP ->
            Operations.of(COMPARISONS, less)
                .plus(Operations.of(ADDITIONS, in.plus(in)))
                .plus(Operations.of(FUNCTIONS, in.plus(out)));
      };
    }
  }

  /** The number of different elements: not those along axes on which it is repeated. */
  private static Polynomial volume(Expr e) {
    Set<Integer> free = Facts.freeAxes(e);
    Polynomial volume = Polynomial.ONE;
    for (int axis = 0; axis < e.order(); axis++) {
      if (!free.contains(axis)) {
        volume = volume.times(Polynomial.of(e.axes().get(axis)));
      }
    }
    return volume;
  }

  // ---------------------------------------------------------------- products

  /** A product: the last pair of the best order; each side of it is a product, or a sum, itself. */
  private void product(Contraction c) {
    Indices indices = new Indices(c);
    List<Factor> factors = c.factors().stream().filter(x -> !(x.expr() instanceof Wire)).toList();
    Set<Integer> union = new TreeSet<>();
    if (factors.size() == 1) {
      pending.push(factors.get(0).expr());
      union.addAll(factors.get(0).indices());
    } else if (factors.size() > 1) {
      for (List<Factor> side : lastPair(c, factors, indices)) {
        List<Integer> kept = kept(c, side);
        Expr part = f.contract(side, kept);
        parts.add(part);
        pending.push(part);
        union.addAll(kept);
      }
      add(MULTIPLICATIONS, indices.volume(union));
    }
    add(ADDITIONS, indices.volume(union).minus(indices.volume(indices.kept(union))));
  }

  /** The factors on either side of the last product of the best order. */
  private List<List<Factor>> lastPair(Contraction c, List<Factor> factors, Indices indices) {
    List<Set<Integer>> each = factors.stream().map(x -> indices.of(x.indices())).toList();
    Plan plan =
        new ContractionOrder(c.order(), labels -> indices.estimate(labels, sizes)).best(each);
    if (!parts.contains(c) && !sizes.isCertain(plan, indices::volume)) {
      undecided.add(c);
    }
    return plan.parts().stream()
        .map(part -> part.members().stream().map(factors::get).toList())
        .toList();
  }

  /** The indices of some factors that the result, or a factor not among them, needs. */
  private static List<Integer> kept(Contraction c, List<Factor> some) {
    Set<Integer> kept = new TreeSet<>();
    some.forEach(factor -> kept.addAll(factor.indices()));
    Set<Integer> needed = new TreeSet<>();
    List<Factor> others = new ArrayList<>(c.factors());
    some.forEach(others::remove);
    others.stream()
        .filter(factor -> !Wire.isOnes(factor.expr()))
        .forEach(factor -> needed.addAll(factor.indices()));
    kept.removeIf(index -> index >= c.order() && !needed.contains(index));
    return List.copyOf(kept);
  }

  /** The indices of a product: those that wires tie are one, and those that they fix are none. */
  private record Indices(Contraction product, Wires wires) {
    Indices(Contraction product) {
      this(product, Wires.of(product));
    }

    Set<Integer> of(Collection<Integer> indices) {
      return wires.leaders(indices);
    }

    /** Those that stay in the result. */
    Set<Integer> kept(Set<Integer> indices) {
      Set<Integer> kept = of(indices);
      kept.removeIf(index -> index >= product.order());
      return kept;
    }

    private List<Size> sizes(Collection<Integer> indices) {
      return indices.stream()
          .filter(index -> wires.fixed(index).isEmpty())
          .map(product.indexSizes()::get)
          .toList();
    }

    /** What the volume is taken for. */
    double estimate(Set<Integer> indices, SizeOrder order) {
      return sizes(indices).stream().mapToDouble(order::value).reduce(1, (a, b) -> a * b);
    }

    Polynomial volume(Set<Integer> indices) {
      return sizes(of(indices)).stream()
          .map(size -> Polynomial.of(size))
          .reduce(Polynomial.ONE, Polynomial::times);
    }
  }
}
