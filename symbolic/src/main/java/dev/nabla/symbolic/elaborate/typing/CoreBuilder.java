package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.sizes.SizeTerm;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Builds expressions of the core from typed ones, once all sizes are solved. */
public final class CoreBuilder {
  /** How many factors a product may come to, with its powers and functions written out. */
  static final int FACTORS = 64;

  /** How many bits the numerator and denominator of a number may come to. */
  static final int BITS = 10_000;

  private final Exprs exprs;
  private final Map<String, Variable> variables;
  private final BiConsumer<Expression, String> failures;
  private final Consumer<String> limits;
  private final Map<Typed, Expr> built = new IdentityHashMap<>();

  /**
   * @param variables the variables by name; those of values are added as they are built
   * @param failures told what is found wrong only now
   * @param limits told which limit is passed
   */
  public CoreBuilder(
      Exprs exprs,
      Map<String, Variable> variables,
      BiConsumer<Expression, String> failures,
      Consumer<String> limits) {
    this.limits = limits;
    this.exprs = exprs;
    this.variables = variables;
    this.failures = failures;
  }

  void fail(Expression at, String message) {
    failures.accept(at, message);
  }

  Exprs exprs() {
    return exprs;
  }

  Variable variable(String name) {
    return variables.get(name);
  }

  /** The expression; its axes are those of the indices, then those of the shape. */
  public Expr expr(Typed typed) {
    Expr known = built.get(typed);
    if (known == null) {
      known = limited(typed.operation().build(this, typed));
      built.put(typed, known);
    }
    return known;
  }

  /** The expression, or in place of one that would only grow further, zero. */
  private Expr limited(Expr e) {
    if (e instanceof Contraction product && product.factors().size() > FACTORS) {
      limits.accept("a product comes to more than " + FACTORS + " factors, the limit");
      return exprs.zeroLike(e);
    }
    if (e instanceof Sum sum && sum.terms().stream().anyMatch(t -> bits(t) > BITS)) {
      limits.accept("a number comes to more than 10,000 bits, the limit");
      return exprs.zeroLike(e);
    }
    return e;
  }

  private static int bits(Sum.Term term) {
    Rational number = term.coefficient();
    return number.numerator().bitLength() + number.denominator().bitLength();
  }

  /** A new contraction. */
  Wiring wiring() {
    return new Wiring(this);
  }

  /** An expression with the axes of a shape, once for each value of the indices. */
  Expr repeat(Expr e, Typed as) {
    Wiring wiring = wiring();
    List<Integer> labels = wiring.labels(as.dims().order());
    wiring.add(e, labels);
    return wiring.contract(as.indices(), as.dims(), labels);
  }

  /** The expression repeated, or rid of axes of size 1, to have these indices and this shape. */
  Expr align(Typed typed, List<Index> indices, Dims target) {
    if (typed.indices().equals(indices) && typed.dims().sameAs(target)) {
      return expr(typed);
    }
    Wiring wiring = wiring();
    List<Integer> output = wiring.labels(target.order());
    wiring.add(typed, fit(typed.dims(), target, output, wiring));
    return wiring.contract(indices, target, output);
  }

  /** Where the axes of an operand go in a result of an element-wise operation. */
  private static List<Integer> fit(Dims from, Dims target, List<Integer> output, Wiring wiring) {
    List<Integer> labels = new ArrayList<>();
    for (int axis = 0; axis < from.order(); axis++) {
      boolean same = axis < target.order() && from.order() == target.order();
      boolean fits = same && !target.get(axis).isUnit() && from.get(axis).matches(target.get(axis));
      labels.add(fits ? output.get(axis) : wiring.label());
    }
    return labels;
  }

  /** A scalar, with these indices. */
  Expr scalar(Typed typed, List<Index> indices) {
    return align(typed, indices, Dims.scalar());
  }

  /** Operands brought to one form. */
  List<Expr> align(List<Typed> operands, List<Index> indices, Dims target) {
    return operands.stream().map(operand -> align(operand, indices, target)).toList();
  }

  /** The element-wise product of an operand with another of its shape, or a scalar. */
  Expr product(Typed a, Typed b, List<Index> indices, Dims target) {
    Wiring wiring = wiring();
    List<Integer> output = wiring.labels(target.order());
    wiring.add(a, fit(a.dims(), target, output, wiring));
    wiring.add(b, fit(b.dims(), target, output, wiring));
    return wiring.contract(indices, target, output);
  }

  /** The matrix product. */
  Expr matrixProduct(Typed a, Typed b, List<Index> indices, Dims target) {
    Wiring wiring = wiring();
    int row = wiring.label();
    int inner = wiring.label();
    int column = wiring.label();
    wiring.add(a, List.of(row, inner));
    wiring.add(b, List.of(inner, column));
    return wiring.contract(indices, target, List.of(row, column));
  }

  /** {@code a b^T}. */
  Expr outer(Typed a, Typed b, List<Index> indices, Dims target) {
    Wiring wiring = wiring();
    int row = wiring.label();
    int inner = wiring.label();
    int column = wiring.label();
    wiring.add(a, List.of(row, inner));
    wiring.add(b, List.of(column, inner));
    return wiring.contract(indices, target, List.of(row, column));
  }

  /** A contraction of one operand, described by labels of its axes and of the output's. */
  Expr rewire(Typed typed, List<Integer> labels, Dims target, List<Integer> output) {
    Wiring wiring = wiring();
    wiring.labels(10);
    wiring.add(typed, labels);
    return wiring.contract(typed.indices(), target, output);
  }

  /** The matrix with a vector on its diagonal; the vector's elements lie along an axis. */
  Expr rewireDiagonal(Typed vector, int axis, Dims target) {
    Wiring wiring = wiring();
    List<Integer> labels = wiring.labels(3);
    wiring.add(
        vector,
        axis == 0 ? List.of(labels.get(0), labels.get(2)) : List.of(labels.get(2), labels.get(0)));
    if (!target.isUnit()) {
      wiring.add(exprs.delta(target.rows().size().orElseThrow()), labels.subList(0, 2));
    }
    return wiring.contract(vector.indices(), target, labels.subList(0, 2));
  }

  /**
   * A matrix of zeros with a block in it, that many rows from the top and columns from the left.
   */
  Expr place(Typed block, int row, int column, Typed whole) {
    List<Expr> placed = new ArrayList<>();
    Size rows = block.dims().rows().size().orElseThrow();
    Size columns = block.dims().columns().size().orElseThrow();
    for (int i = 1; i <= rows.intValue(); i++) {
      for (int j = 1; j <= columns.intValue(); j++) {
        Wiring wiring = wiring();
        List<Integer> labels = wiring.labels(4);
        wiring.add(block, labels.subList(0, 2));
        pick(wiring, block.dims().rows(), i, labels.get(0));
        pick(wiring, block.dims().columns(), j, labels.get(1));
        pick(wiring, whole.dims().rows(), row + i, labels.get(2));
        pick(wiring, whole.dims().columns(), column + j, labels.get(3));
        placed.add(wiring.contract(whole.indices(), whole.dims(), labels.subList(2, 4)));
      }
    }
    return exprs.add(placed);
  }

  private void pick(Wiring wiring, SizeTerm size, int position, int label) {
    if (!size.isUnit()) {
      wiring.add(exprs.basis(size.size().orElseThrow(), position), List.of(label));
    }
  }

  /** The sum over all elements of the shape, for each value of the indices. */
  Expr sumElements(Typed typed) {
    return align(typed, typed.indices(), Dims.scalar());
  }

  /** The sum over an index. */
  Expr sumIndices(Typed typed, List<Index> kept) {
    Wiring wiring = wiring();
    List<Integer> output = wiring.labels(typed.dims().order());
    wiring.add(typed, output);
    return wiring.contract(kept, typed.dims(), output);
  }

  /** A reduction that is not linear, over the indices that are not kept. */
  Expr reduceIndices(Reduce.Kind kind, Typed typed, List<Index> kept) {
    Set<Integer> reduced = new TreeSet<>();
    int axis = 0;
    for (Index index : typed.indices()) {
      if (!index.size().isUnit()) {
        if (!kept.contains(index)) {
          reduced.add(axis);
        }
        axis++;
      }
    }
    return reduce(kind, expr(typed), reduced);
  }

  /** A reduction that is not linear, over some axes of the shape. */
  Expr reduceAxes(Reduce.Kind kind, Typed typed, Set<Integer> axes) {
    Set<Integer> reduced = new TreeSet<>();
    int axis = (int) typed.indices().stream().filter(index -> !index.size().isUnit()).count();
    for (int k = 0; k < typed.dims().order(); k++) {
      if (!typed.dims().get(k).isUnit()) {
        if (axes.contains(k)) {
          reduced.add(axis);
        }
        axis++;
      }
    }
    return reduce(kind, expr(typed), reduced);
  }

  private Expr reduce(Reduce.Kind kind, Expr e, Set<Integer> axes) {
    return exprs.reduce(kind, e, axes);
  }

  /** The number of elements along axes. */
  Expr count(List<SizeTerm> sizes) {
    Expr count = exprs.one();
    for (SizeTerm size : sizes) {
      count = exprs.times(count, exprs.extent(size.size().orElseThrow()));
    }
    return count;
  }
}
