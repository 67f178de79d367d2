package dev.nabla.grammar.print;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Inverse;
import dev.nabla.grammar.ast.Expression.Negate;
import dev.nabla.grammar.ast.Expression.Norm;
import dev.nabla.grammar.ast.Expression.Number;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.ast.Expression.Power;
import dev.nabla.grammar.ast.Expression.Reduction;
import dev.nabla.grammar.ast.Expression.Transpose;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.ast.Syntax;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * What all styles share: the order of the parts, and where parentheses go. One printer writes one
 * text, in time linear in its length. Derived formulas can be deep, so there is no recursion: a
 * node only lists its parts, texts and nodes, and those wait on a stack until their turn comes.
 */
abstract class Printer implements Expression.Visitor<Printer>, Statement.Visitor<Printer> {
  /** A part of the text that is still to be written. */
  private interface Part {
    void write();
  }

  private final StringBuilder text = new StringBuilder();
  private final Deque<Part> waiting = new ArrayDeque<>();

  /** The parts of the node at hand. */
  private final List<Part> parts = new ArrayList<>();

  private boolean insideNorm;

  /** Whether no operator of a product follows, which a reduction would take in. */
  private boolean last;

  final String print(Expression expression) {
    any(expression);
    return finish();
  }

  final String print(Statement statement) {
    statement.accept(this);
    return finish();
  }

  final String print(Spec spec) {
    spec(spec);
    return finish();
  }

  private String finish() {
    wait(parts);
    while (!waiting.isEmpty()) {
      waiting.pop().write();
      wait(parts);
    }
    return finished(text);
  }

  /** The text as it leaves the printer. */
  String finished(StringBuilder written) {
    return written.toString();
  }

  private void wait(List<Part> next) {
    for (int i = next.size() - 1; i >= 0; i--) {
      waiting.push(next.get(i));
    }
    next.clear();
  }

  abstract void spec(Spec spec);

  /** Writes the absolute value of a number. */
  abstract void magnitude(Number number);

  /** What stands before the body of a reduction, a space included. */
  abstract void reductionHead(Reduction reduction);

  abstract void divide(Binary division, boolean last);

  /** Whether this is a quotient that stands before other factors without parentheses. */
  boolean isSlim(Expression factor) {
    return false;
  }

  /** Writes such a quotient. */
  void fraction(Binary division) {
    divide(division, false);
  }

  /** The sign of an operator, with spaces around it. */
  abstract String sign(Operator operator);

  /** The sign of a negation. */
  String minus() {
    return sign(Operator.SUBTRACT).strip();
  }

  /** What stands between factors side by side. */
  String juxtaposition() {
    return " ";
  }

  /** Writes an operator between its operands. */
  void operator(Operator operator) {
    put(sign(operator));
  }

  /** Writes the sign of a product that is the dot product of two columns. */
  void dot() {
    operator(Operator.PRODUCT);
  }

  abstract void openParenthesis();

  abstract void closeParenthesis();

  /** How tightly a division, or a number that is a fraction, holds together. */
  abstract Level division();

  /** Whether a number is written with a fraction bar or a slash. */
  abstract boolean isFraction(Number number);

  final Printer put(String piece) {
    parts.add(() -> text.append(piece));
    return this;
  }

  /** Runs when its turn comes, with the position in the text. */
  final void mark(ObjIntConsumer<StringBuilder> action) {
    parts.add(() -> action.accept(text, text.length()));
  }

  /** Writes the expression where anything may stand. */
  final Printer any(Expression expression) {
    return write(expression, Level.COMPARISON, true);
  }

  /**
   * Writes the expression, in parentheses when it holds together less than the place asks for.
   *
   * @param last whether no operator of a product follows, which a reduction would take in
   */
  final Printer write(Expression expression, Level floor, boolean last) {
    boolean takesMore = expression instanceof Reduction && !last;
    boolean closesOuter = expression instanceof Norm && insideNorm;
    if (takesMore || closesOuter || level(expression).isBelow(floor)) {
      return parenthesized(expression);
    }
    return later(expression, last, insideNorm);
  }

  final Printer parenthesized(Expression expression) {
    openParenthesis();
    later(expression, true, false);
    closeParenthesis();
    return this;
  }

  private Printer later(Expression expression, boolean atEnd, boolean inNorm) {
    parts.add(
        () -> {
          insideNorm = inNorm;
          last = atEnd;
          expression.accept(this);
        });
    return this;
  }

  /** Writes what stands between norm signs, where a norm sign would close. */
  final Printer normed(Expression operand) {
    insideNorm = true;
    any(operand);
    insideNorm = false;
    return this;
  }

  /** Writes what stands between brackets, where a norm sign can only open. */
  final Printer list(List<? extends Expression> expressions, String separator) {
    insideNorm = false;
    for (int i = 0; i < expressions.size(); i++) {
      put(i == 0 ? "" : separator);
      any(expressions.get(i));
    }
    return this;
  }

  @Override
  public final Printer number(Number number) {
    put(number.value().signum() < 0 ? minus() : "");
    magnitude(number);
    return this;
  }

  @Override
  public final Printer negate(Negate negate) {
    put(minus());
    return write(negate.operand(), Level.CHAIN, last);
  }

  @Override
  public final Printer reduction(Reduction reduction) {
    reductionHead(reduction);
    return write(reduction.body(), Level.CHAIN, true);
  }

  /** How tightly the expression holds together when it is written without parentheses. */
  final Level level(Expression e) {
    if (e instanceof Binary binary) {
      return level(binary);
    }
    if (e instanceof Number number) {
      return number.value().signum() < 0
          ? Level.NEGATION
          : isFraction(number) ? Level.FACTOR : Level.ATOM;
    }
    if (e instanceof Negate) {
      return Level.NEGATION;
    }
    if (e instanceof Reduction) {
      return Level.CHAIN;
    }
    boolean postfix = e instanceof Transpose || e instanceof Inverse || e instanceof Power;
    return postfix ? Level.FACTOR : Level.ATOM;
  }

  private Level level(Binary binary) {
    return switch (binary.operator()) {
      case ADD, SUBTRACT -> Level.SUM;
      case PRODUCT -> isJuxtaposed(binary) ? Level.JUXTAPOSITION : Level.CHAIN;
      case HADAMARD, OUTER -> Level.CHAIN;
      case DIVIDE -> division();
      default -> Level.COMPARISON;
    };
  }

  @Override
  public final Printer binary(Binary binary) {
    switch (binary.operator()) {
      case ADD, SUBTRACT -> {
        write(binary.left(), Level.SUM, true);
        operator(binary.operator());
        write(binary.right(), Level.CHAIN, true);
      }
      case PRODUCT -> product(binary, last);
      case HADAMARD, OUTER -> {
        write(binary.left(), elementwiseFloor(binary), false);
        operator(binary.operator());
        write(binary.right(), Level.FACTOR, last);
      }
      case DIVIDE -> divide(binary, last);
      default -> {
        write(binary.left(), Level.SUM, true);
        operator(binary.operator());
        write(binary.right(), Level.SUM, true);
      }
    }
    return this;
  }

  /**
   * {@code W d ⊙ h} needs no parentheses, but people read {@code (W d) ⊙ h} with more ease; only a
   * row of the same operator and a numeric factor stay bare.
   */
  private static Level elementwiseFloor(Binary binary) {
    if (!(binary.left() instanceof Binary left)) {
      return Level.FACTOR;
    }
    boolean scaled =
        left.operator() == Operator.PRODUCT
            && left.left() instanceof Number number
            && number.value().signum() >= 0;
    return left.operator() == binary.operator() || scaled ? Level.CHAIN : Level.FACTOR;
  }

  /** Whether no factor but the first starts with a digit, which would ask for a sign before it. */
  private boolean isJuxtaposed(Binary product) {
    return dots(product).stream().noneMatch(dotted -> dotted)
        && Syntax.chain(product, Operator.PRODUCT).stream()
            .skip(1)
            .noneMatch(this::startsWithDigit);
  }

  /** For each factor of a product but the first, whether a dot stands before it. */
  private static List<Boolean> dots(Binary product) {
    Deque<Boolean> dots = new ArrayDeque<>();
    Expression rest = product;
    while (rest instanceof Binary binary && binary.is(Operator.PRODUCT)) {
      dots.push(binary.dotted());
      rest = binary.left();
    }
    return List.copyOf(dots);
  }

  private boolean startsWithDigit(Expression e) {
    Expression first = e instanceof Power power ? power.base() : e;
    first = first instanceof Transpose transpose ? transpose.operand() : first;
    first = first instanceof Inverse inverse ? inverse.operand() : first;
    return first instanceof Number && level(first) != Level.NEGATION;
  }

  /** Factors side by side, up to one that starts with a digit; from there with a sign between. */
  private void product(Binary product, boolean last) {
    List<Expression> factors = Syntax.chain(product, Operator.PRODUCT);
    List<Boolean> dots = dots(product);
    boolean signs = false;
    int left = factors.size();
    for (Expression factor : factors) {
      boolean first = left == factors.size();
      left--;
      boolean dotted = !first && dots.get(dots.size() - left - 1);
      signs |= dotted || !first && startsWithDigit(factor);
      if (dotted) {
        dot();
      } else if (signs && !first) {
        operator(Operator.PRODUCT);
      } else {
        put(first ? "" : juxtaposition());
      }
      boolean end = left == 0 && last;
      boolean reduction = end && factor instanceof Reduction;
      if (first && isSlim(factor)) {
        fraction((Binary) factor);
        continue;
      }
      write(factor, reduction ? Level.CHAIN : Level.FACTOR, end);
    }
  }
}
