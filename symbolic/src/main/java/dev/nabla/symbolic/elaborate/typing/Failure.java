package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A clash found while shapes are inferred. It is put into words at the end, when every size has a
 * name.
 *
 * @param code which entry of the catalogue this is
 * @param at the expression that is wrong
 * @param context where the expression stands
 * @param operands what it is made of, to be shown with shapes
 * @param message the first line, made from the expression's text
 * @param reason why it does not fit; may be empty
 * @param help what to do, apart from rearrangements
 * @param rearranging present when another arrangement of the operands may balance; it gives the
 *     help for the case that none does
 */
public record Failure(
    DiagnosticCode code,
    Expression at,
    Context context,
    List<Typed> operands,
    Function<String, String> message,
    Supplier<String> reason,
    Supplier<List<String>> help,
    Optional<Supplier<List<String>>> rearranging) {

  /** A clash that speaks for itself. */
  public static Failure plain(DiagnosticCode code, Expression at, Context context, String message) {
    return new Failure(
        code, at, context, List.of(), text -> message, () -> "", List::of, Optional.empty());
  }

  public static Failure plain(
      DiagnosticCode code, Expression at, Context context, String message, String help) {
    return new Failure(
        code,
        at,
        context,
        List.of(),
        text -> message,
        () -> "",
        () -> List.of(help),
        Optional.empty());
  }

  /** Operands that do not balance. */
  static Failure unbalanced(
      DiagnosticCode code,
      Expression at,
      Context context,
      List<Typed> operands,
      Supplier<String> reason,
      Supplier<List<String>> help,
      Supplier<List<String>> otherwise) {
    return new Failure(
        code,
        at,
        context,
        operands,
        text -> text + " does not balance",
        reason,
        help,
        Optional.of(otherwise));
  }

  /** An operand that a function or operator cannot take. */
  static Failure operand(
      Expression at, Context context, Typed operand, String message, Supplier<List<String>> help) {
    return new Failure(
        DiagnosticCode.SHAPE_OPERAND,
        at,
        context,
        List.of(operand),
        text -> message,
        () -> "",
        help,
        Optional.empty());
  }

  public boolean isRearrangeable() {
    return rearranging.isPresent();
  }

  /** The same failure, which another arrangement may cure. */
  Failure rearrangeable() {
    return new Failure(code, at, context, operands, message, reason, help, Optional.of(List::of));
  }
}
