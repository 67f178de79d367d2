package dev.nabla.grammar.latex;

import dev.nabla.grammar.DiagnosticCode;
import dev.nabla.grammar.Rational;
import dev.nabla.grammar.Rejection;
import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Element;
import dev.nabla.grammar.ast.Expression.Literal;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Negate;
import dev.nabla.grammar.ast.Expression.Norm;
import dev.nabla.grammar.ast.Expression.Number;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.ast.Expression.Power;
import dev.nabla.grammar.ast.Expression.Reduction;
import dev.nabla.grammar.ast.Expression.Transpose;
import dev.nabla.grammar.ast.Span;
import dev.nabla.grammar.ast.Statement.Assignment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes equations between vectors of a sample, {@code z_i = W x_i + b}, by their elements, {@code
 * z[i,j] = sum[k] W[j,k] x[i,k] + b[j]}. A vector of a sample has {@link #ALL} as its last
 * subscript. What is a vector and what a matrix is known of declared and of bold names; otherwise a
 * capital letter is a matrix and a small one a scalar.
 */
public final class Rows {
  /** The subscript of all elements of a row. */
  public static final String ALL = ":";

  private static final List<String> LETTERS = List.of("j", "k", "l", "m", "n", "p", "q", "r", "s");

  private static final Set<String> REDUCTIONS =
      Set.of("sum", "mean", "prod", "max", "min", "logsumexp", "argmax");

  /** Functions that look at a whole vector in other ways. */
  private static final Set<String> WHOLE =
      Set.of(
          "diag",
          "outer",
          "dot",
          "inv",
          "tr",
          "det",
          "logdet",
          "rowsum",
          "colsum",
          "bce",
          "bce_with_logits",
          "cross_entropy",
          "cross_entropy_with_logits",
          "hinge",
          "mse",
          "huber",
          "norm1");

  /** Nodes that writing by elements may make. */
  private static final int LIMIT = 20_000;

  private enum Kind {
    SCALAR,
    COLUMN,
    ROW,
    MATRIX
  }

  private final Map<String, Integer> orders;
  private final Set<String> taken = new HashSet<>();
  private int letters;
  private int made;

  private Rows(Map<String, Integer> orders) {
    this.orders = orders;
  }

  /**
   * The statement by elements, if it holds a vector of a sample, and as it is otherwise.
   *
   * @param orders how many axes names have
   * @throws Rejection when a part cannot be written by elements
   */
  public static Assignment byElements(Assignment statement, Map<String, Integer> orders) {
    boolean left = statement.indices().stream().anyMatch(index -> index.text().equals(ALL));
    Rows rows = new Rows(orders);
    boolean right = rows.look(statement.value());
    if (!left && !right) {
      return statement;
    }
    statement.indices().forEach(index -> rows.taken.add(index.text()));
    List<Name> indices = new ArrayList<>(statement.indices());
    Expression value = statement.value();
    if (left) {
      Name all = indices.remove(indices.size() - 1);
      Name index = rows.fresh(all.span());
      indices.add(index);
      value = rows.column(value, index);
    } else {
      value = rows.scalar(value);
    }
    return new Assignment(
        statement.span(),
        statement.kind(),
        statement.name(),
        indices,
        statement.accumulated(),
        value);
  }

  /** Notes all names; whether a row is among what they index. */
  private boolean look(Expression root) {
    boolean found = false;
    Deque<Expression> pending = new ArrayDeque<>(List.of(root));
    while (!pending.isEmpty()) {
      Expression e = pending.pop();
      if (e instanceof Name name) {
        taken.add(name.text());
        found |= name.text().equals(ALL);
      } else if (e instanceof Reduction reduction) {
        reduction.indices().forEach(index -> taken.add(index.text()));
      }
      e.children().forEach(pending::push);
    }
    return found;
  }

  private Name fresh(Span place) {
    while (true) {
      int round = letters / LETTERS.size();
      String name = LETTERS.get(letters % LETTERS.size()) + (round == 0 ? "" : round);
      letters++;
      if (taken.add(name)) {
        return new Name(place, name);
      }
    }
  }

  private <E extends Expression> E counted(E e) {
    made++;
    if (made > LIMIT) {
      throw new Rejection(
          DiagnosticCode.LIMIT,
          e.span(),
          "written by elements this is too long",
          "name parts of it");
    }
    return e;
  }

  private static Rejection impossible(Expression e, String what) {
    return Rejection.syntax(
        e.span(),
        what + " cannot be written by elements",
        "write the equation with an index for each element, or for one sample");
  }

  // ---------------------------------------------------------------- kinds

  private Kind kind(Expression e) {
    if (e instanceof Name name) {
      boolean capital = Character.isUpperCase(name.text().codePointAt(0));
      return switch (orders.getOrDefault(name.text(), capital ? 2 : 0)) {
        case 0 -> Kind.SCALAR;
        case 1 -> Kind.COLUMN;
        default -> Kind.MATRIX;
      };
    }
    if (e instanceof Element element) {
      return isRow(element) ? Kind.COLUMN : Kind.SCALAR;
    }
    if (e instanceof Binary binary && binary.operator() == Operator.PRODUCT) {
      return product(kind(binary.left()), kind(binary.right()));
    }
    if (e instanceof Transpose transpose) {
      return switch (kind(transpose.operand())) {
        case COLUMN -> Kind.ROW;
        case ROW -> Kind.COLUMN;
        default -> kind(transpose.operand());
      };
    }
    boolean scalar =
        e instanceof Norm || e instanceof Apply apply && REDUCTIONS.contains(reduction(apply));
    if (scalar || e instanceof Literal) {
      return e instanceof Literal ? Kind.COLUMN : Kind.SCALAR;
    }
    return e.children().stream()
        .map(this::kind)
        .filter(kind -> kind != Kind.SCALAR)
        .findFirst()
        .orElse(Kind.SCALAR);
  }

  private static boolean isRow(Element element) {
    Expression last = element.subscripts().get(element.subscripts().size() - 1);
    return last instanceof Name name && name.text().equals(ALL);
  }

  /**
   * The name of a reduction of one argument, such as {@code max(v)}; none for {@code max(0, z)}.
   */
  private static String reduction(Apply apply) {
    return apply.arguments().size() == 1 ? apply.function().text() : "";
  }

  private static Kind product(Kind left, Kind right) {
    if (left == Kind.SCALAR) {
      return right;
    }
    if (right == Kind.SCALAR) {
      return left;
    }
    if (left == Kind.ROW) {
      return right == Kind.COLUMN ? Kind.SCALAR : Kind.ROW;
    }
    return right == Kind.COLUMN ? Kind.COLUMN : Kind.MATRIX;
  }

  // ---------------------------------------------------------------- elements

  private Expression scalar(Expression e) {
    Kind kind = kind(e);
    if (kind != Kind.SCALAR) {
      throw Rejection.syntax(
          e.span(),
          "this is a " + (kind == Kind.MATRIX ? "matrix" : "vector") + ", and a number is needed");
    }
    return at(e, List.of(), List.of());
  }

  private Expression column(Expression e, Name row) {
    if (kind(e) == Kind.MATRIX || kind(e) == Kind.ROW) {
      throw Rejection.syntax(e.span(), "this is not a vector like the left side");
    }
    return at(e, List.of(row), List.of());
  }

  /**
   * The element of an expression.
   *
   * @param row the index down a column or a matrix, if it has one
   * @param column the index along a row or a matrix, if it has one
   */
  private Expression at(Expression e, List<Name> row, List<Name> column) {
    counted(e);
    if (e instanceof Number) {
      return e;
    }
    if (e instanceof Name) {
      return switch (kind(e)) {
        case SCALAR -> e;
        case COLUMN -> new Element(e.span(), e, List.copyOf(row));
        default -> new Element(e.span(), e, List.of(row.get(0), column.get(0)));
      };
    }
    if (e instanceof Element element) {
      return element(element, row);
    }
    if (e instanceof Transpose transpose) {
      return at(transpose.operand(), column, row);
    }
    if (e instanceof Negate negate) {
      return new Negate(e.span(), part(negate.operand(), row, column));
    }
    if (e instanceof Binary binary) {
      return binary(binary, row, column);
    }
    if (e instanceof Power power) {
      return power(power, row, column);
    }
    if (e instanceof Apply apply) {
      return apply(apply, row, column);
    }
    if (e instanceof Norm norm) {
      Name root = new Name(e.span(), "sqrt");
      return new Apply(e.span(), root, 0, List.of(squares(norm)));
    }
    if (e instanceof Reduction sum) {
      return new Reduction(
          e.span(), sum.function(), sum.indices(), sum.range(), part(sum.body(), row, column));
    }
    throw impossible(e, "this");
  }

  /** A scalar has the same value in every place. */
  private Expression part(Expression e, List<Name> row, List<Name> column) {
    return kind(e) == Kind.SCALAR ? at(e, List.of(), List.of()) : at(e, row, column);
  }

  private Expression element(Element element, List<Name> row) {
    if (!isRow(element)) {
      return element;
    }
    List<Expression> subscripts = new ArrayList<>(element.subscripts());
    subscripts.set(subscripts.size() - 1, row.get(0));
    return new Element(element.span(), element.base(), subscripts);
  }

  private Expression binary(Binary e, List<Name> row, List<Name> column) {
    Kind left = kind(e.left());
    Kind right = kind(e.right());
    boolean scaled = left == Kind.SCALAR || right == Kind.SCALAR;
    if (e.operator() == Operator.OUTER) {
      throw impossible(e, "an outer product");
    }
    if (e.operator() != Operator.PRODUCT || scaled) {
      Operator operator = e.operator() == Operator.HADAMARD ? Operator.PRODUCT : e.operator();
      return new Binary(
          e.span(), operator, part(e.left(), row, column), part(e.right(), row, column));
    }
    boolean inner = left == Kind.ROW || left == Kind.MATRIX;
    boolean summed = inner && (right == Kind.COLUMN || right == Kind.MATRIX);
    if (left == Kind.COLUMN && right == Kind.ROW) {
      return new Binary(
          e.span(),
          Operator.PRODUCT,
          at(e.left(), row, List.of()),
          at(e.right(), List.of(), column));
    }
    if (!summed) {
      throw Rejection.syntax(
          e.span(), "the product of two columns does not balance", "transpose the first of them");
    }
    Name index = fresh(e.span());
    Expression a = at(e.left(), left == Kind.ROW ? List.of() : row, List.of(index));
    Expression b = at(e.right(), List.of(index), right == Kind.COLUMN ? List.of() : column);
    return sum(e.span(), index, new Binary(e.span(), Operator.PRODUCT, a, b));
  }

  private static Expression sum(Span span, Name index, Expression body) {
    return new Reduction(span, new Name(span, "sum"), List.of(index), body);
  }

  private Expression power(Power e, List<Name> row, List<Name> column) {
    boolean square = e.exponent() instanceof Number number && number.value().equals(Rational.of(2));
    if (e.base() instanceof Norm norm && square) {
      return squares(norm);
    }
    if (kind(e.base()) != Kind.SCALAR && !e.elementwise()) {
      throw Rejection.syntax(
          e.span(), "only a number has a power", "of each element it is ^{\\odot 2}");
    }
    Expression base = part(e.base(), row, column);
    return new Power(e.span(), base, part(e.exponent(), row, column), false);
  }

  /** The sum of the squares of the elements. */
  private Expression squares(Norm norm) {
    Expression v = norm.operand();
    if (kind(v) == Kind.SCALAR || kind(v) == Kind.MATRIX) {
      throw impossible(norm, "this norm");
    }
    Name index = fresh(norm.span());
    Expression element = along(v, index);
    Number two = new Number(norm.span(), Rational.of(2));
    return sum(norm.span(), index, new Power(norm.span(), element, two, false));
  }

  private Expression along(Expression v, Name index) {
    return kind(v) == Kind.ROW
        ? at(v, List.of(), List.of(index))
        : at(v, List.of(index), List.of());
  }

  private Expression apply(Apply e, List<Name> row, List<Name> column) {
    String function = e.function().text();
    boolean vector = e.arguments().stream().anyMatch(a -> kind(a) != Kind.SCALAR);
    if (vector && WHOLE.contains(function)) {
      throw impossible(e, function);
    }
    boolean reduces = vector && REDUCTIONS.contains(reduction(e));
    if (reduces) {
      return reduced(e, function);
    }
    if (vector && (function.equals("softmax") || function.equals("log_softmax"))) {
      Expression log =
          new Binary(
              e.span(),
              Operator.SUBTRACT,
              part(e.arguments().get(0), row, column),
              reduced(e, "logsumexp"));
      Name exp = new Name(e.span(), "exp");
      return function.equals("softmax") ? new Apply(e.span(), exp, 0, List.of(log)) : log;
    }
    List<Expression> arguments =
        e.arguments().stream().map(argument -> part(argument, row, column)).toList();
    return new Apply(e.span(), e.function(), e.primes(), arguments);
  }

  private Expression reduced(Apply e, String function) {
    Expression v = e.arguments().get(0);
    if (kind(v) == Kind.MATRIX) {
      throw impossible(e, function + " of a matrix");
    }
    Name index = fresh(e.span());
    Name name = new Name(e.function().span(), function);
    return new Reduction(e.span(), name, List.of(index), along(v, index));
  }
}
