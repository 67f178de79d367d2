package dev.nabla.grammar.print;

import dev.nabla.grammar.Rational;
import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Element;
import dev.nabla.grammar.ast.Expression.Literal;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Negate;
import dev.nabla.grammar.ast.Expression.Number;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.ast.Expression.Power;
import dev.nabla.grammar.ast.Expression.Reduction;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.ast.Statement.Assignment;
import dev.nabla.grammar.ast.Statement.Constant;
import dev.nabla.grammar.ast.Statement.Declaration;
import dev.nabla.grammar.ast.Statement.Dimension;
import dev.nabla.grammar.ast.Statement.Function;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes LaTeX that KaTeX and TeX with amsmath take, for a formula's mode. */
final class LatexPrinter extends Printer {
  /** Counts what is taller than a line, so that brackets around it can grow. */
  private int tall;

  private final Deque<Opening> open = new ArrayDeque<>();

  /** Where brackets that have grown open and close, in turn. */
  private final List<Integer> grown = new ArrayList<>();

  /** An open bracket: where it stands, and the count of what is tall before it. */
  private record Opening(int at, int tall) {}

  /** What stands before the relation of a statement, to align on. */
  private String alignment = "";

  @Override
  void spec(Spec spec) {
    alignment = "&";
    put("\\begin{aligned}\n");
    for (int i = 0; i < spec.statements().size(); i++) {
      put(i == 0 ? "" : " \\\\\n");
      statement(spec.statements().get(i));
    }
    put("\n\\end{aligned}\n");
  }

  @Override
  void statement(Statement statement) {
    if (statement instanceof Dimension dimension) {
      name(dimension.name());
      relation(dimension.value().isPresent() ? "=" : "\\in");
      put(dimension.value().map(Object::toString).orElse("\\mathbb{N}"));
    } else if (statement instanceof Declaration declaration) {
      declaration(declaration);
    } else if (statement instanceof Constant constant) {
      name(constant.name());
      relation("=");
      any(constant.value());
    } else if (statement instanceof Function function) {
      function(function);
    } else if (statement instanceof Assignment assignment) {
      if (assignment.indices().isEmpty()) {
        name(assignment.name());
      } else {
        element(assignment.name(), assignment.indices());
      }
      relation(assignment.accumulated() ? "\\mathrel{+}=" : "=");
      right(assignment.value());
    }
  }

  /** In a definition, a comparison for equality stands in parentheses. */
  private void right(Expression value) {
    if (value instanceof Binary binary && binary.operator() == Operator.EQUAL) {
      parenthesized(value);
    } else {
      any(value);
    }
  }

  private void relation(String sign) {
    put(" " + alignment + sign + " ");
  }

  private void declaration(Declaration declaration) {
    name(declaration.name());
    relation("\\in");
    put("\\mathbb{R}");
    if (!declaration.shape().isEmpty()) {
      put("^{");
      list(declaration.shape(), " \\times ");
      put("}");
    }
  }

  private void function(Function function) {
    put(LatexNames.function(function.name().text()) + "(");
    list(function.parameters(), ", ");
    put(")");
    if (function.body().isPresent()) {
      relation("=");
      any(function.body().get());
    }
  }

  @Override
  void name(Name name) {
    put(LatexNames.variable(name.text()));
  }

  @Override
  void number(Number number) {
    Rational value = number.value().abs();
    Optional<String> decimal = Numbers.decimal(value);
    if (decimal.isEmpty()) {
      tall++;
      put("\\frac{" + value.numerator() + "}{" + value.denominator() + "}");
    } else if (isScientific(decimal.get())) {
      put(decimal.get().replace("e", " \\cdot 10^{") + "}");
    } else {
      put(decimal.get());
    }
  }

  private static boolean isScientific(String decimal) {
    return decimal.contains("e");
  }

  @Override
  boolean isFraction(Number number) {
    return Numbers.decimal(number.value().abs()).filter(text -> !isScientific(text)).isEmpty();
  }

  @Override
  Level division() {
    return Level.FACTOR;
  }

  @Override
  void divide(Binary division, boolean last) {
    tall++;
    put("\\frac{");
    list(List.of(division.left()), "");
    put("}{");
    list(List.of(division.right()), "");
    put("}");
  }

  @Override
  void transpose(Expression operand) {
    write(operand, Level.ATOM, false);
    put("^{\\top}");
  }

  @Override
  void inverse(Expression operand) {
    write(operand, Level.ATOM, false);
    put("^{-1}");
  }

  /**
   * What could be taken for another thing stands in parentheses: {@code (W)^{H}} is a power, where
   * {@code W^{H}} is a name, and so is {@code (10)^{3}}, as {@code 2 \cdot 10^{3}} is a number.
   */
  @Override
  void power(Power power) {
    boolean ten = power.base() instanceof Number number && number.value().equals(Rational.of(10));
    boolean plain = power.elementwise() || !isPartOfName(power.exponent());
    if (ten
        || !plain && power.base() instanceof Name
        || !plain && power.base() instanceof Element) {
      parenthesized(power.base());
    } else {
      write(power.base(), Level.ATOM, false);
    }
    put(power.elementwise() ? "^{\\odot " : "^{");
    if (meansMore(power.exponent())) {
      parenthesized(power.exponent());
    } else {
      list(List.of(power.exponent()), "");
    }
    put("}");
  }

  /** Whether people would read this superscript of a name as a part of it. */
  private static boolean isPartOfName(Expression exponent) {
    return exponent instanceof Name name && name.text().matches("[A-Z]")
        || exponent instanceof Number number && number.value().equals(Rational.ONE);
  }

  /** Whether this superscript alone is a transposition or an inverse. */
  private static boolean meansMore(Expression exponent) {
    Expression e = exponent instanceof Negate negate ? negate.operand() : exponent;
    boolean transposition = e instanceof Name name && name.text().equals("T");
    boolean negativeOne =
        e instanceof Number number
            && number.value().equals(Rational.of(exponent instanceof Negate ? 1 : -1));
    return transposition || negativeOne;
  }

  @Override
  void apply(Apply apply) {
    String function = apply.function().text();
    boolean single = apply.arguments().size() == 1 && apply.primes() == 0;
    if (single && function.equals("sqrt")) {
      tall++;
      put("\\sqrt{");
      list(apply.arguments(), "");
      put("}");
    } else if (single && function.equals("abs")) {
      tall++;
      put("\\left|");
      list(apply.arguments(), "");
      put("\\right|");
    } else {
      put(LatexNames.function(function));
      put("'".repeat(apply.primes()));
      openParenthesis();
      list(apply.arguments(), ", ");
      closeParenthesis();
    }
  }

  /** An opening bracket, which grows when what it holds proves to be tall. */
  private void open(String bracket) {
    mark((text, at) -> open.push(new Opening(at, tall)));
    put(bracket);
  }

  private void close(String bracket) {
    mark(
        (text, at) -> {
          Opening opening = open.pop();
          if (tall > opening.tall()) {
            grown.add(opening.at());
            grown.add(at);
          }
        });
    put(bracket);
  }

  /** Puts {@code \left} and {@code \right} where brackets have grown, all in one pass. */
  @Override
  String finished(StringBuilder text) {
    Set<Integer> closing = new HashSet<>();
    for (int i = 1; i < grown.size(); i += 2) {
      closing.add(grown.get(i));
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int at : grown.stream().sorted().toList()) {
      out.append(text, from, at).append(closing.contains(at) ? "\\right" : "\\left");
      from = at;
    }
    return out.append(text, from, text.length()).toString();
  }

  @Override
  void openParenthesis() {
    open("(");
  }

  @Override
  void closeParenthesis() {
    close(")");
  }

  @Override
  void norm(Expression operand) {
    open("\\lVert");
    put(" ");
    normed(operand);
    put(" ");
    close("\\rVert");
  }

  @Override
  void element(Element element) {
    element(element.base(), element.subscripts());
  }

  private void element(Expression base, List<? extends Expression> subscripts) {
    boolean number = subscripts.stream().allMatch(Number.class::isInstance);
    if (base instanceof Name name && !number && !LatexNames.isSubscripted(name.text())) {
      name(name);
    } else {
      open("[");
      list(List.of(base), "");
      close("]");
    }
    put("_{");
    boolean names = subscripts.stream().allMatch(Name.class::isInstance);
    list(subscripts, names ? " " : ",");
    put("}");
  }

  @Override
  void reductionHead(Reduction reduction) {
    tall++;
    put(LatexNames.reduction(reduction.function().text()) + "_{");
    list(reduction.indices(), ", ");
    reduction.range().ifPresent(size -> put("=1}^{"));
    reduction.range().ifPresent(this::any);
    put("} ");
  }

  @Override
  void literal(Literal literal) {
    tall++;
    put("\\begin{bmatrix} ");
    if (literal.isVector()) {
      list(literal.rows().get(0), " \\\\ ");
    } else {
      for (int i = 0; i < literal.rows().size(); i++) {
        put(i == 0 ? "" : " \\\\ ");
        list(literal.rows().get(i), " & ");
      }
    }
    put(" \\end{bmatrix}");
  }

  @Override
  String sign(Operator operator) {
    return switch (operator) {
      case ADD -> " + ";
      case SUBTRACT -> " - ";
      case PRODUCT -> " \\cdot ";
      case HADAMARD -> " \\odot ";
      case DIVIDE -> " / ";
      case OUTER -> " \\otimes ";
      case LESS -> " < ";
      case LESS_EQUAL -> " \\le ";
      case GREATER -> " > ";
      case GREATER_EQUAL -> " \\ge ";
      case EQUAL -> " = ";
      case NOT_EQUAL -> " \\ne ";
    };
  }
}
