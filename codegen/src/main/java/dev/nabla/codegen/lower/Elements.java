package dev.nabla.codegen.lower;

import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Helper;
import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.NestStep;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.Scalars;
import dev.nabla.codegen.spelling.Spelling;
import dev.nabla.codegen.spelling.Spellings;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Extent;
import dev.nabla.symbolic.expr.Facts;
import dev.nabla.symbolic.expr.Gates;
import dev.nabla.symbolic.expr.MathConstant;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.expr.Wire;
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
final class Elements implements Expr.Visitor<Scalar> {
  private final Lowering lowering;
  private final Exprs exprs;
  private final List<Affine> position;
  private final FoldScope scope;

  Elements(Lowering lowering, Exprs exprs, List<Affine> position, FoldScope scope) {
    this.lowering = lowering;
    this.exprs = exprs;
    this.position = position;
    this.scope = scope;
  }

  private Scalar at(Expr e) {
    return lowering.at(e, position, scope);
  }

  @Override
  public Scalar other(Expr e) {
    throw new IllegalStateException("no value for " + e);
  }

  @Override
  public Scalar constant(MathConstant constant) {
    return Scalars.literal(constant.value());
  }

  @Override
  public Scalar extent(Extent extent) {
    return extent.size() instanceof Size.Samples
        ? new Scalar.Samples()
        : Scalars.literal(extent.size().intValue());
  }

  @Override
  public Scalar wire(Wire wire) {
    return wire.isOnes() ? Scalars.ONE : onlyWhere(wire, position, Scalars.ONE);
  }

  /** A value where an equation of positions holds, zero elsewhere. */
  private static Scalar onlyWhere(Wire wire, List<Affine> position, Scalar value) {
    Affine rest = Affine.of(wire.constant());
    for (int axis = 1; axis < wire.order(); axis++) {
      rest = rest.plus(position.get(axis).times(-wire.coefficients().get(axis)));
    }
    return Scalars.onlyAt(position.get(0).times(wire.coefficients().get(0)), rest, value);
  }

  @Override
  public Scalar contraction(Contraction c) {
    return new Product(c).value();
  }

  @Override
  public Scalar sum(Sum sum) {
    return Scalars.linear(
        sum.terms().stream()
            .map(t -> new Scalar.Term(t.coefficient().doubleValue(), at(t.expr())))
            .toList());
  }

  @Override
  public Scalar power(Power power) {
    return Scalars.raise(at(power.base()), power.exponent());
  }

  /** One exponential serves a sigmoid and a softplus. */
  @Override
  public Scalar elementwise(Elementwise map) {
    List<Scalar> arguments = map.arguments().stream().map(this::at).toList();
    Spelling spelling = Spellings.of(map.function());
    return spelling.form() == Spelling.Form.OF_DECAY
        ? Scalars.ofDecay(spelling.helper().orElseThrow(), arguments.get(0))
        : Scalars.apply(map.function(), arguments);
  }

  /** A softmax or its normaliser, by its parts. */
  Scalar softmax(Expr e, SoftmaxParts parts) {
    Elements row = new Elements(lowering, exprs, position.subList(0, parts.sum().order()), scope);
    return e instanceof Reduce
        ? new Scalar.Call(Helper.LOG_SUM_EXP, List.of(row.at(parts.largest()), row.at(parts.sum())))
        : Scalars.product(at(parts.powers()), row.at(parts.reciprocal()));
  }

  @Override
  public Scalar reduce(Reduce reduce) {
    List<Size> axes = reduce.operand().axes();
    List<LoopIndex> over = lowering.fresh(axes.subList(reduce.order(), axes.size()));
    List<Affine> inner = new ArrayList<>(position);
    over.forEach(index -> inner.add(Affine.of(index)));
    FoldScope within = scope.within(over);
    Scalar element = lowering.at(reduce.operand(), inner, within);
    return switch (reduce.kind()) {
      case MAX -> scope.fold(lowering.local("max"), NestStep.Kind.MAX, over, element);
      case MIN -> scope.fold(lowering.local("min"), NestStep.Kind.MIN, over, element);
      case PROD -> scope.fold(lowering.local("product"), NestStep.Kind.PRODUCT, over, element);
      case ARGMAX -> scope.fold(lowering.local("position"), NestStep.Kind.ARGMAX, over, element);
      case LOGSUMEXP -> {
        Scalar largest = scope.fold(lowering.local("max"), NestStep.Kind.MAX, over, element);
        Scalar shifted =
            Scalars.linear(List.of(new Scalar.Term(1, element), new Scalar.Term(-1, largest)));
        Scalar exp = new Scalar.Apply(ScalarFunctions.EXP, List.of(shifted));
        Scalar sum = scope.fold(lowering.local("sum"), NestStep.Kind.SUM, over, exp);
        yield new Scalar.Call(Helper.LOG_SUM_EXP, List.of(largest, sum));
      }
    };
  }

  /** The element of a contraction. */
  private final class Product {
    private final Contraction contraction;
    private final ContractionParts parts;
    private final Map<Integer, Affine> at = new HashMap<>();

    Product(Contraction contraction) {
      this.contraction = contraction;
      this.parts = ContractionParts.of(contraction);
      for (int axis = 0; axis < contraction.order(); axis++) {
        at.put(axis, position.get(axis));
      }
      parts.fixed().forEach((index, place) -> at.put(index, Affine.of(place)));
    }

    Scalar value() {
      List<Scalar> factors = new ArrayList<>();
      boolean whole =
          parts.outer().isEmpty()
              && parts.groups().size() == 1
              && parts.groups().get(0).size() + parts.fixed().size()
                  == contraction.factors().size();
      for (List<Contraction.Factor> group : parts.groups()) {
        factors.add(whole ? folded(group) : separate(group));
      }
      Scalar value = product(parts.outer(), factors, scope);
      for (Contraction.Factor wire : parts.wires()) {
        value = onlyWhere((Wire) wire.expr(), places(wire.indices()), value);
      }
      return value;
    }

    /** The product of factors where those of them that select are not zero. */
    private Scalar product(List<Contraction.Factor> factors, List<Scalar> more, FoldScope within) {
      List<Scalar> selecting = new ArrayList<>();
      List<Scalar> others = new ArrayList<>(more);
      for (Contraction.Factor factor : factors) {
        Scalar value = element(factor, within);
        if (factors.size() + more.size() > 1 && Gates.selects(contraction, factor.expr())) {
          selecting.add(value);
          if (Facts.isIndicator(factor.expr())) {
            continue;
          }
        }
        others.add(value);
      }
      Scalar result = Scalars.product(others);
      for (Scalar gate : selecting) {
        result = Scalars.selected(gate, result);
      }
      return result;
    }

    private List<Affine> places(List<Integer> indices) {
      return indices.stream().map(at::get).toList();
    }

    private Scalar element(Contraction.Factor factor, FoldScope within) {
      return lowering.at(factor.expr(), places(factor.indices()), within);
    }

    /** Part of the product that is summed on its own. */
    private Scalar separate(List<Contraction.Factor> group) {
      List<Integer> kept = parts.kept(group);
      List<Contraction.Factor> factors = new ArrayList<>(group);
      contraction.factors().stream()
          .filter(f -> Wire.isUnit(f.expr()) && parts.fixed().containsKey(f.indices().get(0)))
          .filter(f -> group.stream().anyMatch(g -> g.indices().contains(f.indices().get(0))))
          .forEach(factors::add);
      Expr part = exprs.contract(factors, kept);
      return lowering.at(part, places(kept), scope);
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
        return lowering.at(shorter, position, scope);
      }
      List<LoopIndex> over = new ArrayList<>();
      for (int k = contraction.order(); k < contraction.indexSizes().size(); k++) {
        if (!parts.fixed().containsKey(k)) {
          LoopIndex index = lowering.fresh(contraction.indexSizes().get(k));
          over.add(index);
          at.put(k, Affine.of(index));
        }
      }
      FoldScope within = scope.within(over);
      Scalar body = product(group, List.of(), within);
      return scope.fold(lowering.local("sum"), NestStep.Kind.SUM, over, body);
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
