package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an expression can see beside the definition's names, and for whom it is read.
 *
 * @param statement the statement it belongs to, if it is of the definition
 * @param arguments the arguments by parameter, inside the body of a function
 * @param indices the bound indices
 * @param call the outermost application whose function is being written out
 * @param calls the functions being written out, outermost first
 * @param library whether the body is of the prelude, which sees no names of the definition
 * @param summand whether the expression is a loss, or a term of one, so that an opaque function of
 *     a vector is a number
 */
public record Context(
    Optional<Statement.Assignment> statement,
    Map<String, Typed> arguments,
    Map<String, Index> indices,
    Optional<Call> call,
    List<String> calls,
    boolean library,
    boolean summand) {
  /** An application as it stands in the definition. */
  public record Call(Expression.Apply at, List<Typed> arguments) {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  public static final Context TOP =
      new Context(Optional.empty(), Map.of(), Map.of(), Optional.empty(), List.of(), false, false);

  /** Where a statement's value stands. */
  public static Context of(Statement.Assignment statement) {
    boolean loss = statement.kind() == Statement.Kind.LOSS;
    return new Context(
        Optional.of(statement), Map.of(), Map.of(), Optional.empty(), List.of(), false, loss);
  }

  /** Inside the body of a function. */
  Context entering(Call applied, Map<String, Typed> given, String key, boolean prelude) {
    List<String> inner = new ArrayList<>(calls);
    inner.add(key);
    return new Context(
        statement,
        Map.copyOf(given),
        Map.of(),
        call.or(() -> Optional.of(applied)),
        List.copyOf(inner),
        library || prelude,
        summand);
  }

  Context binding(List<Index> more) {
    Map<String, Index> all = new HashMap<>(indices);
    more.forEach(index -> all.put(index.name().text(), index));
    return new Context(statement, arguments, Map.copyOf(all), call, calls, library, summand);
  }

  Context asSummand(boolean whether) {
    return whether == summand
        ? this
        : new Context(statement, arguments, indices, call, calls, library, whether);
  }
}
