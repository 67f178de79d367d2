package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.symbolic.elaborate.sizes.Constraint;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.sizes.SizeTerm;
import dev.nabla.symbolic.expr.Expr;
import java.util.List;

/** {@code diag}: the diagonal of a square matrix, or the matrix with a vector on its diagonal. */
final class DiagonalRule extends Constraint {
  private final Call call;
  private final Dims operand;
  private final Dims result = Dims.fresh(2);

  private DiagonalRule(Call call) {
    this.call = call;
    this.operand = call.dims();
  }

  static Typed diagonal(Call call) {
    if (call.dims().isTensor()) {
      return call.unfit(call.argument(), "diag is of a vector or of a square matrix");
    }
    DiagonalRule rule = new DiagonalRule(call);
    call.inference().sizes().add(rule);
    return call.result(rule.result, DiagonalRule::value);
  }

  private static Expr value(CoreBuilder core, Typed as, List<Typed> given) {
    Typed argument = given.get(0);
    return isVector(argument.dims())
        ? core.rewireDiagonal(argument, argument.dims().columns().isUnit() ? 0 : 1, as.dims())
        : core.rewire(argument, List.of(0, 0), as.dims(), List.of(0, 1));
  }

  private static boolean isVector(Dims dims) {
    return dims.columns().isUnit() || dims.rows().isUnit();
  }

  @Override
  public List<Dims> watched() {
    return List.of(operand);
  }

  @Override
  public boolean attempt(Level level) {
    if (operand.isBroken()) {
      call.inference().sizes().breakUp(result);
      return true;
    }
    boolean vector = isVector(operand);
    if (!vector && !operand.isKnown() && level.compareTo(Level.DEFAULT) < 0) {
      return false;
    }
    if (!vector && !call.inference().sizes().unify(operand.rows(), operand.columns())) {
      call.inference().sizes().breakUp(result);
      call.unfit(call.argument(), "diag is of a vector or of a square matrix");
      return true;
    }
    SizeTerm size = operand.columns().isUnit() ? operand.rows() : operand.columns();
    if (!call.inference().sizes().unify(result, vector ? Dims.of(size, size) : Dims.column(size))) {
      call.inference().sizes().breakUp(result);
      call.unfit(call.argument(), "diag is of a vector or of a square matrix");
    }
    return true;
  }
}
