package dev.nabla.grammar.ast;

import java.util.List;
import java.util.Optional;

/**
 * A parsed source: its statements in order of text.
 *
 * @param name the name after {@code network}, if it is given
 */
public record Spec(Optional<Expression.Name> name, List<Statement> statements) {
  public Spec {
    statements = List.copyOf(statements);
  }

  /** Whether the variables are declared, all of them; otherwise roles and shapes are inferred. */
  public boolean declares() {
    return statements.stream().anyMatch(Statement.Declaration.class::isInstance);
  }
}
