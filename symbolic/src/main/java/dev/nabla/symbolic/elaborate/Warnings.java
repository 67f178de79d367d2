package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.elaborate.typing.Excerpt;
import dev.nabla.symbolic.expr.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What is allowed but probably not meant. */
final class Warnings {
  private static final Set<String> FLAT = Set.of("step", "sign", "argmax");

  private final Definition definition;
  private final Ordering.Result order;
  private final Diagnostics diagnostics;
  private final Map<String, Optional<String>> inside = new HashMap<>();

  private Warnings(Definition definition, Ordering.Result order, Diagnostics diagnostics) {
    this.definition = definition;
    this.order = order;
    this.diagnostics = diagnostics;
  }

  static void report(Definition definition, Ordering.Result order, Diagnostics diagnostics) {
    Warnings warnings = new Warnings(definition, order, diagnostics);
    Set<String> mentioned = warnings.mentioned();
    warnings.unused(mentioned);
    warnings.targets(mentioned);
    warnings.values();
    warnings.unreached(mentioned);
    warnings.nothing();
    warnings.zeroGradients();
  }

  private void warn(DiagnosticCode code, Span span, String message) {
    diagnostics.report(code, span, message);
  }

  /** Every name that something mentions. */
  private Set<String> mentioned() {
    Set<String> mentioned = new HashSet<>();
    definition
        .uses()
        .values()
        .forEach(
            uses -> {
              add(uses.values(), mentioned);
              add(uses.sizes(), mentioned);
              add(uses.subscripts(), mentioned);
              uses.calls().forEach(call -> mentioned.add(call.function().text()));
            });
    for (Given given : definition.givens().values()) {
      given.shape().sizes().forEach(size -> mentioned.add(size.name()));
    }
    return mentioned;
  }

  private static void add(Collection<Name> names, Set<String> into) {
    names.forEach(name -> into.add(name.text()));
  }

  private void unused(Set<String> mentioned) {
    definition.givens().values().stream()
        .filter(given -> !mentioned.contains(given.name().text()))
        .forEach(given -> unused(given.name()));
    definition.constants().values().stream()
        .filter(constant -> !mentioned.contains(constant.name().text()))
        .forEach(constant -> unused(constant.name()));
    definition.functions().values().stream()
        .filter(function -> !mentioned.contains(function.name().text()))
        .forEach(function -> unused(function.name()));
    definition.declaredSizes().stream()
        .filter(name -> !mentioned.contains(name.text()))
        .forEach(this::unused);
  }

  private List<String> results() {
    return Results.of(definition, order.needs());
  }

  /** Values on which neither the loss nor another value nor an output depends. */
  private void values() {
    Optional<Statement.Assignment> loss = definition.loss();
    if (loss.isEmpty()) {
      return;
    }
    Set<String> used = new HashSet<>(results());
    definition.values().keySet().forEach(name -> used.addAll(order.needs().get(name)));
    for (Statement.Assignment value : definition.assignments()) {
      String name = value.name().text();
      boolean alias = value.value() instanceof Name;
      if (value.kind() == Statement.Kind.VALUE && !alias && !used.contains(name)) {
        diagnostics.report(
            DiagnosticCode.UNUSED,
            value.name().span(),
            name + " is a value that nothing uses",
            List.of(),
            List.of("write output " + name + " = … if it is a prediction, or leave it out"));
      }
    }
  }

  /** What is derived by, and makes no difference to the results. */
  private void unreached(Set<String> mentioned) {
    Set<String> reached = new HashSet<>();
    results().forEach(result -> reached.addAll(reached(result)));
    Variable.Role role = derivedBy();
    definition.givens().values().stream()
        .filter(given -> given.role() == role)
        .filter(given -> mentioned.contains(given.name().text()))
        .filter(given -> !reached.contains(given.name().text()))
        .forEach(
            given ->
                warn(
                    DiagnosticCode.ZERO_GRADIENT,
                    given.name().span(),
                    "the gradient by "
                        + given.name().text()
                        + " is zero: "
                        + String.join(", ", results())
                        + " does not depend on it"));
  }

  /** Nothing to derive by. */
  private void nothing() {
    List<Name> targets =
        definition.givens().values().stream()
            .filter(given -> given.role() == Variable.Role.TARGET)
            .map(Given::name)
            .toList();
    boolean none =
        definition.givens().values().stream()
            .allMatch(given -> given.role() == Variable.Role.TARGET);
    if (none && definition.loss().isPresent()) {
      Statement.Assignment loss = definition.loss().get();
      String help =
          targets.isEmpty()
              ? "declare what is to be found: param w : (…)"
              : "derive by one of them: --wrt " + targets.get(0).text();
      diagnostics.report(
          DiagnosticCode.ZERO_GRADIENT,
          loss.name().span(),
          loss.name().text() + " has no gradient: there is no parameter and no input",
          List.of(),
          List.of(help));
    }
  }

  private void unused(Name name) {
    warn(DiagnosticCode.UNUSED, name.span(), name.text() + " is not used");
  }

  private void targets(Set<String> mentioned) {
    Optional<Statement.Assignment> loss = definition.loss();
    if (loss.isEmpty()) {
      return;
    }
    Set<String> reached = reached(loss.get().name().text());
    for (Given given : definition.givens().values()) {
      String name = given.name().text();
      boolean lost =
          given.role() == Variable.Role.TARGET
              && mentioned.contains(name)
              && !reached.contains(name);
      if (lost) {
        warn(
            DiagnosticCode.UNUSED,
            given.name().span(),
            "the target " + name + " never reaches the loss " + loss.get().name().text());
      }
    }
  }

  /** Everything that a value depends on. */
  private Set<String> reached(String root) {
    Set<String> reached = new HashSet<>(Set.of(root));
    Deque<String> pending = new ArrayDeque<>(reached);
    while (!pending.isEmpty()) {
      for (String name : order.needs().getOrDefault(pending.pop(), Set.of())) {
        if (reached.add(name)) {
          pending.push(name);
        }
      }
    }
    return reached;
  }

  // ---------------------------------------------------------------- zero gradients

  private void zeroGradients() {
    Set<String> variable = differentiated();
    Set<String> reached = new HashSet<>();
    results().forEach(result -> reached.addAll(reached(result)));
    for (Statement.Assignment statement : definition.assignments()) {
      if (reached.contains(statement.name().text())) {
        flat(statement.value(), variable, this::warnZero);
      }
    }
  }

  /** The values that depend on what is differentiated by. */
  private Set<String> differentiated() {
    Variable.Role role = derivedBy();
    Set<String> variable = new HashSet<>();
    definition.givens().values().stream()
        .filter(given -> given.role() == role)
        .forEach(given -> variable.add(given.name().text()));
    for (String name : order.names()) {
      if (order.needs().get(name).stream().anyMatch(variable::contains)) {
        variable.add(name);
      }
    }
    return variable;
  }

  private Variable.Role derivedBy() {
    boolean parameters =
        definition.givens().values().stream().anyMatch(g -> g.role() == Variable.Role.PARAM);
    return parameters ? Variable.Role.PARAM : Variable.Role.INPUT;
  }

  private void warnZero(Expression e) {
    String flat = flatName(e).orElseThrow();
    boolean inside = e instanceof Expression.Apply a && !a.function().text().equals(flat);
    String what = inside ? Excerpt.of(e) + " applies " + flat + ", which" : flat;
    String message = what + " has gradient zero: nothing is passed back through it";
    warn(DiagnosticCode.ZERO_GRADIENT, e.span(), message);
  }

  private void flat(Expression root, Set<String> variable, Consumer<Expression> found) {
    Deque<Expression> pending = new ArrayDeque<>(List.of(root));
    while (!pending.isEmpty()) {
      Expression e = pending.pop();
      if (flatName(e).isPresent() && mentions(e, variable)) {
        found.accept(e);
        continue;
      }
      List<Expression> children = e.children();
      boolean where = e instanceof Expression.Apply a && a.function().text().equals("where");
      pending.addAll(where && children.size() == 3 ? children.subList(1, 3) : children);
    }
  }

  /** What passes nothing back, if the expression is such or applies it inside a function. */
  private Optional<String> flatName(Expression e) {
    if (e instanceof Expression.Apply apply) {
      String name = apply.function().text();
      return FLAT.contains(name) ? Optional.of(name) : flatInside(name);
    }
    boolean comparison =
        e instanceof Expression.Binary binary
            && binary.operator().compareTo(Expression.Operator.LESS) >= 0;
    return comparison ? Optional.of("a comparison") : Optional.empty();
  }

  /** What of gradient zero a function of the definition applies to its parameters, if anything. */
  private Optional<String> flatInside(String function) {
    Optional<Statement.Function> own = definition.function(function);
    Optional<Expression> body = own.flatMap(Statement.Function::body);
    if (body.isEmpty()) {
      return Optional.empty();
    }
    if (!inside.containsKey(function)) {
      inside.put(function, Optional.empty());
      Set<String> parameters = new HashSet<>();
      own.get().parameters().forEach(parameter -> parameters.add(parameter.text()));
      List<Expression> found = new ArrayList<>();
      flat(body.get(), parameters, found::add);
      inside.put(function, found.stream().findFirst().flatMap(this::flatName));
    }
    return inside.get(function);
  }

  private static boolean mentions(Expression e, Set<String> names) {
    return NameUses.of(e, List.of()).values().stream()
        .anyMatch(name -> names.contains(name.text()));
  }
}
