package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.ast.Span;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.symbolic.expr.Exprs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for arrangements of an expression that balance in its statement: a factor transposed, two
 * swapped, another kind of product. Each is tried by inferring the shapes of the whole statement
 * with it; only those with the fewest changes are offered.
 */
final class Balancer {
  private static final int MOST = 3;
  private static final int LARGEST_STATEMENT = 500;
  private static final int MOST_FACTORS = 6;
  private static final int MOST_CHANGES = 2;

  /** A change to the operands of a binary expression, and how many changes it counts for. */
  private record Change(int cost, Rearrangement rearrangement) {}

  /** Another arrangement, or none where it does not apply. */
  @FunctionalInterface
  private interface Rearrangement {
    Optional<Expression> of(Binary node);
  }

  private final Definition definition;
  private final Prelude prelude;
  private final List<Failure> failures;

  Balancer(Definition definition, Prelude prelude, List<Failure> failures) {
    this.definition = definition;
    this.prelude = prelude;
    this.failures = failures;
  }

  /** Lines that offer what balances, best first. */
  List<String> suggestions(Failure failure) {
    Optional<Statement.Assignment> statement = failure.context().statement();
    if (statement.isEmpty()
        || !(failure.at() instanceof Binary node)
        || Syntax.count(statement.get().value(), LARGEST_STATEMENT) >= LARGEST_STATEMENT) {
      return List.of();
    }
    List<Binary> together = failingWith(node, statement.get());
    List<String> found = suggestions(failure, statement.get(), together);
    return found.isEmpty() && together.size() > 1
        ? suggestions(failure, statement.get(), List.of(node))
        : found;
  }

  /** What balances when the change is made to all these nodes. */
  private List<String> suggestions(
      Failure failure, Statement.Assignment statement, List<Binary> nodes) {
    List<String> found = new ArrayList<>();
    for (int cost = 1; cost <= MOST_CHANGES && found.isEmpty(); cost++) {
      for (Change change : changes(nodes.get(0))) {
        if (change.cost() == cost && found.size() < MOST) {
          attempt(failure, statement, nodes, change)
              .filter(line -> !found.contains(line))
              .ifPresent(found::add);
        }
      }
    }
    return found;
  }

  /** The failing nodes of the statement with the same operator, this one first. */
  private List<Binary> failingWith(Binary node, Statement.Assignment statement) {
    List<Binary> nodes = new ArrayList<>(List.of(node));
    for (Failure other : failures) {
      boolean same =
          other.context().statement().filter(s -> s == statement).isPresent()
              && other.context().call().isEmpty()
              && other.at() != node
              && other.at() instanceof Binary binary
              && binary.operator() == node.operator();
      if (same) {
        nodes.add((Binary) other.at());
      }
    }
    return nodes;
  }

  // ---------------------------------------------------------------- arrangements

  private List<Change> changes(Binary node) {
    List<Change> changes = new ArrayList<>();
    List<Expression> factors = factors(node);
    List<Integer> plainLast = new ArrayList<>(Exprs.range(0, factors.size()));
    plainLast.sort(Comparator.comparing(k -> !(factors.get(k) instanceof Expression.Transpose)));
    for (int at : plainLast) {
      changes.add(new Change(1, n -> transposed(n, List.of(at))));
    }
    changes.add(new Change(1, Balancer::swapped));
    changes.add(new Change(1, n -> with(n, Operator.HADAMARD)));
    changes.add(new Change(1, n -> with(n, Operator.PRODUCT)));
    changes.add(new Change(1, n -> with(n, Operator.OUTER)));
    changes.add(new Change(1, n -> with(n, Operator.HADAMARD).map(Balancer::sum)));
    for (int k = 0; k < factors.size(); k++) {
      for (int j = k + 1; j < factors.size(); j++) {
        List<Integer> both = List.of(k, j);
        changes.add(new Change(2, n -> transposed(n, both)));
      }
      int at = k;
      changes.add(new Change(2, n -> transposed(n, List.of(at)).flatMap(t -> swapped((Binary) t))));
      changes.add(
          new Change(
              2,
              n ->
                  transposed(n, List.of(at))
                      .filter(t -> n.operator() == Operator.PRODUCT)
                      .flatMap(t -> with((Binary) t, Operator.HADAMARD))));
    }
    return changes;
  }

  /** The factors of a product chain, or the two operands. */
  private static List<Expression> factors(Binary node) {
    List<Expression> factors = new ArrayList<>();
    Expression e = node;
    while (e instanceof Binary binary
        && (binary == node || binary.operator() == Operator.PRODUCT)
        && factors.size() < MOST_FACTORS) {
      factors.add(0, binary.right());
      e = binary.left();
    }
    factors.add(0, e);
    return factors;
  }

  private static Optional<Expression> transposed(Binary node, List<Integer> which) {
    List<Expression> factors = factors(node);
    Expression result = node;
    for (int k : which) {
      if (k >= factors.size()) {
        return Optional.empty();
      }
      result = Syntax.replace(result, factors.get(k), transpose(factors.get(k)));
    }
    return Optional.of(result);
  }

  private static Expression transpose(Expression e) {
    return e instanceof Expression.Transpose transpose
        ? transpose.operand()
        : new Expression.Transpose(e.span(), e);
  }

  private static Optional<Expression> swapped(Binary node) {
    return node.operator() == Operator.PRODUCT
        ? Optional.of(new Binary(node.span(), node.operator(), node.right(), node.left()))
        : Optional.empty();
  }

  private static Optional<Expression> with(Binary node, Operator operator) {
    boolean product =
        node.operator() == Operator.PRODUCT
            || node.operator() == Operator.HADAMARD
            || node.operator() == Operator.OUTER;
    return product && node.operator() != operator
        ? Optional.of(new Binary(node.span(), operator, node.left(), node.right()))
        : Optional.empty();
  }

  private static Expression sum(Expression e) {
    return new Expression.Apply(e.span(), new Expression.Name(Span.NONE, "sum"), 0, List.of(e));
  }

  // ---------------------------------------------------------------- trials

  /** The change made to all these nodes; failures of others stay what they are. */
  private Optional<String> attempt(
      Failure failure, Statement.Assignment statement, List<Binary> nodes, Change change) {
    Expression value = statement.value();
    Optional<Expression> offered = Optional.empty();
    for (Binary node : nodes) {
      Optional<Expression> arranged = change.rearrangement().of(node);
      if (arranged.isEmpty()) {
        return Optional.empty();
      }
      value = Syntax.replace(value, node, arranged.get());
      offered = offered.or(() -> arranged);
    }
    Inference inference = new Inference(true);
    Typer typer = new Typer(definition, inference, prelude);
    Statement.Assignment tried = withValue(statement, value);
    LossRule.apply(typer, tried, typer.type(tried));
    inference.solve();
    boolean balances = inference.failures().stream().allMatch(f -> isKnown(f, failure));
    return balances
        ? offered.flatMap(e -> offer(e, failure, statement, inference.bySyntax()))
        : Optional.empty();
  }

  private boolean isKnown(Failure found, Failure tried) {
    return failures.stream().anyMatch(f -> f != tried && f.at() == found.at());
  }

  private static Statement.Assignment withValue(Statement.Assignment s, Expression value) {
    return new Statement.Assignment(
        s.span(), s.kind(), s.name(), s.indices(), s.accumulated(), value);
  }

  /** A line for an arrangement, unless it repeats an operand to balance. */
  private Optional<String> offer(
      Expression arranged,
      Failure failure,
      Statement.Assignment statement,
      Map<Expression, Typed> typing) {
    Typed typed = typing.get(arranged);
    if (typed == null || typed.dims().isBroken() || repeats(arranged, typing)) {
      return Optional.empty();
    }
    String needs =
        neighbour(failure.at(), statement)
            .filter(other -> fits(other, typed.dims(), typing))
            .map(other -> ", which " + Reporter.text(other) + " needs")
            .orElse("");
    return Optional.of(
        Reporter.text(arranged) + " balances and gives " + Reporter.shape(typed.dims()) + needs);
  }

  private static boolean repeats(Expression arranged, Map<Expression, Typed> typing) {
    Expression e = arranged;
    if (e instanceof Expression.Apply apply) {
      e = apply.arguments().get(0);
    }
    if (!(e instanceof Binary binary) || binary.operator() != Operator.HADAMARD) {
      return false;
    }
    Typed left = typing.get(binary.left());
    Typed right = typing.get(binary.right());
    return left == null || right == null || !left.dims().matches(right.dims());
  }

  private static boolean fits(Expression other, Dims dims, Map<Expression, Typed> typing) {
    Typed typed = typing.get(other);
    return typed != null
        && !typed.dims().isBroken()
        && !typed.dims().isKnownScalar()
        && typed.dims().matches(dims);
  }

  /** The other operand of the sum that the expression is a term of. */
  private static Optional<Expression> neighbour(Expression node, Statement.Assignment statement) {
    Optional<List<Expression>> path = Syntax.find(statement.value(), node);
    if (path.isEmpty() || path.get().size() < 2) {
      return Optional.empty();
    }
    Expression above = path.get().get(path.get().size() - 2);
    boolean sum =
        above instanceof Binary binary
            && (binary.operator() == Operator.ADD || binary.operator() == Operator.SUBTRACT);
    if (!sum) {
      return Optional.empty();
    }
    Binary binary = (Binary) above;
    return Optional.of(binary.left() == node ? binary.right() : binary.left());
  }
}
