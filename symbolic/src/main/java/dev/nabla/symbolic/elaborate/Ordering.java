package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings values and constants into an order in which each mentions only earlier ones, and reports
 * the circles of values, and those of functions.
 */
final class Ordering {
  private record Visit(String name, Iterator<String> rest) {}

  private final Definition definition;
  private final Diagnostics diagnostics;
  private final Map<String, Set<String>> needs = new LinkedHashMap<>();
  private final Map<String, Boolean> finished = new HashMap<>();
  private final List<String> order = new ArrayList<>();
  private final Set<String> cyclic = new LinkedHashSet<>();

  private Set<String> ordered = new HashSet<>();

  private Ordering(Definition definition, Diagnostics diagnostics) {
    ordered.addAll(definition.constants().keySet());
    ordered.addAll(definition.values().keySet());
    this.definition = definition;
    this.diagnostics = diagnostics;
  }

  /**
   * @param names the order; of equals, what is written first comes first
   * @param cyclic those that need themselves; they are reported
   * @param needs what each mentions: values, constants, inputs, targets, parameters
   */
  record Result(List<String> names, Set<String> cyclic, Map<String, Set<String>> needs) {}

  static Result of(Definition definition, Diagnostics diagnostics) {
    Ordering ordering = new Ordering(definition, diagnostics);
    definition.constants().keySet().forEach(ordering::visit);
    definition.values().keySet().forEach(ordering::visit);
    List<String> names = List.copyOf(ordering.order);
    ordering.ordered = definition.functions().keySet();
    ordering.ordered.forEach(ordering::visit);
    return new Result(names, Set.copyOf(ordering.cyclic), Map.copyOf(ordering.needs));
  }

  private void visit(String root) {
    if (finished.containsKey(root)) {
      return;
    }
    Deque<Visit> path = new ArrayDeque<>();
    enter(root, path);
    while (!path.isEmpty()) {
      Visit visit = path.peek();
      if (!visit.rest().hasNext()) {
        path.pop();
        finished.put(visit.name(), true);
        order.add(visit.name());
        continue;
      }
      String next = visit.rest().next();
      if (!ordered.contains(next)) {
        continue;
      }
      if (!finished.containsKey(next)) {
        enter(next, path);
      } else if (!finished.get(next)) {
        reportCycle(next, path);
      }
    }
  }

  private void enter(String name, Deque<Visit> path) {
    finished.put(name, false);
    boolean function = definition.functions().containsKey(name);
    Set<String> mentioned = function ? applied(name) : mentioned(name);
    needs.put(name, mentioned);
    path.push(new Visit(name, mentioned.iterator()));
  }

  /** What a value mentions, also through the functions of the definition that it applies. */
  private Set<String> mentioned(String name) {
    Set<String> names = new LinkedHashSet<>();
    Set<String> functions = new LinkedHashSet<>();
    Deque<NameUses> pending = new ArrayDeque<>(List.of(definition.uses().get(name)));
    while (!pending.isEmpty()) {
      NameUses uses = pending.pop();
      uses.values().forEach(use -> names.add(use.text()));
      uses.subscripts().forEach(use -> names.add(use.text()));
      for (Expression.Apply call : uses.calls()) {
        String function = call.function().text();
        if (definition.functions().containsKey(function)
            && definition.uses().containsKey(function)
            && functions.add(function)) {
          pending.add(definition.uses().get(function));
        }
      }
    }
    return names;
  }

  /** The functions that the body of a function applies. */
  private Set<String> applied(String function) {
    Set<String> names = new LinkedHashSet<>();
    Optional.ofNullable(definition.uses().get(function))
        .ifPresent(uses -> uses.calls().forEach(call -> names.add(call.function().text())));
    return names;
  }

  private void reportCycle(String from, Deque<Visit> path) {
    List<String> cycle = new ArrayList<>();
    for (Visit visit : path) {
      cycle.add(0, visit.name());
      if (visit.name().equals(from)) {
        break;
      }
    }
    boolean known = cyclic.containsAll(cycle);
    cyclic.addAll(cycle);
    if (known) {
      return;
    }
    List<String> shown = new ArrayList<>(cycle);
    shown.add(from);
    List<String> help =
        cycle.size() > 1 || definition.functions().containsKey(from)
            ? List.of()
            : List.of("a name is defined once: give the new value a name of its own");
    diagnostics.report(
        DiagnosticCode.CYCLE, span(from), from + " needs itself", List.of(arrows(shown)), help);
  }

  private static String arrows(List<String> names) {
    int most = 12;
    List<String> shown = new ArrayList<>(names);
    if (names.size() > most) {
      shown = new ArrayList<>(names.subList(0, most - 2));
      shown.add("…");
      shown.add(names.get(names.size() - 1));
    }
    return String.join(" needs ", shown);
  }

  private Span span(String name) {
    if (definition.functions().containsKey(name)) {
      return definition.functions().get(name).name().span();
    }
    return definition.values().containsKey(name)
        ? definition.values().get(name).name().span()
        : definition.constants().get(name).name().span();
  }
}
