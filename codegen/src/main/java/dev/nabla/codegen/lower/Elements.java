package dev.nabla.codegen.lower;

import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Helper;
import dev.nabla.codegen.loop.Index;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.Scalars;
import dev.nabla.codegen.loop.Step;
import dev.nabla.codegen.spelling.Spelling;
import dev.nabla.codegen.spelling.Spellings;
import dev.nabla.symbolic.expr.Basis;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Delta;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Extent;
import dev.nabla.symbolic.expr.MathConstant;
import dev.nabla.symbolic.expr.Ones;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The element of an expression at a position, as a scalar over the elements of its operands: one
 * rule for each node.
 */
final class Elements {
  private final Lowering lowering;
  private final Exprs exprs;

  Elements(Lowering lowering, Exprs exprs) {
    this.lowering = lowering;
    this.exprs = exprs;
  }

  private Scalar at(Expr e, List<Affine> position, Scope scope) {
    return lowering.at(e, position, scope);
  }

  /** The element of a node, not of what is known to stand for it. */
  Scalar of(Expr e, List<Affine> position, Scope scope) {
    if (e instanceof Contraction c) {
      return new Product(c, position, scope).value();
    }
    if (e instanceof Sum sum) {
      return Scalars.linear(
          sum.terms().stream()
              .map(
                  t ->
                      new Scalar.Term(t.coefficient().doubleValue(), at(t.expr(), position, scope)))
              .toList());
    }
    if (e instanceof Elementwise map) {
      return apply(
          map.function(), map.arguments().stream().map(a -> at(a, position, scope)).toList());
    }
    if (e instanceof Power power) {
      return Scalars.raise(at(power.base(), position, scope), power.exponent());
    }
    if (e instanceof Reduce reduce) {
      return reduction(reduce, position, scope);
    }
    if (e instanceof Delta) {
      return Scalars.onlyAt(position.get(0), position.get(1), Scalars.ONE);
    }
    if (e instanceof Basis basis) {
      return Scalars.onlyAt(position.get(0), Affine.of(basis.position() - 1), Scalars.ONE);
    }
    if (e instanceof Ones) {
      return Scalars.ONE;
    }
    if (e instanceof Extent extent) {
      return extent.size() instanceof Size.Samples
          ? new Scalar.Samples()
          : Scalars.literal(extent.size().intValue());
    }
    if (e instanceof MathConstant constant) {
      return Scalars.literal(constant.value());
    }
    throw new IllegalStateException("no value for " + e);
  }

  /** A function's value; one exponential serves a sigmoid and a softplus. */
  private static Scalar apply(ScalarFunction function, List<Scalar> arguments) {
    return Spellings.of(function) instanceof Spelling.Carried carried && carried.ofDecay()
        ? Scalars.ofDecay(carried.helper(), arguments.get(0))
        : Scalars.apply(function, arguments);
  }

  private static boolean isGate(Scalar s) {
    return s instanceof Scalar.Apply apply && apply.function().equals(ScalarFunctions.RELU_PRIME);
  }

  Scalar softmax(Expr e, Softmax parts, List<Affine> position, Scope scope) {
    List<Affine> outer = position.subList(0, parts.sum().order());
    return e instanceof Reduce
        ? new Scalar.Call(
            Helper.LOG_SUM_EXP,
            List.of(at(parts.largest(), outer, scope), at(parts.sum(), outer, scope)))
        : Scalars.product(
            at(parts.powers(), position, scope), at(parts.reciprocal(), outer, scope));
  }

  private Scalar reduction(Reduce reduce, List<Affine> position, Scope scope) {
    List<Size> axes = reduce.operand().axes();
    List<Index> over = lowering.fresh(axes.subList(reduce.order(), axes.size()));
    List<Affine> inner = new ArrayList<>(position);
    over.forEach(index -> inner.add(Affine.of(index)));
    Scope within = scope.within(over);
    Scalar element = at(reduce.operand(), inner, within);
    return switch (reduce.kind()) {
      case MAX -> scope.fold(lowering.local("max"), Step.Kind.MAX, over, element);
      case MIN -> scope.fold(lowering.local("min"), Step.Kind.MIN, over, element);
      case PROD -> scope.fold(lowering.local("product"), Step.Kind.PRODUCT, over, element);
      case ARGMAX -> scope.fold(lowering.local("position"), Step.Kind.ARGMAX, over, element);
      case LOGSUMEXP -> {
        Scalar largest = scope.fold(lowering.local("max"), Step.Kind.MAX, over, element);
        Scalar shifted =
            Scalars.linear(List.of(new Scalar.Term(1, element), new Scalar.Term(-1, largest)));
        Scalar exp = new Scalar.Apply(ScalarFunctions.EXP, List.of(shifted));
        Scalar sum = scope.fold(lowering.local("sum"), Step.Kind.SUM, over, exp);
        yield new Scalar.Call(Helper.LOG_SUM_EXP, List.of(largest, sum));
      }
    };
  }

  /** The element of a contraction. */
  private final class Product {
    private final Contraction contraction;
    private final Scope scope;
    private final ContractionParts parts;
    private final Map<Integer, Affine> at = new HashMap<>();

    Product(Contraction contraction, List<Affine> position, Scope scope) {
      this.contraction = contraction;
      this.scope = scope;
      this.parts = ContractionParts.of(contraction);
      for (int axis = 0; axis < contraction.order(); axis++) {
        at.put(axis, position.get(axis));
      }
      parts.fixed().forEach((index, place) -> at.put(index, Affine.of(place)));
    }

    Scalar value() {
      List<Scalar> factors = new ArrayList<>();
      for (Contraction.Factor factor : parts.outer()) {
        factors.add(element(factor, scope));
      }
      boolean whole =
          parts.outer().isEmpty()
              && parts.groups().size() == 1
              && parts.groups().get(0).size() + parts.fixed().size()
                  == contraction.factors().size();
      for (List<Contraction.Factor> group : parts.groups()) {
        factors.add(whole ? folded(group) : separate(group));
      }
      Scalar value = gated(factors);
      for (Contraction.Factor wire : parts.wires()) {
        List<Affine> place = wire.indices().stream().map(at::get).toList();
        Affine other =
            wire.expr() instanceof Basis basis ? Affine.of(basis.position() - 1) : place.get(1);
        value = Scalars.onlyAt(place.get(0), other, value);
      }
      return value;
    }

    /** The product, where a relu is on; this way nothing depends on a branch. */
    private Scalar gated(List<Scalar> factors) {
      Optional<Scalar> gate = factors.stream().filter(Elements::isGate).findFirst();
      if (gate.isEmpty() || factors.size() == 1) {
        return Scalars.product(factors);
      }
      List<Scalar> others = new ArrayList<>(factors);
      others.remove(gate.get());
      Scalar u = gate.get().operands().get(0);
      return new Scalar.Call(Helper.GATE, List.of(u, Scalars.product(others)));
    }

    private Scalar element(Contraction.Factor factor, Scope within) {
      return at(factor.expr(), factor.indices().stream().map(at::get).toList(), within);
    }

    /** Part of the product that is summed on its own. */
    private Scalar separate(List<Contraction.Factor> group) {
      List<Integer> kept = parts.kept(group);
      List<Contraction.Factor> factors = new ArrayList<>(group);
      contraction.factors().stream()
          .filter(f -> f.expr() instanceof Basis && parts.fixed().containsKey(f.indices().get(0)))
          .filter(f -> group.stream().anyMatch(g -> g.indices().contains(f.indices().get(0))))
          .forEach(factors::add);
      Expr part = exprs.contract(factors, kept);
      return Elements.this.at(part, kept.stream().map(at::get).toList(), scope);
    }

    /** The sum in this very nest, or of a shorter product with a pair of factors joined before. */
    private Scalar folded(List<Contraction.Factor> group) {
      JoinOrder order = new JoinOrder(contraction, group);
      Optional<int[]> joined = parts.fixed().isEmpty() ? order.joinsFirst() : Optional.empty();
      if (joined.isPresent()) {
        int[] pair = joined.get();
        List<Contraction.Factor> rest = new ArrayList<>(group);
        Contraction.Factor second = rest.remove(pair[1]);
        Contraction.Factor first = rest.remove(pair[0]);
        List<Integer> kept = order.kept(pair);
        rest.add(new Contraction.Factor(named(List.of(first, second), kept), kept));
        Expr shorter = exprs.contract(rest, Exprs.range(0, contraction.order()));
        List<Affine> position = Exprs.range(0, contraction.order()).stream().map(at::get).toList();
        return Elements.this.at(shorter, position, scope);
      }
      List<Index> over = new ArrayList<>();
      for (int k = contraction.order(); k < contraction.indexSizes().size(); k++) {
        if (!parts.fixed().containsKey(k)) {
          Index index = lowering.fresh(contraction.indexSizes().get(k));
          over.add(index);
          at.put(k, Affine.of(index));
        }
      }
      Scope within = scope.within(over);
      List<Scalar> body = group.stream().map(f -> element(f, within)).toList();
      return scope.fold(lowering.local("sum"), Step.Kind.SUM, over, Scalars.product(body));
    }
  }

  /** A variable that stands for a pair of factors, so that the rest of a product stays apart. */
  private Expr named(List<Contraction.Factor> pair, List<Integer> kept) {
    Expr value = exprs.contract(pair, kept);
    if (value.operands().isEmpty()) {
      return value;
    }
    Variable variable = exprs.unnamed(value);
    lowering.bind(variable, value);
    return variable;
  }
}
