package dev.nabla.grammar.print;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.All;
import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.ast.Expression.Element;
import dev.nabla.grammar.ast.Expression.Inverse;
import dev.nabla.grammar.ast.Expression.Literal;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Negate;
import dev.nabla.grammar.ast.Expression.Norm;
import dev.nabla.grammar.ast.Expression.Number;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.ast.Expression.Power;
import dev.nabla.grammar.ast.Expression.Reduction;
import dev.nabla.grammar.ast.Expression.Transpose;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.ast.Statement.Assignment;
import dev.nabla.grammar.ast.Statement.Constant;
import dev.nabla.grammar.ast.Statement.Declaration;
import dev.nabla.grammar.ast.Statement.Dimension;
import dev.nabla.grammar.ast.Statement.Function;
import dev.nabla.grammar.ast.Statement.Kind;
import dev.nabla.grammar.base.Names;
import java.util.Locale;

/** Writes the language itself. */
final class PlainPrinter extends Printer {
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private final Symbols symbols;
  private final Numerals numerals;

  PlainPrinter(Symbols symbols, Numerals numerals) {
    this.symbols = symbols;
    this.numerals = numerals;
  }

  @Override
  void spec(Spec spec) {
    spec.name().ifPresent(name -> put("network " + name.text() + "\n"));
    boolean blank = spec.name().isPresent();
    for (int i = 0; i < spec.statements().size(); i++) {
      Statement statement = spec.statements().get(i);
      boolean section =
          i > 0
              && statement instanceof Assignment
              && !(spec.statements().get(i - 1) instanceof Assignment);
      put((i == 0 && blank) || section ? "\n" : "");
      statement.accept(this);
      put("\n");
    }
  }

  @Override
  public Printer dimension(Dimension dimension) {
    put("dim ");
    name(dimension.name());
    return put(dimension.value().map(value -> " = " + value).orElse(""));
  }

  @Override
  public Printer declaration(Declaration declaration) {
    put(word(declaration.role()) + " ");
    name(declaration.name());
    put(" : (");
    list(declaration.shape(), ", ");
    put(")");
    declaration.facts().stream().sorted().forEach(fact -> put(" " + word(fact)));
    return this;
  }

  @Override
  public Printer constant(Constant constant) {
    put("const ");
    name(constant.name());
    put(" = ");
    return any(constant.value());
  }

  @Override
  public Printer function(Function function) {
    put("fn ");
    name(function.name());
    put("(");
    list(function.parameters(), ", ");
    put(")");
    function.body().ifPresent(body -> put(" = ").any(body));
    return this;
  }

  @Override
  public Printer assignment(Assignment assignment) {
    put(assignment.kind() == Kind.VALUE ? "" : word(assignment.kind()) + " ");
    any(assignment.left());
    put(assignment.accumulated() ? " += " : " = ");
    return any(assignment.value());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Printer name(Name name) {
    return put(
        switch (symbols) {
          case TEXT -> name.text();
          case ASCII -> Names.ascii(name.text());
          case UNICODE -> Names.pretty(name.text());
        });
  }

  @Override
  void magnitude(Number number) {
    put(numerals.of(number));
  }

  @Override
  boolean isFraction(Number number) {
    return numerals.of(number).contains("/");
  }

  @Override
  Level division() {
    return Level.CHAIN;
  }

  @Override
  void divide(Binary division, boolean last) {
    boolean row = division.left().is(Operator.DIVIDE) || division.left().is(Operator.PRODUCT);
    write(division.left(), row ? Level.CHAIN : Level.FACTOR, false);
    put(sign(Operator.DIVIDE));
    boolean fraction = division.right() instanceof Number;
    write(division.right(), fraction ? Level.ATOM : Level.FACTOR, last);
  }

  /** {@code λ/2 ‖w‖^2}: a quotient of letters and numbers before other factors. */
  @Override
  boolean isSlim(Expression factor) {
    return factor instanceof Binary division
        && division.operator() == Operator.DIVIDE
        && isPart(division.left())
        && isPart(division.right())
        && !(isWhole(division.left()) && isWhole(division.right()));
  }

  private boolean isPart(Expression e) {
    return e instanceof Power power
        ? isPart(power.base()) && isWhole(power.exponent()) && !isOne(power.exponent())
        : e instanceof Name || e instanceof Number && level(e) == Level.ATOM;
  }

  @Override
  void fraction(Binary division) {
    any(division.left());
    put("/");
    any(division.right());
  }

  @Override
  void dot() {
    put(symbols == Symbols.ASCII ? " * " : " · ");
  }

  @Override
  public Printer transpose(Transpose transpose) {
    write(transpose.operand(), Level.ATOM, false);
    return put(symbols.transpose());
  }

  @Override
  public Printer inverse(Inverse inverse) {
    write(inverse.operand(), Level.ATOM, false);
    return put(symbols.inverse());
  }

  @Override
  public Printer power(Power power) {
    write(power.base(), Level.ATOM, false);
    boolean negative = power.exponent() instanceof Negate;
    Expression exponent = negative ? ((Negate) power.exponent()).operand() : power.exponent();
    boolean reciprocal = negative && !power.elementwise() && isOne(exponent);
    boolean raised = symbols == Symbols.UNICODE && isWhole(exponent) && !power.elementwise();
    if (raised && !reciprocal) {
      put(negative ? "⁻" : "");
      ((Number) exponent).value().numerator().toString().chars().forEach(this::raised);
      return this;
    }
    put(power.elementwise() ? ".^" : "^");
    if (isPlain(exponent) && !reciprocal) {
      put(negative ? "-" : "");
      return any(exponent);
    }
    return parenthesized(power.exponent());
  }

  private void raised(int digit) {
    put(RAISED.substring(digit - '0', digit - '0' + 1));
  }

  private static boolean isOne(Expression e) {
    return e instanceof Number number && number.value().isOne();
  }

  private static boolean isWhole(Expression e) {
    return e instanceof Number number && number.value().isInteger() && number.value().signum() >= 0;
  }

  /** Whether the exponent needs no parentheses; {@code ^T} would be a transposition. */
  private boolean isPlain(Expression exponent) {
    return exponent instanceof Name name
        ? !name.text().equals("T")
        : exponent instanceof Number && level(exponent) == Level.ATOM;
  }

  @Override
  public Printer apply(Apply apply) {
    put(function(apply.function()));
    put("'".repeat(apply.primes()));
    put("(");
    list(apply.arguments(), ", ");
    return put(")");
  }

  private String function(Name function) {
    if (symbols == Symbols.UNICODE) {
      return switch (function.text()) {
        case "sigmoid" -> "σ";
        case "sum" -> "Σ";
        default -> function.text();
      };
    }
    return symbols == Symbols.ASCII ? Names.ascii(function.text()) : function.text();
  }

  @Override
  public Printer norm(Norm norm) {
    put(symbols.norm());
    normed(norm.operand());
    String kind = norm.kind().subscript();
    return put(symbols.norm() + (kind.isEmpty() ? "" : "_" + kind));
  }

  @Override
  public Printer element(Element element) {
    boolean bare =
        element.base() instanceof Name
            || element.base() instanceof Element
            || element.base() instanceof Apply;
    if (bare) {
      any(element.base());
    } else {
      parenthesized(element.base());
    }
    put("[");
    list(element.subscripts(), ",");
    return put("]");
  }

  @Override
  public Printer all(All all) {
    return put(":");
  }

  @Override
  void reductionHead(Reduction reduction) {
    put(function(reduction.function()));
    put("[");
    for (int i = 0; i < reduction.indices().size(); i++) {
      put(i == 0 ? "" : ",");
      name(reduction.indices().get(i));
    }
    reduction.range().ifPresent(size -> put(" : ").any(size));
    put("] ");
  }

  @Override
  public Printer literal(Literal literal) {
    put("[");
    for (int i = 0; i < literal.rows().size(); i++) {
      put(i == 0 ? "" : "; ");
      list(literal.rows().get(i), ", ");
    }
    return put("]");
  }

  @Override
  String sign(Operator operator) {
    return symbols.sign(operator);
  }

  @Override
  void openParenthesis() {
    put("(");
  }

  @Override
  void closeParenthesis() {
    put(")");
  }
}
