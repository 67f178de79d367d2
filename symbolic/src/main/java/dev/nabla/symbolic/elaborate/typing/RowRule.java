package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.symbolic.elaborate.sizes.Constraint;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.sizes.SizeSolver;
import dev.nabla.symbolic.elaborate.sizes.SizeTerm;
import dev.nabla.symbolic.expr.Reduce;
import java.util.List;
import java.util.Set;

/** A reduction of a vector to a scalar, or of each row of a matrix to a column. */
final class RowRule extends Constraint {
  private final Call call;
  private final SizeSolver sizes;
  private final Dims operand;
  private final Dims result = Dims.column(SizeTerm.fresh());

  private RowRule(Call call) {
    this.call = call;
    this.sizes = call.inference().sizes();
    this.operand = call.dims();
  }

  static Typed reduce(Call call, Reduce.Kind kind) {
    if (call.dims().isTensor()) {
      return call.unfit(call.argument(), message(call));
    }
    RowRule rule = new RowRule(call);
    call.inference().sizes().add(rule);
    return call.result(
        rule.result,
        (core, as, given) -> {
          boolean vector = as.dims().isUnit() && given.get(0).dims().columns().isUnit();
          return core.reduceAxes(kind, given.get(0), Set.of(vector ? 0 : 1));
        });
  }

  private static String message(Call call) {
    List<String> calls = call.context().calls();
    String inside = calls.isEmpty() ? "" : calls.get(calls.size() - 1).replaceFirst("/.*", "");
    String name = call.context().library() ? inside : call.function();
    return name + " is of a vector, or of each row of a matrix";
  }

  @Override
  public List<Dims> watched() {
    return List.of(operand, result);
  }

  @Override
  public boolean attempt(Level level) {
    if (operand.isBroken()) {
      sizes.breakUp(result);
      return true;
    }
    boolean scalar = result.isUnit() && operand.rows().isNotOne();
    if (scalar && operand.columns().isUnknown()) {
      sizes.unify(operand.columns(), SizeTerm.one());
    }
    if (operand.columns().isUnknown() && level.compareTo(Level.DEFAULT) < 0) {
      return false;
    }
    boolean column = operand.columns().isUnit();
    if (!sizes.unify(result, column ? Dims.scalar() : Dims.column(operand.rows()))) {
      sizes.breakUp(result);
      call.unfit(call.argument(), message(call));
    }
    return true;
  }
}
