package dev.nabla.report.graph;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Reduction;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Finds and renames the variables that an expression mentions. */
final class FreeNames {
  private final Predicate<String> variable;
  private final Map<String, Statement.Function> functions = new HashMap<>();
  private final Map<String, Set<String>> bodies = new HashMap<>();

  /**
   * @param variable whether a name that is not bound is a variable, rather than a size or a number
   */
  FreeNames(Spec spec, Predicate<String> variable) {
    this.variable = variable;
    for (Statement statement : spec.statements()) {
      if (statement instanceof Statement.Function function) {
        functions.put(function.name().text(), function);
      }
    }
  }

  /** Whether an expression mentions a variable, be it in the body of a function that it applies. */
  boolean isConstant(Expression e, Set<String> bound) {
    return explicit(e, bound).isEmpty() && implicit(e).isEmpty();
  }

  /** The variables that stand in an expression, in order of text. */
  Set<String> explicit(Expression e, Collection<String> bound) {
    Set<String> names = new LinkedHashSet<>();
    collect(e, Set.copyOf(bound), names);
    return names;
  }

  private void collect(Expression e, Set<String> bound, Set<String> names) {
    if (e instanceof Name name && isFree(name, bound)) {
      names.add(name.text());
    }
    Set<String> inside = inside(e, bound);
    e.children().forEach(child -> collect(child, inside, names));
  }

  private boolean isFree(Name name, Set<String> bound) {
    return !bound.contains(name.text()) && variable.test(name.text());
  }

  private static Set<String> inside(Expression e, Set<String> bound) {
    if (!(e instanceof Reduction reduction)) {
      return bound;
    }
    Set<String> inside = new HashSet<>(bound);
    reduction.indices().forEach(index -> inside.add(index.text()));
    return inside;
  }

  /** The variables that only the bodies of functions mention which an expression applies. */
  Set<String> implicit(Expression e) {
    Set<String> names = new LinkedHashSet<>();
    applied(e, names);
    return names;
  }

  private void applied(Expression e, Set<String> names) {
    if (e instanceof Apply apply) {
      names.addAll(body(apply.function().text()));
    }
    e.children().forEach(child -> applied(child, names));
  }

  private Set<String> body(String name) {
    Statement.Function function = functions.get(name);
    if (function == null || function.body().isEmpty()) {
      return Set.of();
    }
    if (!bodies.containsKey(name)) {
      List<String> parameters = function.parameters().stream().map(Name::text).toList();
      Expression body = function.body().get();
      Set<String> names = new LinkedHashSet<>(explicit(body, parameters));
      names.addAll(implicit(body));
      bodies.put(name, names);
    }
    return bodies.get(name);
  }

  /** The names of functions without a definition that an expression applies. */
  Set<String> opaque(Expression e) {
    Set<String> names = new LinkedHashSet<>();
    opaque(e, new HashSet<>(), names);
    return names;
  }

  private void opaque(Expression e, Set<String> seen, Set<String> names) {
    if (e instanceof Apply apply && seen.add(apply.function().text())) {
      Statement.Function function = functions.get(apply.function().text());
      if (function != null && function.body().isEmpty()) {
        names.add(apply.function().text());
      } else if (function != null) {
        opaque(function.body().get(), seen, names);
      }
    }
    e.children().forEach(child -> opaque(child, seen, names));
  }

  /** An expression with other names for some of its variables. */
  Expression rename(Expression e, Set<String> bound, Map<String, Name> by) {
    if (e instanceof Name name) {
      return isFree(name, bound) ? by.getOrDefault(name.text(), name) : name;
    }
    List<Expression> children = new ArrayList<>();
    Set<String> inside = inside(e, bound);
    e.children().forEach(child -> children.add(rename(child, inside, by)));
    return e.rebuild(children);
  }
}
