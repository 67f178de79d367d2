package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.elaborate.typing.CoreBuilder;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds the network when all shapes are known and balance. */
final class NetworkBuilder {
  private final Spec spec;
  private final Options options;
  private final Definition definition;
  private final Ordering.Result order;
  private final Map<String, TypedValue> typed;
  private final Diagnostics diagnostics;
  private final Exprs exprs = new Exprs();
  private final Map<String, Variable> variables = new HashMap<>();
  private final CoreBuilder core;
  private Span at = Span.NONE;

  NetworkBuilder(
      Spec spec,
      Options options,
      Definition definition,
      Ordering.Result order,
      Map<String, TypedValue> typed,
      Diagnostics diagnostics) {
    this.spec = spec;
    this.options = options;
    this.definition = definition;
    this.order = order;
    this.typed = typed;
    this.diagnostics = diagnostics;
    this.core = new CoreBuilder(exprs, variables, this::fail, this::passed);
  }

  private void passed(String limit) {
    diagnostics.report(DiagnosticCode.LIMIT, at, limit);
  }

  private void fail(Expression at, String message) {
    diagnostics.report(DiagnosticCode.BAD_VALUE, at.span(), message);
  }

  Optional<Network> build() {
    for (Given given : definition.givens().values()) {
      String name = given.name().text();
      variables.put(name, exprs.variable(name, given.role(), given.shape(), given.facts(), false));
    }
    List<Binding> constants = new ArrayList<>();
    List<Binding> values = new ArrayList<>();
    for (String name : order.names()) {
      if (definition.values().containsKey(name)) {
        values.add(value(name));
      } else {
        constants.add(constant(name));
      }
    }
    definition.assignments().forEach(this::checkAsked);
    if (diagnostics.hasErrors()) {
      return Optional.empty();
    }
    Warnings.report(definition, order, diagnostics);
    Suspicions.report(definition, typed, diagnostics);
    return Optional.of(network(constants, values));
  }

  /** What a value is to be derived by is a variable. */
  private void checkAsked(Statement.Assignment statement) {
    for (Expression.Name by : statement.by()) {
      if (!definition.givens().containsKey(by.text())) {
        diagnostics.report(
            DiagnosticCode.UNKNOWN_NAME,
            by.span(),
            statement.name().text() + " cannot be derived by " + by.text() + ": it is no variable",
            List.of(),
            List.of("for a function, write fn " + statement.name().text() + "(…) = …"));
      }
    }
  }

  /** Builds from the inside out, so that deep expressions do not make a deep stack. */
  private Expr build(TypedValue value) {
    value.parts().forEach(core::expr);
    return core.expr(value.value());
  }

  private Binding constant(String name) {
    at = definition.constants().get(name).value().span();
    Expr value = build(typed.get(name));
    Variable variable = exprs.variable(name, Variable.Role.CONST, Shape.SCALAR);
    variables.put(name, variable);
    return new Binding(variable, value);
  }

  private Binding value(String name) {
    TypedValue value = typed.get(name);
    Shape shape = value.value().dims().shape();
    checkCount(definition.values().get(name), shape);
    at = definition.values().get(name).value().span();
    Expr expr = build(value);
    Variable variable =
        exprs.variable(name, Variable.Role.VALUE, shape, Set.of(), expr.isPiecewise());
    variables.put(name, variable);
    return new Binding(variable, expr);
  }

  private void checkCount(Statement.Assignment statement, Shape shape) {
    long count = 1;
    for (Size size : shape.sizes()) {
      count = Math.min(count * size.value().orElse(1), 1L << 32);
    }
    if (count > Integer.MAX_VALUE) {
      diagnostics.report(
          DiagnosticCode.LIMIT,
          statement.span(),
          statement.name().text() + " has more than 2,147,483,647 elements, the limit");
    }
  }

  private Network network(List<Binding> constants, List<Binding> values) {
    Optional<Statement.Assignment> loss = definition.loss();
    Map<String, Statement.Assignment> syntax = new LinkedHashMap<>(definition.values());
    List<Variable> results =
        Results.of(definition, order.needs()).stream().map(variables::get).toList();
    return new Network(
        spec,
        spec.name().map(Expression.Name::text).orElse(options.defaultName()),
        exprs,
        List.copyOf(definition.sizes().values()),
        givens(Variable.Role.INPUT),
        givens(Variable.Role.TARGET),
        givens(Variable.Role.PARAM),
        mentioned(constants, values),
        values,
        syntax,
        loss.map(statement -> variables.get(statement.name().text())),
        loss.map(Statement.Assignment::accumulated).orElse(false),
        outputs(values),
        results);
  }

  private List<Variable> givens(Variable.Role role) {
    return definition.givens().values().stream()
        .filter(given -> given.role() == role)
        .map(given -> variables.get(given.name().text()))
        .toList();
  }

  /** The constants that occur in values, or in constants that do. */
  private static List<Binding> mentioned(List<Binding> constants, List<Binding> values) {
    Set<Variable> found = new HashSet<>();
    values.forEach(binding -> found.addAll(Traversal.variablesOf(binding.value())));
    List<Binding> kept = new ArrayList<>();
    for (int k = constants.size() - 1; k >= 0; k--) {
      Binding binding = constants.get(k);
      if (found.contains(binding.variable())) {
        found.addAll(Traversal.variablesOf(binding.value()));
        kept.add(0, binding);
      }
    }
    return kept;
  }

  /**
   * What is marked, or else the last value that no target reaches: on the way to the loss, or in
   * order of the text where there is none.
   */
  private List<Variable> outputs(List<Binding> values) {
    List<Variable> marked =
        definition.assignments().stream()
            .filter(statement -> statement.kind() == Statement.Kind.OUTPUT)
            .map(statement -> variables.get(statement.name().text()))
            .toList();
    if (!marked.isEmpty()) {
      return marked;
    }
    Set<String> reached = new HashSet<>();
    for (Binding binding : values) {
      boolean target =
          Traversal.variablesOf(binding.value()).stream()
              .anyMatch(v -> v.role() == Variable.Role.TARGET || reached.contains(v.name()));
      if (target) {
        reached.add(binding.variable().name());
      }
    }
    Optional<String> loss = definition.loss().map(statement -> statement.name().text());
    Collection<String> candidates =
        loss.isPresent()
            ? values.stream().map(binding -> binding.variable().name()).toList()
            : Results.of(definition, order.needs());
    Optional<Variable> last =
        candidates.stream()
            .filter(name -> !reached.contains(name) && !loss.equals(Optional.of(name)))
            .reduce((a, b) -> b)
            .map(variables::get);
    return last.map(List::of).orElseGet(List::of);
  }
}
