package dev.nabla.symbolic.elaborate;

import java.util.List;
import java.util.Optional;

/** {@code diag}: the diagonal of a square matrix, or the matrix with a vector on its diagonal. */
final class DiagonalRule extends Constraint {
  private final StructuralFunctions.Call call;
  private final Dims operand;
  private final Dims result = Dims.fresh(2);
  private Optional<Integer> vectorAxis = Optional.empty();

  private DiagonalRule(StructuralFunctions.Call call) {
    this.call = call;
    this.operand = call.dims();
  }

  static Typed diagonal(StructuralFunctions.Call call) {
    if (call.dims().isTensor()) {
      return call.unfit(call.argument(), "diag is of a vector or of a square matrix");
    }
    DiagonalRule rule = new DiagonalRule(call);
    call.inference().sizes().add(rule);
    return call.result(rule.result, rule::build);
  }

  private dev.nabla.symbolic.expr.Expr build(CoreBuilder core) {
    return vectorAxis.isPresent()
        ? core.rewireDiagonal(call.argument(), vectorAxis.get(), result)
        : core.rewire(call.argument(), List.of(0, 0), result, List.of(0, 1));
  }

  @Override
  List<Dims> watched() {
    return List.of(operand);
  }

  @Override
  boolean attempt(Level level) {
    if (operand.isBroken()) {
      call.inference().sizes().breakUp(result);
      return true;
    }
    boolean vector = operand.columns().isUnit() || operand.rows().isUnit();
    if (!vector && !operand.isKnown() && level.compareTo(Level.DEFAULT) < 0) {
      return false;
    }
    if (!vector && !call.inference().sizes().unify(operand.rows(), operand.columns())) {
      call.inference().sizes().breakUp(result);
      call.unfit(call.argument(), "diag is of a vector or of a square matrix");
      return true;
    }
    vectorAxis = vector ? Optional.of(operand.columns().isUnit() ? 0 : 1) : Optional.empty();
    SizeTerm size = operand.columns().isUnit() ? operand.rows() : operand.columns();
    if (!call.inference().sizes().unify(result, vector ? Dims.of(size, size) : Dims.column(size))) {
      call.inference().sizes().breakUp(result);
      call.unfit(call.argument(), "diag is of a vector or of a square matrix");
    }
    return true;
  }
}
