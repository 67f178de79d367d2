package dev.nabla.symbolic.elaborate;

import dev.nabla.symbolic.expr.Reduce;
import java.util.List;
import java.util.Set;

/** A reduction of a vector to a scalar, or of each row of a matrix to a column. */
final class RowRule extends Constraint {
  private final Inference inference;
  private final Dims operand;
  private final Dims result = Dims.column(SizeTerm.fresh());
  private int axis;

  private RowRule(Inference inference, Dims operand) {
    this.inference = inference;
    this.operand = operand;
  }

  static Typed reduce(StructuralFunctions.Call call, Reduce.Kind kind) {
    if (call.dims().isTensor()) {
      return call.unfit(
          call.argument(), call.at().function().text() + " is of a vector or of a matrix's rows");
    }
    RowRule rule = new RowRule(call.inference(), call.dims());
    call.inference().sizes().add(rule);
    return call.result(
        rule.result, core -> core.reduceAxes(kind, call.argument(), Set.of(rule.axis)));
  }

  @Override
  List<Dims> watched() {
    return List.of(operand);
  }

  @Override
  boolean attempt(Level level) {
    if (operand.isBroken()) {
      inference.sizes().breakUp(result);
      return true;
    }
    if (operand.columns().isUnknown() && level.compareTo(Level.DEFAULT) < 0) {
      return false;
    }
    boolean column = operand.columns().isUnit();
    axis = column ? 0 : 1;
    return inference.sizes().unify(result, column ? Dims.scalar() : Dims.column(operand.rows()));
  }
}
