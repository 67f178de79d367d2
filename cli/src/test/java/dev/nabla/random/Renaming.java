package dev.nabla.random;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.ast.Statement;
import java.util.List;
import java.util.Map;

/** Gives variables, values, sizes and functions other names. */
final class Renaming {
  private final Map<String, String> names;

  Renaming(Map<String, String> names) {
    this.names = names;
  }

  Spec of(Spec spec) {
    return new Spec(spec.name(), spec.statements().stream().map(this::of).toList());
  }

  private Name of(Name name) {
    return Ast.name(names.getOrDefault(name.text(), name.text()));
  }

  private Expression of(Expression e) {
    return Rebuilding.everywhere(
        e,
        node -> {
          if (node instanceof Name name) {
            return of(name);
          }
          return node instanceof Expression.Apply apply
              ? new Expression.Apply(
                  apply.span(), of(apply.function()), apply.primes(), apply.arguments())
              : node;
        });
  }

  private List<Expression> of(List<Expression> all) {
    return all.stream().map(this::of).toList();
  }

  private Statement of(Statement statement) {
    if (statement instanceof Statement.Dimension dim) {
      return new Statement.Dimension(dim.span(), of(dim.name()), dim.value());
    }
    if (statement instanceof Statement.Declaration d) {
      return new Statement.Declaration(d.span(), d.role(), of(d.name()), of(d.shape()), d.facts());
    }
    if (statement instanceof Statement.Constant constant) {
      return new Statement.Constant(constant.span(), of(constant.name()), of(constant.value()));
    }
    if (statement instanceof Statement.Function function) {
      return new Statement.Function(
          function.span(),
          of(function.name()),
          function.parameters(),
          function.body().map(this::of));
    }
    Statement.Assignment value = (Statement.Assignment) statement;
    return new Statement.Assignment(
        value.span(),
        value.kind(),
        of(value.name()),
        value.subscripts(),
        value.accumulated(),
        of(value.value()));
  }
}
