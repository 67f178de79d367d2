package dev.nabla.symbolic.eval;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Extent;
import dev.nabla.symbolic.expr.Gates;
import dev.nabla.symbolic.expr.MathConstant;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.expr.OpaqueCall;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.expr.Wire;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Evaluates expressions as they are defined, node by node: the reference that derived formulas and
 * generated code are compared with.
 */
public final class Interpreter {
  private final Arithmetic arithmetic;
  private final ToIntFunction<Size> sizes;
  private final Map<Expr, Tensor> known = new HashMap<>();
  private final Node evaluate;

  /** Double precision; every size has a value. */
  public Interpreter() {
    this(new FloatingPoint(), Size::intValue);
  }

  /** Double precision, with values for open sizes. */
  public Interpreter(ToIntFunction<Size> sizes) {
    this(new FloatingPoint(), sizes);
  }

  Interpreter(Arithmetic arithmetic, ToIntFunction<Size> sizes) {
    this.arithmetic = arithmetic;
    this.sizes = sizes;
    this.evaluate = new Node();
  }

  /**
   * Gives a variable its value, in the axes of the core.
   *
   * @throws IllegalArgumentException when the sizes are not the variable's
   */
  public Interpreter set(Variable variable, Tensor value) {
    int[] expected = extents(variable);
    if (!Arrays.equals(expected, value.sizes())) {
      throw new IllegalArgumentException(
          variable.name()
              + " has sizes "
              + Arrays.toString(expected)
              + ", not "
              + Arrays.toString(value.sizes()));
    }
    known.put(variable, value);
    return this;
  }

  /** Evaluates bindings in order, each to be used by the next. */
  public Interpreter run(List<Binding> bindings) {
    bindings.forEach(b -> set(b.variable(), value(b.value())));
    return this;
  }

  /**
   * The value of an expression.
   *
   * @throws IllegalStateException when a variable has no value, a size is open or a function opaque
   */
  public Tensor value(Expr e) {
    for (Expr node : missing(e)) {
      known.put(node, node.accept(evaluate));
    }
    return known.get(e);
  }

  private List<Expr> missing(Expr root) {
    List<Expr> pending = new ArrayList<>(List.of(root));
    java.util.TreeMap<Integer, Expr> found = new java.util.TreeMap<>();
    while (!pending.isEmpty()) {
      Expr e = pending.remove(pending.size() - 1);
      if (!known.containsKey(e) && found.put(e.id(), e) == null) {
        pending.addAll(e.operands());
      }
    }
    return List.copyOf(found.values());
  }

  /** The value of a node whose operands have values. */
  private final class Node implements Expr.Visitor<Tensor> {
    private final double one = arithmetic.of(Rational.ONE);

    @Override
    public Tensor other(Expr e) {
      throw new IllegalStateException(e + " has no value");
    }

    @Override
    public Tensor wire(Wire wire) {
      Tensor tensor = Tensor.zeros(extents(wire));
      Arrays.setAll(tensor.data(), k -> wire.holds(tensor.position(k)) ? one : 0);
      return tensor;
    }

    @Override
    public Tensor extent(Extent extent) {
      return Tensor.scalar(arithmetic.of(Rational.of(sizes.applyAsInt(extent.size()))));
    }

    @Override
    public Tensor constant(MathConstant constant) {
      return Tensor.scalar(arithmetic.of(constant.name(), constant.value()));
    }

    @Override
    public Tensor power(Power power) {
      Tensor base = known.get(power.base());
      Tensor result = Tensor.zeros(base.sizes());
      Arrays.setAll(result.data(), k -> arithmetic.power(base.data()[k], power.exponent()));
      return result;
    }

    @Override
    public Tensor matrixFunction(MatrixFunction f) {
      Tensor a = known.get(f.operand());
      double[] result = arithmetic.matrix(f.kind(), a.data(), a.sizes()[0]);
      return new Tensor(result.length == 1 && f.isScalar() ? new int[0] : a.sizes(), result);
    }

    @Override
    public Tensor contraction(Contraction c) {
      Map<Integer, Integer> extents = new HashMap<>();
      for (int index = 0; index < c.indexSizes().size(); index++) {
        extents.put(index, sizes.applyAsInt(c.indexSizes().get(index)));
      }
      List<Einsum.Labeled> factors = c.factors().stream().map(f -> labeled(c, f)).toList();
      return new Einsum(arithmetic, extents).contract(factors, Exprs.range(0, c.order()));
    }

    @Override
    public Tensor sum(Sum sum) {
      Tensor result = Tensor.zeros(extents(sum));
      for (Sum.Term term : sum.terms()) {
        double coefficient = arithmetic.of(term.coefficient());
        double[] values = known.get(term.expr()).data();
        for (int k = 0; k < values.length; k++) {
          result.data()[k] =
              arithmetic.add(result.data()[k], arithmetic.multiply(coefficient, values[k]));
        }
      }
      return result;
    }

    @Override
    public Tensor elementwise(Elementwise map) {
      List<Tensor> arguments = map.arguments().stream().map(known::get).toList();
      Tensor result = Tensor.zeros(arguments.get(0).sizes());
      double[] point = new double[arguments.size()];
      for (int k = 0; k < result.data().length; k++) {
        for (int a = 0; a < point.length; a++) {
          point[a] = arguments.get(a).data()[k];
        }
        result.data()[k] = arithmetic.apply(map.function(), point);
      }
      return result;
    }

    @Override
    public Tensor reduce(Reduce reduce) {
      Tensor operand = known.get(reduce.operand());
      int kept = operand.sizes().length - reduce.count();
      Tensor result = Tensor.zeros(Arrays.copyOf(operand.sizes(), kept));
      int count = operand.data().length / Math.max(1, result.data().length);
      for (int k = 0; k < result.data().length; k++) {
        result.data()[k] = arithmetic.reduce(reduce.kind(), operand.data(), k * count, count);
      }
      return result;
    }

    @Override
    public Tensor opaqueCall(OpaqueCall call) {
      double[] arguments =
          call.arguments().stream()
              .flatMapToDouble(a -> Arrays.stream(known.get(a).data()))
              .toArray();
      int[] extents = extents(call);
      int[] derivedBy = call.derivedBy().stream().mapToInt(Integer::intValue).toArray();
      return new Tensor(
          extents, arithmetic.opaque(call.name(), derivedBy, arguments, Tensor.count(extents)));
    }
  }

  private Einsum.Labeled labeled(Contraction c, Contraction.Factor factor) {
    Tensor value = known.get(factor.expr());
    return Gates.selects(c, factor.expr())
        ? Einsum.Labeled.selecting(value, factor.indices())
        : new Einsum.Labeled(value, factor.indices());
  }

  private int[] extents(Expr e) {
    return e.axes().stream().mapToInt(sizes).toArray();
  }
}
