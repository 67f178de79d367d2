package dev.nabla.report.graph;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Negate;
import dev.nabla.grammar.ast.Expression.Number;
import dev.nabla.grammar.ast.Expression.Reduction;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.ast.Statement.Assignment;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.print.Style;
import dev.nabla.report.graph.ComputationGraph.Kind;
import dev.nabla.report.graph.Draft.Use;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the nodes of a graph off the syntax of a network's statements. */
final class Drafting {
  private final Network network;
  private final Labels labels;
  private final int most;
  private final FreeNames names;
  private final Set<String> declared = new HashSet<>();
  private final Map<String, Integer> byName = new HashMap<>();
  private final Map<String, Integer> byFormula = new HashMap<>();
  private final List<Draft> drafts = new ArrayList<>();
  private int statement;

  private Drafting(Network network, Labels labels, int most) {
    this.network = network;
    this.labels = labels;
    this.most = most;
    Set<String> values = new HashSet<>();
    network.values().forEach(binding -> values.add(binding.variable().name()));
    this.names =
        new FreeNames(
            network.spec(), name -> values.contains(name) || network.given(name).isPresent());
    network.sizes().forEach(size -> declared.add(size.name()));
    network.spec().statements().stream()
        .filter(Statement.Constant.class::isInstance)
        .forEach(constant -> declared.add(((Statement.Constant) constant).name().text()));
  }

  /**
   * A node for each operation.
   *
   * @param most after so many nodes it stops
   */
  static List<Draft> operations(Network network, Labels labels, int most) {
    return new Drafting(network, labels, most).all(false);
  }

  /** A node for each statement. */
  static List<Draft> statements(Network network, Labels labels, int most) {
    return new Drafting(network, labels, most).all(true);
  }

  private List<Draft> all(boolean folded) {
    for (Binding binding : network.values()) {
      Assignment assignment = network.syntax().get(binding.variable().name());
      if (drafts.size() > most) {
        break;
      }
      if (folded) {
        formula(assignment.value(), Optional.of(assignment), labels.statement(assignment));
      } else {
        statement(assignment);
      }
      statement++;
    }
    return List.copyOf(drafts);
  }

  // ---------------------------------------------------------------- statements

  private void statement(Assignment assignment) {
    Expression value = assignment.value();
    boolean whole =
        !assignment.subscripts().isEmpty()
            || value instanceof Name
            || value instanceof Reduction
            || names.isConstant(value, Set.of());
    if (whole) {
      String label =
          names.explicit(value, Set.of()).isEmpty() || !(value instanceof Name)
              ? labels.formula(value)
              : "=";
      formula(value, Optional.of(assignment), label);
    } else {
      operation(value, Optional.of(assignment));
    }
  }

  /** A node that computes a whole formula. */
  private int formula(Expression e, Optional<Assignment> assignment, String label) {
    List<Name> indices = assignment.map(Assignment::indices).orElse(List.of());
    Set<String> bound = new HashSet<>();
    indices.forEach(index -> bound.add(index.text()));
    List<String> explicit = List.copyOf(names.explicit(e, bound));
    List<Use> uses = new ArrayList<>();
    explicit.forEach(name -> uses.add(new Use(variable(name), true)));
    addImplicit(names.implicit(e), new HashSet<>(explicit), uses);
    Function<List<Name>, Expression> body =
        operands -> {
          Map<String, Name> by = new LinkedHashMap<>();
          for (int k = 0; k < explicit.size(); k++) {
            by.put(explicit.get(k), operands.get(k));
          }
          return names.rename(e, bound, by);
        };
    return add(Kind.OPERATION, Labels.shortened(label), e, assignment, uses, body);
  }

  private void addImplicit(Set<String> implicit, Set<String> known, List<Use> uses) {
    for (String name : implicit) {
      if (known.add(name)) {
        uses.add(new Use(variable(name), false));
      }
    }
  }

  // ---------------------------------------------------------------- operations

  /** A node that applies one operation to others. */
  private int operation(Expression e, Optional<Assignment> assignment) {
    List<Expression> children = e.children();
    List<Boolean> isNode = children.stream().map(child -> !isNumber(child)).toList();
    List<Use> uses = new ArrayList<>();
    Map<Integer, Integer> replaced = new LinkedHashMap<>();
    Set<String> known = new HashSet<>();
    for (int k = 0; k < children.size() && drafts.size() <= most; k++) {
      if (isNode.get(k)) {
        Expression child = children.get(k);
        boolean constant = names.isConstant(child, Set.of());
        if (!constant) {
          replaced.put(k, uses.size());
        }
        uses.add(new Use(constant ? constant(child) : node(child), !constant));
        known.addAll(names.explicit(child, Set.of()));
      }
    }
    addImplicit(applied(e, children), known, uses);
    Function<List<Name>, Expression> body =
        operands -> {
          List<Expression> with = new ArrayList<>(children);
          replaced.forEach((child, use) -> with.set(child, operands.get(use)));
          return e.rebuild(with);
        };
    return add(Kind.OPERATION, labels.operation(e, isNode), e, assignment, uses, body);
  }

  /** What the function that an expression applies mentions itself. */
  private Set<String> applied(Expression e, List<Expression> children) {
    Set<String> applied = new LinkedHashSet<>(names.implicit(e));
    children.forEach(child -> applied.removeAll(names.implicit(child)));
    return applied;
  }

  /** The node of an operand. */
  private int node(Expression e) {
    if (e instanceof Name name) {
      return variable(name.text());
    }
    Integer known = byFormula.get(Style.TEXT.expression(e));
    if (known != null) {
      return known;
    }
    return e instanceof Reduction
        ? formula(e, Optional.empty(), labels.formula(e))
        : operation(e, Optional.empty());
  }

  /** Whether an operand is written as part of the operation. */
  private boolean isNumber(Expression e) {
    if (e instanceof Negate negate) {
      return isNumber(negate.operand());
    }
    return e instanceof Number
        || e instanceof Name name
            && Set.of("pi", "e").contains(name.text())
            && !declared.contains(name.text())
            && names.isConstant(e, Set.of());
  }

  // ---------------------------------------------------------------- data

  private int variable(String name) {
    Integer known = byName.get(name);
    if (known != null) {
      return known;
    }
    Variable variable = network.given(name).orElseThrow();
    Kind kind =
        switch (variable.role()) {
          case INPUT -> Kind.INPUT;
          case TARGET -> Kind.TARGET;
          default -> Kind.PARAMETER;
        };
    String label = Labels.name(name);
    Draft draft =
        new Draft(
            drafts.size(),
            kind,
            label,
            Optional.empty(),
            name,
            label,
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty());
    drafts.add(draft);
    byName.put(name, draft.id());
    return draft.id();
  }

  private int constant(Expression e) {
    Integer known = byFormula.get(Style.TEXT.expression(e));
    return known != null
        ? known
        : add(
            Kind.CONSTANT,
            Labels.shortened(labels.formula(e)),
            e,
            Optional.empty(),
            List.of(),
            operands -> e);
  }

  private int add(
      Kind kind,
      String label,
      Expression e,
      Optional<Assignment> assignment,
      List<Use> uses,
      Function<List<Name>, Expression> body) {
    int id = drafts.size();
    Optional<String> name = assignment.map(a -> a.name().text());
    drafts.add(
        new Draft(
            id,
            kind,
            label,
            name,
            name.orElseGet(() -> SplitDefinition.variable(id)),
            assignment.map(labels::statement).orElseGet(() -> labels.formula(e)),
            kind == Kind.CONSTANT && e instanceof Name ? Optional.empty() : Optional.of(statement),
            assignment.map(Assignment::subscripts).orElse(List.of()),
            uses,
            Optional.of(body)));
    name.ifPresent(n -> byName.put(n, id));
    if (assignment.isEmpty() || assignment.get().subscripts().isEmpty()) {
      byFormula.putIfAbsent(Style.TEXT.expression(e), id);
    }
    return id;
  }

  static Name reference(String variable) {
    return new Name(Span.NONE, variable);
  }
}
