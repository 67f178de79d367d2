package dev.nabla.report.graph;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.ast.Statement.Assignment;
import dev.nabla.grammar.ast.Statement.Kind;
import dev.nabla.grammar.ast.Statement.Role;
import dev.nabla.grammar.base.Rational;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.report.graph.Draft.Use;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The definition in which every node of the graph is a statement of its own: {@code f = (x + y) z}
 * becomes {@code #2 = x + y; f = #2 z}. Elaborated, derived and evaluated like any other, it gives
 * every node a shape, a value and an adjoint.
 *
 * <p>Where several operations use one node, each use gets a statement too, {@code #5.0 = x}: the
 * adjoint of that name is what comes back along one edge.
 */
final class SplitDefinition {
  private final Network original;
  private final List<Draft> drafts;
  private final boolean perEdge;
  private final int[] uses;
  private final Network network;
  private final Map<String, Variable> variables = new HashMap<>();

  /**
   * @param perEdge whether each use of a node that has several gets a name
   */
  SplitDefinition(Network original, List<Draft> drafts, boolean perEdge) {
    this.original = original;
    this.drafts = drafts;
    this.perEdge = perEdge;
    this.uses = new int[drafts.size()];
    drafts.forEach(draft -> draft.uses().forEach(use -> uses[use.from()]++));
    this.network = elaborate();
    List.of(network.inputs(), network.targets(), network.parameters())
        .forEach(given -> given.forEach(v -> variables.put(v.name(), v)));
    network
        .values()
        .forEach(binding -> variables.put(binding.variable().name(), binding.variable()));
  }

  /** What an operation without a name is called: no one can write a name with this sign. */
  static String variable(int id) {
    return "#" + id;
  }

  Network network() {
    return network;
  }

  /** Functions without a definition that values go through. */
  Set<String> opaque() {
    FreeNames names = new FreeNames(original.spec(), name -> false);
    return original.values().stream()
        .map(binding -> original.syntax().get(binding.variable().name()).value())
        .flatMap(value -> names.opaque(value).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The shape of a node's value. */
  Shape shape(Draft draft) {
    return variables.get(draft.variable()).shape();
  }

  /** What the operand at a position is called in the operation that uses it. */
  String operand(Draft draft, int position) {
    Use use = draft.uses().get(position);
    String variable = drafts.get(use.from()).variable();
    boolean own = perEdge && use.replaceable() && uses[use.from()] > 1;
    return own ? variable(draft.id()) + "." + position : variable;
  }

  private Network elaborate() {
    List<Statement> statements = new ArrayList<>();
    original.spec().statements().stream()
        .filter(s -> s instanceof Statement.Constant || s instanceof Statement.Function)
        .forEach(statements::add);
    original.sizes().stream().map(SplitDefinition::dimension).forEach(statements::add);
    declare(statements, Role.INPUT, original.inputs());
    declare(statements, Role.TARGET, original.targets());
    declare(statements, Role.PARAM, original.parameters());
    List<Statement> last = new ArrayList<>();
    for (Draft draft : drafts) {
      boolean result = draft.name().equals(Optional.of(original.result().name()));
      draft.body().ifPresent(body -> define(draft, result ? last : statements, statements));
    }
    statements.addAll(last);
    Diagnostics diagnostics = new Diagnostics(new Source(original.name(), ""));
    return Elaborator.elaborate(
            new Spec(Optional.empty(), statements),
            new Options(original.name(), Map.of()),
            diagnostics)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the operations of " + original.name() + ", one by one: " + diagnostics.all()));
  }

  private static Statement dimension(Size size) {
    Optional<BigInteger> value = size.value().stream().mapToObj(BigInteger::valueOf).findFirst();
    return new Statement.Dimension(Span.NONE, Drafting.reference(size.name()), value);
  }

  private static void declare(List<Statement> statements, Role role, List<Variable> variables) {
    for (Variable variable : variables) {
      statements.add(
          new Statement.Declaration(
              Span.NONE,
              role,
              Drafting.reference(variable.name()),
              variable.shape().sizes().stream().map(SplitDefinition::size).toList(),
              variable.facts()));
    }
  }

  private static Expression size(Size size) {
    return size.isLiteral()
        ? new Expression.Number(Span.NONE, Rational.of(size.intValue()))
        : Drafting.reference(size.name());
  }

  private void define(Draft draft, List<Statement> into, List<Statement> before) {
    List<Name> operands = new ArrayList<>();
    for (int k = 0; k < draft.uses().size(); k++) {
      String name = operand(draft, k);
      String from = drafts.get(draft.uses().get(k).from()).variable();
      if (!name.equals(from)) {
        before.add(assignment(Kind.VALUE, name, List.of(), Drafting.reference(from)));
      }
      operands.add(Drafting.reference(name));
    }
    boolean loss =
        draft.name().equals(original.loss().map(Variable::name)) && draft.name().isPresent();
    into.add(
        assignment(
            loss ? Kind.LOSS : Kind.VALUE,
            draft.variable(),
            draft.subscripts(),
            draft.body().orElseThrow().apply(operands)));
  }

  private static Statement assignment(
      Kind kind, String name, List<Expression> subscripts, Expression value) {
    return new Assignment(Span.NONE, kind, Drafting.reference(name), subscripts, false, value);
  }
}
