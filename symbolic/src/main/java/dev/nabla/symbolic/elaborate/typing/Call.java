package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import java.util.List;

/** An application of a structural function, whose arguments have shapes. */
public record Call(
    Inference inference,
    Operators operators,
    Context context,
    Expression.Apply at,
    List<Typed> given) {
  Typed argument() {
    return given.get(0);
  }

  Dims dims() {
    return argument().dims();
  }

  String function() {
    return at.function().text();
  }

  /** A result with the indices of the arguments. */
  Typed result(Dims dims, Operation.Value value) {
    return Typed.of(
        at, Typed.union(given), dims, new Operation.Structural(function(), value, given));
  }

  Typed unfit(Typed operand, String message, String... help) {
    return inference.broken(
        at, Failure.operand(at, context, operand, message, () -> List.of(help)));
  }
}
