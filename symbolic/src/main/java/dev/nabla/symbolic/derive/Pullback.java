package dev.nabla.symbolic.derive;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.expr.OpaqueCall;
import dev.nabla.symbolic.expr.OtherFactors;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The derivative of one expression, backwards: a cotangent of the expression becomes cotangents of
 * its variables. The cotangent may carry further axes in front, which are kept: with an identity
 * there the result is a Jacobian.
 */
public final class Pullback {
  private final Exprs f;

  public Pullback(Exprs exprs) {
    this.f = exprs;
  }

  /**
   * The cotangents of variables.
   *
   * @param root the expression that is derived
   * @param cotangent a tensor whose last axes are those of {@code root}
   * @param wanted the variables to derive by
   * @return for each variable that {@code root} depends on, in the order wanted: the front axes of
   *     the cotangent, then the variable's
   */
  public Map<Variable, Expr> apply(Expr root, Expr cotangent, Collection<Variable> wanted) {
    return apply(root, root, cotangent, wanted);
  }

  /**
   * The same, where the expression has a name.
   *
   * @param value stands for {@code root} in derivatives that are stated in terms of the output: the
   *     derivative of {@code h = sigmoid(z)} is {@code h ⊙ (1 - h)}
   */
  public Map<Variable, Expr> apply(
      Expr root, Expr value, Expr cotangent, Collection<Variable> wanted) {
    int front = cotangent.order() - root.order();
    List<Expr> nodes = Traversal.topological(List.of(root));
    Set<Expr> active = active(nodes, wanted);
    Map<Expr, List<Expr>> cotangents = new HashMap<>();
    cotangents.put(root, new ArrayList<>(List.of(cotangent)));
    for (int k = nodes.size() - 1; k >= 0; k--) {
      Expr node = nodes.get(k);
      if (active.contains(node) && cotangents.containsKey(node) && !(node instanceof Variable)) {
        Expr total = f.add(cotangents.get(node));
        Expr output = node == root ? value : node;
        pull(node, output, total, front, active, cotangents);
      }
    }
    Map<Variable, Expr> result = new LinkedHashMap<>();
    for (Variable variable : wanted) {
      if (active.contains(variable)) {
        result.put(variable, f.add(cotangents.get(variable)));
      }
    }
    return result;
  }

  private static Set<Expr> active(List<Expr> nodes, Collection<Variable> wanted) {
    Set<Expr> active = new HashSet<>();
    for (Expr node : nodes) {
      if (node instanceof Variable
          ? wanted.contains(node)
          : node.operands().stream().anyMatch(active::contains)) {
        active.add(node);
      }
    }
    return active;
  }

  private void pull(
      Expr node,
      Expr output,
      Expr cotangent,
      int front,
      Set<Expr> active,
      Map<Expr, List<Expr>> into) {
    List<Expr> operands = node.operands();
    for (int k = 0; k < operands.size(); k++) {
      if (active.contains(operands.get(k))) {
        Expr pulled = node.accept(new Pulled(output, k, cotangent, front));
        into.computeIfAbsent(operands.get(k), key -> new ArrayList<>()).add(pulled);
      }
    }
  }

  /** The cotangent of operand k of a node, by the kind of the node. */
  private final class Pulled implements Expr.Visitor<Expr> {
    private final Expr output;
    private final int k;
    private final Expr cotangent;
    private final int front;

    Pulled(Expr output, int k, Expr cotangent, int front) {
      this.output = output;
      this.k = k;
      this.cotangent = cotangent;
      this.front = front;
    }

    @Override
    public Expr other(Expr e) {
      throw new IllegalStateException("no derivative of " + e);
    }

    @Override
    public Expr sum(Sum sum) {
      return f.scale(sum.terms().get(k).coefficient(), cotangent);
    }

    @Override
    public Expr contraction(Contraction c) {
      return pullContraction(c, k, cotangent, front);
    }

    @Override
    public Expr power(Power power) {
      Expr local =
          f.scale(power.exponent(), f.power(power.base(), power.exponent().minus(Rational.ONE)));
      return along(cotangent, local, front);
    }

    @Override
    public Expr elementwise(Elementwise map) {
      return along(cotangent, map.derivative(f, k, output), front);
    }

    @Override
    public Expr reduce(Reduce reduce) {
      return pullReduce(reduce, output, cotangent, front);
    }

    @Override
    public Expr matrixFunction(MatrixFunction function) {
      return pullMatrixFunction(function, cotangent, front);
    }

    @Override
    public Expr opaqueCall(OpaqueCall call) {
      return pullOpaque(call, k, cotangent, front);
    }
  }

  /** A cotangent times a derivative of the same axes, element by element. */
  private Expr along(Expr cotangent, Expr local, int front) {
    List<Integer> all = Exprs.range(0, cotangent.order());
    return f.contract(
        List.of(new Factor(cotangent, all), new Factor(local, Exprs.range(front, local.order()))),
        all);
  }

  /** One rule for all of linear algebra: contract the cotangent with all other factors. */
  private Expr pullContraction(Contraction c, int k, Expr cotangent, int front) {
    int indices = c.indexSizes().size();
    List<Integer> frontLabels = Exprs.range(indices, front);
    List<Integer> labels = new ArrayList<>(frontLabels);
    labels.addAll(Exprs.range(0, c.order()));
    List<Factor> factors = new ArrayList<>();
    factors.add(new Factor(cotangent, labels));
    for (int other = 0; other < c.factors().size(); other++) {
      if (other != k) {
        factors.add(c.factors().get(other));
      }
    }
    List<Integer> wanted = c.factors().get(k).indices();
    for (int label : new HashSet<>(wanted)) {
      if (factors.stream().noneMatch(factor -> factor.indices().contains(label))) {
        factors.add(new Factor(f.ones(c.indexSizes().get(label)), List.of(label)));
      }
    }
    List<Integer> output = new ArrayList<>(frontLabels);
    output.addAll(wanted);
    return f.contract(factors, output);
  }

  private Expr pullReduce(Reduce reduce, Expr output, Expr cotangent, int front) {
    Expr u = reduce.operand();
    int kept = reduce.order();
    Set<Integer> reduced = new HashSet<>(Exprs.range(kept, reduce.count()));
    Expr repeated = f.broadcastAlong(reduced, u.axes(), output);
    Expr local =
        switch (reduce.kind()) {
          case LOGSUMEXP -> f.apply(ScalarFunctions.EXP, f.sub(u, repeated));
          case PROD -> OtherFactors.of(f, u, reduce.count());
          case MAX, MIN -> {
            Expr attained = f.apply(ScalarFunctions.EQUAL, u, repeated);
            Expr ties = f.broadcastAlong(reduced, u.axes(), f.sumOver(attained, reduced));
            yield f.divide(attained, ties);
          }
          case ARGMAX -> f.zeroLike(u);
        };
    List<Integer> labels = Exprs.range(0, front + u.order());
    return f.contract(
        List.of(
            new Factor(cotangent, labels.subList(0, front + kept)),
            new Factor(local, labels.subList(front, labels.size()))),
        labels);
  }

  /** {@code d inv(A) = -inv(A) dA inv(A)}, {@code d det(A) = det(A) tr(inv(A) dA)}. */
  private Expr pullMatrixFunction(MatrixFunction function, Expr cotangent, int front) {
    Expr inverse = f.inverse(function.operand());
    List<Integer> head = Exprs.range(10, front);
    List<Integer> labels = new ArrayList<>(head);
    List<Factor> factors = new ArrayList<>();
    List<Integer> output = new ArrayList<>(head);
    if (function.kind() == MatrixFunction.Kind.INVERSE) {
      labels.addAll(List.of(0, 1));
      factors.add(Factor.of(inverse, 0, 2));
      factors.add(Factor.of(inverse, 3, 1));
      output.addAll(List.of(2, 3));
    } else {
      factors.add(Factor.of(inverse, 3, 2));
      output.addAll(List.of(2, 3));
      if (function.kind() == MatrixFunction.Kind.DET) {
        factors.add(new Factor(function, List.of()));
      }
    }
    factors.add(new Factor(cotangent, labels));
    Expr result = f.contract(factors, output);
    return function.kind() == MatrixFunction.Kind.INVERSE ? f.negate(result) : result;
  }

  private Expr pullOpaque(OpaqueCall call, int k, Expr cotangent, int front) {
    List<Integer> derivedBy = new ArrayList<>(call.derivedBy());
    derivedBy.add(k);
    Expr local = f.opaqueCall(call.name(), call.arguments(), derivedBy);
    List<Integer> labels = Exprs.range(0, front + local.order());
    List<Integer> output = new ArrayList<>(labels.subList(0, front));
    output.addAll(labels.subList(front + call.order(), labels.size()));
    return f.contract(
        List.of(
            new Factor(cotangent, labels.subList(0, front + call.order())),
            new Factor(local, labels.subList(front, labels.size()))),
        output);
  }

  /** The identity that maps axes to themselves: {@code δ[a…, b…]}. */
  public Expr identity(List<Size> axes) {
    List<Factor> factors = new ArrayList<>();
    for (int axis = 0; axis < axes.size(); axis++) {
      factors.add(Factor.of(f.delta(axes.get(axis)), axis, axes.size() + axis));
    }
    return f.contract(factors, Exprs.range(0, 2 * axes.size()));
  }
}
