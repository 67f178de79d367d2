package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Element;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.ast.Syntax;
import dev.nabla.symbolic.elaborate.Arrangements.Change;
import dev.nabla.symbolic.elaborate.Arrangements.Part;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.typing.Context;
import dev.nabla.symbolic.elaborate.typing.Excerpt;
import dev.nabla.symbolic.elaborate.typing.Failure;
import dev.nabla.symbolic.elaborate.typing.Inference;
import dev.nabla.symbolic.elaborate.typing.LossRule;
import dev.nabla.symbolic.elaborate.typing.Typed;
import dev.nabla.symbolic.elaborate.typing.Typer;
import dev.nabla.symbolic.elaborate.words.Prelude;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for {@link Arrangements} of an expression that balance in its statement. Each is tried by
 * inferring the shapes of the whole statement with it; only those with the fewest changes are
 * offered. One balancer serves all failures of a definition, and its work is bounded.
 */
final class Balancer {
  private static final Set<Operator> ELEMENTWISE =
      Set.of(Operator.ADD, Operator.SUBTRACT, Operator.HADAMARD, Operator.DIVIDE);

  private static final int MOST = 3;
  private static final int LARGEST_STATEMENT = 500;
  private static final int LONGEST_OFFER = 120;

  /** How many operations all trials together may come to. */
  private static final int WORK = 150_000;

  /** An arrangement that balances, and the line that offers it. */
  private record Offer(String text, boolean fitsNeighbour) {}

  private final Definition definition;
  private final Prelude prelude;
  private final List<Failure> failures;
  private int work = WORK;

  Balancer(Definition definition, Prelude prelude, List<Failure> failures) {
    this.definition = definition;
    this.prelude = prelude;
    this.failures = failures;
  }

  /** Lines that offer what balances, best first. */
  List<String> suggestions(Failure failure) {
    Optional<Statement.Assignment> statement = failure.context().statement();
    Expression node = node(failure);
    if (statement.isEmpty()
        || Syntax.count(statement.get().value(), LARGEST_STATEMENT) >= LARGEST_STATEMENT) {
      return List.of();
    }
    if (node instanceof Element element) {
      return elements(failure, statement.get(), element);
    }
    List<Expression> together = failingWith(failure, statement.get());
    List<String> found = suggestions(failure, statement.get(), together);
    if (found.isEmpty() && together.size() > 1) {
      found = suggestions(failure, statement.get(), List.of(node));
    }
    return found.isEmpty() ? alone(statement.get(), node) : found;
  }

  /** What balances by itself, though not with what it is added to. */
  private List<String> alone(Statement.Assignment statement, Expression node) {
    Part part = Arrangements.around(node, statement.value());
    Optional<Expression> other = neighbour(part.whole(), statement);
    if (!part.isProduct() || other.isEmpty() || work <= 0) {
      return List.of();
    }
    for (Change change : Arrangements.of(part, 1, false)) {
      Optional<Expression> arranged = change.of(part);
      Inference inference = new Inference(definition, true);
      Typer typer = new Typer(inference, prelude, work);
      arranged.ifPresent(e -> typer.type(e, Context.of(statement)));
      Typed beside = typer.type(other.get(), Context.of(statement));
      inference.solve();
      work -= typer.steps();
      if (arranged.isPresent() && inference.failures().isEmpty() && !beside.dims().isBroken()) {
        String line = ", but " + Excerpt.of(other.get()) + " is " + beside.dims();
        return offer(arranged.get(), part, statement, inference.bySyntax())
            .map(offer -> List.of(offer.text() + line))
            .orElseGet(List::of);
      }
    }
    return List.of();
  }

  /** What stands in the statement: where a function is written out, its application. */
  private static Expression node(Failure failure) {
    return failure.context().call().map(call -> (Expression) call.at()).orElse(failure.at());
  }

  /** What balances when the change is made to all these nodes. */
  private List<String> suggestions(
      Failure failure, Statement.Assignment statement, List<Expression> nodes) {
    List<Part> parts =
        nodes.stream().map(node -> Arrangements.around(node, statement.value())).toList();
    boolean mayAdd = statement.kind() == Statement.Kind.LOSS;
    List<Offer> found = new ArrayList<>();
    for (int changes = 1; changes <= Arrangements.MOST_CHANGES && found.isEmpty(); changes++) {
      for (Change change : Arrangements.of(parts.get(0), changes, mayAdd)) {
        attempt(failure, statement, parts, change)
            .filter(offer -> !found.contains(offer))
            .ifPresent(found::add);
      }
    }
    return found.stream()
        .sorted(Comparator.comparing(offer -> !offer.fitsNeighbour()))
        .limit(MOST)
        .map(Offer::text)
        .toList();
  }

  /** In index form it is the order of subscripts, here or of an element elsewhere. */
  private List<String> elements(Failure failure, Statement.Assignment statement, Element failing) {
    List<Element> elements = new ArrayList<>(List.of(failing));
    Syntax.walk(
        statement.value(),
        e -> {
          if (e instanceof Element element && element != failing) {
            elements.add(element);
          }
        });
    List<String> found = new ArrayList<>();
    for (Element element : elements) {
      Part part = new Part(element, List.of(), 0);
      for (Change change : Arrangements.of(part, 1, false)) {
        attempt(failure, statement, List.of(part), change)
            .filter(offer -> found.size() < MOST)
            .ifPresent(offer -> found.add(offer.text()));
      }
    }
    return found;
  }

  /** The failing nodes of the statement with the same operator, this one first. */
  private List<Expression> failingWith(Failure failure, Statement.Assignment statement) {
    List<Expression> nodes = new ArrayList<>(List.of(node(failure)));
    if (!(nodes.get(0) instanceof Binary first)) {
      return nodes;
    }
    for (Failure other : failures) {
      boolean same =
          other.context().statement().filter(s -> s == statement).isPresent()
              && other.context().call().isEmpty()
              && other.at() != first
              && other.at().is(first.operator());
      if (same) {
        nodes.add(other.at());
      }
    }
    return nodes;
  }

  // ---------------------------------------------------------------- trials

  /** The change made to all these parts; failures of others stay what they are. */
  private Optional<Offer> attempt(
      Failure failure, Statement.Assignment statement, List<Part> parts, Change change) {
    Expression value = statement.value();
    Optional<Expression> offered = Optional.empty();
    for (Part part : parts) {
      Optional<Expression> arranged = change.of(part);
      if (arranged.isEmpty()) {
        return Optional.empty();
      }
      value = Syntax.replace(value, part.whole(), arranged.get());
      offered = offered.or(() -> arranged);
    }
    if (work <= 0) {
      return Optional.empty();
    }
    Inference inference = new Inference(definition, true);
    Typer typer = new Typer(inference, prelude, work);
    Statement.Assignment tried = statement.withValue(value);
    LossRule.apply(inference, tried, typer.type(tried));
    inference.solve();
    work -= typer.steps();
    boolean balances = inference.failures().stream().allMatch(f -> isKnown(f, failure));
    return balances
        ? offered.flatMap(e -> offer(e, parts.get(0), statement, inference.bySyntax()))
        : Optional.empty();
  }

  private boolean isKnown(Failure found, Failure tried) {
    return failures.stream().anyMatch(f -> f != tried && f.at() == found.at());
  }

  /** A line for an arrangement, unless it repeats an operand to balance. */
  private static Optional<Offer> offer(
      Expression arranged,
      Part part,
      Statement.Assignment statement,
      Map<Expression, Typed> typing) {
    Typed typed = typing.get(arranged);
    String text = Excerpt.of(arranged, LONGEST_OFFER);
    boolean usable = typed != null && !typed.dims().isBroken() && !text.endsWith("…");
    if (!usable || repeats(arranged, typing)) {
      return Optional.empty();
    }
    if (arranged instanceof Element) {
      return Optional.of(new Offer(text + " balances", false));
    }
    String line = text + " balances and gives " + typed.dims();
    return Optional.of(
        neighbour(part.whole(), statement)
            .filter(other -> fits(other, typed.dims(), typing))
            .map(other -> new Offer(line + ", which " + Excerpt.of(other) + " needs", true))
            .orElse(new Offer(line, false)));
  }

  private static boolean repeats(Expression arranged, Map<Expression, Typed> typing) {
    boolean[] found = {false};
    Syntax.walk(
        arranged,
        e -> {
          if (e.is(Operator.HADAMARD)) {
            Typed left = typing.get(e.children().get(0));
            Typed right = typing.get(e.children().get(1));
            found[0] |= left == null || right == null || !left.dims().matches(right.dims());
          }
        });
    return found[0];
  }

  private static boolean fits(Expression other, Dims dims, Map<Expression, Typed> typing) {
    Typed typed = typing.get(other);
    return typed != null
        && !typed.dims().isBroken()
        && !typed.dims().isKnownScalar()
        && typed.dims().matches(dims);
  }

  /** The other operand of the element-wise operation that the expression is an operand of. */
  private static Optional<Expression> neighbour(Expression node, Statement.Assignment statement) {
    Optional<List<Expression>> path = Syntax.find(statement.value(), node);
    if (path.isEmpty() || path.get().size() < 2) {
      return Optional.empty();
    }
    Expression above = path.get().get(path.get().size() - 2);
    if (ELEMENTWISE.stream().noneMatch(above::is)) {
      return Optional.empty();
    }
    List<Expression> operands = above.children();
    return Optional.of(operands.get(operands.get(0) == node ? 1 : 0));
  }
}
