package dev.nabla.random;

import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.network.Binding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which piece of each function that has pieces a point lies in. Two points with equal branches have
 * no kink between them, unless one is crossed twice; so where they are equal around a point, the
 * function is smooth there.
 */
final class Branches {
  /** Relative to the values compared, how near at a kink a point may lie. */
  private static final double NEAR = 1e-4;

  private final List<Expr> nodes;

  Branches(List<Binding> bindings) {
    nodes =
        Traversal.topological(bindings.stream().map(Binding::value).toList()).stream()
            .filter(Branches::hasPieces)
            .toList();
  }

  private static boolean hasPieces(Expr e) {
    return e instanceof Elementwise map && map.function().isPiecewise()
        || e instanceof Reduce reduce && chooses(reduce)
        || e instanceof Power power && !power.exponent().isInteger();
  }

  private static boolean chooses(Reduce reduce) {
    return reduce.kind() != Reduce.Kind.PROD && reduce.kind() != Reduce.Kind.LOGSUMEXP;
  }

  int count() {
    return nodes.size();
  }

  /** The branches that were taken. */
  List<Integer> taken(Interpreter interpreter) {
    List<Integer> taken = new ArrayList<>();
    visit(interpreter, (a, b) -> taken.add(Double.compare(a, b)));
    return taken;
  }

  /**
   * Whether something that is compared is nearly equal, though not the same, or what has a root
   * taken is 0, where a root has no derivative.
   */
  boolean isNear(Interpreter interpreter) {
    boolean[] near = {
      nodes.stream()
          .filter(Power.class::isInstance)
          .flatMapToDouble(node -> Arrays.stream(interpreter.value(node.operands().get(0)).data()))
          .anyMatch(base -> base == 0)
    };
    visit(
        interpreter,
        (a, b) -> {
          double scale = Math.max(Math.abs(a), Math.abs(b));
          near[0] |= a != b && Math.abs(a - b) < NEAR * Math.max(scale, NEAR);
        });
    return near[0];
  }

  private interface Comparison {
    void of(double a, double b);
  }

  private void visit(Interpreter interpreter, Comparison comparison) {
    for (Expr node : nodes) {
      double[] first = interpreter.value(node.operands().get(0)).data();
      if (node instanceof Reduce reduce) {
        ends(reduce, first, comparison);
        continue;
      }
      boolean two = node.operands().size() == 2;
      double[] second = two ? interpreter.value(node.operands().get(1)).data() : first;
      for (int k = 0; k < first.length; k++) {
        comparison.of(first[k] + 0.0, two ? second[k] + 0.0 : 0);
      }
    }
  }

  /** Each element of a row with its largest or least one. */
  private static void ends(Reduce reduce, double[] data, Comparison comparison) {
    int count =
        reduce.operand().axes().stream()
            .skip(reduce.order())
            .mapToInt(size -> size.intValue())
            .reduce(1, (a, b) -> a * b);
    boolean least = reduce.kind() == Reduce.Kind.MIN;
    for (int start = 0; start < data.length; start += count) {
      double end = data[start];
      for (int k = start; k < start + count; k++) {
        end = least ? Math.min(end, data[k]) : Math.max(end, data[k]);
      }
      for (int k = start; k < start + count; k++) {
        comparison.of(data[k], end);
      }
    }
  }
}
