package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.sizes.SizeTerm;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One contraction in the making. */
final class Wiring {
  private final CoreBuilder core;
  private final List<Factor> factors = new ArrayList<>();
  private final Map<Index, Integer> indexLabels = new LinkedHashMap<>();
  private final Set<Integer> carried = new HashSet<>();
  private int next;

  Wiring(CoreBuilder core) {
    this.core = core;
  }

  int label() {
    return next++;
  }

  List<Integer> labels(int count) {
    List<Integer> labels = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      labels.add(label());
    }
    return labels;
  }

  int label(Index index) {
    return indexLabels.computeIfAbsent(index, key -> label());
  }

  /** Adds an operand with a label for every axis of its shape; unit axes do not exist. */
  void add(Typed typed, List<Integer> axisLabels) {
    List<Integer> labels = new ArrayList<>();
    for (Index index : typed.indices()) {
      if (!index.size().isUnit()) {
        labels.add(label(index));
      }
    }
    for (int axis = 0; axis < typed.dims().order(); axis++) {
      if (!typed.dims().get(axis).isUnit()) {
        labels.add(axisLabels.get(axis));
      }
    }
    add(core.expr(typed), labels);
  }

  void add(Expr e, List<Integer> labels) {
    factors.add(new Factor(e, labels));
    carried.addAll(labels);
  }

  /** The contraction to these indices and axes; what no operand carries is repeated. */
  Expr contract(List<Index> indices, Dims target, List<Integer> axisLabels) {
    List<Integer> output = new ArrayList<>();
    for (Index index : indices) {
      out(label(index), index.size(), output);
    }
    for (int axis = 0; axis < target.order(); axis++) {
      out(axisLabels.get(axis), target.get(axis), output);
    }
    return core.exprs().contract(factors, output);
  }

  private void out(int label, SizeTerm term, List<Integer> output) {
    Size size = term.size().orElseThrow();
    if (!size.isUnit()) {
      output.add(label);
      if (!carried.contains(label)) {
        add(core.exprs().ones(size), List.of(label));
      }
    }
  }
}
