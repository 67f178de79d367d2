package dev.nabla.symbolic.expr;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.base.Rational;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.read.SpecParser;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A formula of numbers, such as the derivative of a function or a side of an identity, to be made
 * of whatever its names stand for, element by element.
 */
public final class ScalarFormula {
  private static final Set<String> FUNCTIONS =
      ScalarFunctions.rows().stream()
          .map(ScalarFunction::name)
          .collect(Collectors.toUnmodifiableSet());

  private final String text;
  private final Expression formula;

  private ScalarFormula(String text, Expression formula) {
    this.text = text;
    this.formula = formula;
  }

  /**
   * Reads a formula: names, numbers, {@code + - * /}, comparisons, powers with a number, scalar
   * functions and their derivatives.
   *
   * @throws IllegalStateException when it can't be read
   */
  public static ScalarFormula of(String text) {
    Source source = new Source("formula", text);
    Diagnostics diagnostics = new Diagnostics(source);
    return SpecParser.parseExpression(source, FUNCTIONS, diagnostics)
        .map(formula -> new ScalarFormula(text, formula))
        .orElseThrow(() -> new IllegalStateException(text + ": " + diagnostics.all()));
  }

  /** The names that stand for something, each once. */
  public List<String> names() {
    return names(formula).distinct().toList();
  }

  private static Stream<String> names(Expression e) {
    return e instanceof Expression.Name name
        ? Stream.of(name.text())
        : e.children().stream().flatMap(ScalarFormula::names);
  }

  /** The value where the names stand for these expressions; {@code pi} is itself. */
  public Expr of(Exprs f, Map<String, Expr> names) {
    return new Builder(f, names).value(formula);
  }

  @Override
  public String toString() {
    return text;
  }

  private record Builder(Exprs f, Map<String, Expr> names) {
    Expr value(Expression e) {
      if (e instanceof Expression.Number number) {
        return f.constant(number.value());
      }
      if (e instanceof Expression.Name name) {
        return named(name.text());
      }
      if (e instanceof Expression.Negate negate) {
        return f.negate(value(negate.operand()));
      }
      if (e instanceof Expression.Power power) {
        return f.power(value(power.base()), number(power.exponent()));
      }
      if (e instanceof Expression.Apply apply) {
        String name = apply.function().text() + "'".repeat(apply.primes());
        return f.apply(
            ScalarFunctions.named(name).orElseThrow(),
            apply.arguments().stream().map(this::value).toList());
      }
      if (!(e instanceof Expression.Binary binary)) {
        throw new IllegalStateException("no formula of numbers: " + e);
      }
      Expr a = value(binary.left());
      Expr b = value(binary.right());
      return switch (binary.operator()) {
        case ADD -> f.add(a, b);
        case SUBTRACT -> f.sub(a, b);
        case PRODUCT -> f.times(a, b);
        case DIVIDE -> f.divide(a, b);
        default -> f.apply(ScalarFunctions.comparison(binary.operator()).orElseThrow(), a, b);
      };
    }

    private Expr named(String name) {
      Expr value = name.equals("pi") ? f.pi() : names.get(name);
      if (value == null) {
        throw new IllegalStateException("nothing is called " + name);
      }
      return value;
    }

    private static Rational number(Expression e) {
      if (e instanceof Expression.Number number) {
        return number.value();
      }
      if (e instanceof Expression.Negate negate) {
        return number(negate.operand()).negate();
      }
      Expression.Binary quotient = (Expression.Binary) e;
      return number(quotient.left()).times(number(quotient.right()).reciprocal());
    }
  }
}
