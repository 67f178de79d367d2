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
import dev.nabla.grammar.ast.Statement.Assignment;
import dev.nabla.grammar.ast.Statement.Constant;
import dev.nabla.grammar.ast.Statement.Declaration;
import dev.nabla.grammar.ast.Statement.Dimension;
import dev.nabla.grammar.ast.Statement.Function;
import dev.nabla.grammar.base.Rational;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes formulas in two dimensions: fractions, scripts, roots, matrices, and brackets that grow
 * with what they hold. How a language of typesetting spells these is a table.
 */
abstract class TypesetPrinter extends Printer {
  /** What stands before, between and after the two parts of a construct. */
  record Frame(String before, String between, String after) {}

  /** A bracket; whether it grows is said between its head and its tail. */
  record Bracket(String head, String tail) {}

  /** A pair of brackets. */
  record Brackets(Bracket opening, Bracket closing) {}

  /**
   * How a language of typesetting spells its constructs.
   *
   * @param fraction numerator and denominator
   * @param superscript base and superscript
   * @param subscript base and subscript
   * @param root what stands under the root; there is no second part
   * @param bars an absolute value; there is no second part
   * @param matrix a matrix by rows; there is no second part
   * @param rows what separates its rows
   * @param cells what separates the elements of a row
   * @param below the sign of a reduction and its indices
   * @param limits the sign, then the indices; the range follows
   * @param range what separates the indices from the range
   * @param comma what separates arguments
   * @param names what separates subscripts that are names
   * @param numbers what separates other subscripts
   * @param all the subscript of all of an axis
   * @param raisedByElement what stands before an exponent that is taken element by element
   * @param transposed the superscript of a transpose
   */
  record Spelling(
      Frame fraction,
      Frame superscript,
      Frame subscript,
      Frame root,
      Frame bars,
      Frame matrix,
      String rows,
      String cells,
      Frame below,
      Frame limits,
      String range,
      String comma,
      String names,
      String numbers,
      String all,
      String raisedByElement,
      String transposed,
      Brackets parentheses,
      Brackets squares,
      Brackets norms) {}

  /** An open bracket: where it stands, and the count of what is tall before it. */
  private record Opening(int at, int tall) {}

  private final Spelling spelling;

  /** Counts what is taller than a line, so that brackets around it can grow. */
  private int tall;

  private final Deque<Opening> open = new ArrayDeque<>();

  /** What is to be inserted into the text, by place, when it is known which brackets grow. */
  private final NavigableMap<Integer, String> insertions = new TreeMap<>();

  TypesetPrinter(Spelling spelling) {
    this.spelling = spelling;
  }

  /** The name of a variable. */
  abstract String variable(String name);

  /** The name of a function with its primes. */
  abstract String function(String name, int primes);

  /** The sign of a reduction. */
  abstract String reduction(String name);

  /** Digits, with a decimal point or without. */
  abstract String digits(String decimal);

  /** What a bracket says of whether it has grown. */
  abstract String growth(boolean opens, boolean grown);

  /** Runs before a construct whose parts cannot be torn apart. */
  void begin() {}

  /** Runs after such a construct. */
  void end() {}

  /** Runs after a pair of brackets. */
  void enclosed(int from, boolean grown) {}

  /** What is to be inserted into the text as it was written, by place. */
  final NavigableMap<Integer, String> insertions() {
    return insertions;
  }

  /** How many brackets are open. */
  final int depth() {
    return open.size();
  }

  @Override
  String finished(StringBuilder text) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (Map.Entry<Integer, String> insertion : insertions.entrySet()) {
      out.append(text, from, insertion.getKey()).append(insertion.getValue());
      from = insertion.getKey();
    }
    return out.append(text, from, text.length()).toString();
  }

  // ---------------------------------------------------------------- statements

  /** What statements are written with. */
  enum Word {
    EQUAL,
    ELEMENT,
    INCREMENT,
    REALS,
    NATURALS,
    TIMES
  }

  abstract String word(Word word);

  /** Writes what stands between the sides of a statement. */
  abstract void relation(Word sign);

  @Override
  public final Printer dimension(Dimension dimension) {
    name(dimension.name());
    relation(dimension.value().isPresent() ? Word.EQUAL : Word.ELEMENT);
    return put(dimension.value().map(n -> digits(n.toString())).orElse(word(Word.NATURALS)));
  }

  @Override
  public final Printer constant(Constant constant) {
    name(constant.name());
    relation(Word.EQUAL);
    return any(constant.value());
  }

  @Override
  public final Printer assignment(Assignment assignment) {
    any(assignment.left());
    relation(assignment.accumulated() ? Word.INCREMENT : Word.EQUAL);
    return right(assignment.value());
  }

  /** In a definition, a comparison for equality stands in parentheses. */
  private Printer right(Expression value) {
    return value.is(Operator.EQUAL) ? parenthesized(value) : any(value);
  }

  @Override
  public final Printer declaration(Declaration declaration) {
    name(declaration.name());
    relation(Word.ELEMENT);
    Runnable reals = () -> put(word(Word.REALS));
    if (declaration.shape().isEmpty()) {
      reals.run();
    } else {
      frame(spelling.superscript(), reals, () -> list(declaration.shape(), word(Word.TIMES)));
    }
    return this;
  }

  @Override
  public final Printer function(Function function) {
    put(function(function.name().text(), 0));
    bracketed(spelling.parentheses(), () -> list(function.parameters(), spelling.comma()));
    if (function.body().isPresent()) {
      relation(Word.EQUAL);
      any(function.body().get());
    }
    return this;
  }

  // ---------------------------------------------------------------- constructs

  private Printer frame(Frame frame, Runnable first, Runnable second) {
    begin();
    put(frame.before());
    first.run();
    put(frame.between());
    second.run();
    put(frame.after());
    end();
    return this;
  }

  private Printer tall(Frame frame, Runnable first, Runnable second) {
    tall++;
    return frame(frame, first, second);
  }

  private static void nothing() {}

  private Printer bracketed(Brackets brackets, Runnable content) {
    open(brackets);
    content.run();
    close(brackets);
    return this;
  }

  private void open(Brackets brackets) {
    put(brackets.opening().head());
    mark((text, at) -> open.push(new Opening(at, tall)));
    put(brackets.opening().tail());
  }

  private void close(Brackets brackets) {
    put(brackets.closing().head());
    mark(
        (text, at) -> {
          Opening opening = open.pop();
          boolean grown = tall > opening.tall();
          insertions.put(opening.at(), growth(true, grown));
          insertions.put(at, growth(false, grown));
          enclosed(opening.at(), grown);
        });
    put(brackets.closing().tail());
  }

  @Override
  final void openParenthesis() {
    open(spelling.parentheses());
  }

  @Override
  final void closeParenthesis() {
    close(spelling.parentheses());
  }

  private void alone(Expression expression) {
    list(List.of(expression), "");
  }

  // ---------------------------------------------------------------- expressions

  @Override
  public final Printer name(Name name) {
    return put(variable(name.text()));
  }

  @Override
  final void magnitude(Number number) {
    Rational value = number.value().abs();
    Optional<String> decimal = Numbers.decimal(value);
    if (decimal.isEmpty()) {
      tall(
          spelling.fraction(),
          () -> put(digits(value.numerator().toString())),
          () -> put(digits(value.denominator().toString())));
    } else if (isScientific(decimal.get())) {
      String[] parts = decimal.get().split("e");
      put(digits(parts[0]));
      put(sign(Operator.PRODUCT));
      frame(spelling.superscript(), () -> put(digits("10")), () -> whole(parts[1]));
    } else {
      put(digits(decimal.get()));
    }
  }

  private void whole(String digits) {
    put(digits.startsWith("-") ? minus() : "");
    put(digits(digits.replace("-", "")));
  }

  private static boolean isScientific(String decimal) {
    return decimal.contains("e");
  }

  @Override
  final boolean isFraction(Number number) {
    return Numbers.decimal(number.value().abs()).filter(text -> !isScientific(text)).isEmpty();
  }

  @Override
  final Level division() {
    return Level.FACTOR;
  }

  @Override
  final void divide(Binary division, boolean last) {
    tall(spelling.fraction(), () -> alone(division.left()), () -> alone(division.right()));
  }

  @Override
  public final Printer transpose(Transpose transpose) {
    return raised(transpose.operand(), () -> put(spelling.transposed()));
  }

  @Override
  public final Printer inverse(Inverse inverse) {
    return raised(inverse.operand(), () -> whole("-1"));
  }

  private Printer raised(Expression base, Runnable exponent) {
    if (base instanceof Name name) {
      return frame(superscript(name.text()), TypesetPrinter::nothing, exponent);
    }
    return frame(spelling.superscript(), () -> write(base, Level.ATOM, false), exponent);
  }

  /** A variable with its superscript, which stands above its subscript if it has one. */
  abstract Frame superscript(String variable);

  @Override
  public final Printer power(Power power) {
    if (isBare(power)) {
      return raised(power.base(), () -> exponent(power));
    }
    return frame(spelling.superscript(), () -> parenthesized(power.base()), () -> exponent(power));
  }

  /**
   * What could be taken for another thing stands in parentheses: {@code (W)^{H}} is a power, where
   * {@code W^{H}} is a name, and so is {@code (10)^{3}}, as {@code 2 \cdot 10^{3}} is a number.
   */
  private static boolean isBare(Power power) {
    boolean ten = power.base() instanceof Number number && number.value().equals(Rational.of(10));
    boolean named = power.base() instanceof Name || power.base() instanceof Element;
    return !ten && !(named && !power.elementwise() && isPartOfName(power.exponent()));
  }

  private void exponent(Power power) {
    put(power.elementwise() ? spelling.raisedByElement() : "");
    if (meansMore(power.exponent())) {
      parenthesized(power.exponent());
    } else {
      alone(power.exponent());
    }
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
  public final Printer apply(Apply apply) {
    String function = apply.function().text();
    boolean single = apply.arguments().size() == 1 && apply.primes() == 0;
    boolean bars = function.equals("abs") && !hasCapital(apply.arguments().get(0));
    if (single && (function.equals("sqrt") || bars)) {
      Frame frame = function.equals("sqrt") ? spelling.root() : spelling.bars();
      return tall(frame, () -> list(apply.arguments(), ""), TypesetPrinter::nothing);
    }
    put(function(function, apply.primes()));
    return bracketed(spelling.parentheses(), () -> list(apply.arguments(), spelling.comma()));
  }

  /** Bars around what may be a matrix would be read as its determinant. */
  private static boolean hasCapital(Expression e) {
    return e instanceof Name name && Character.isUpperCase(name.text().codePointAt(0))
        || e.children().stream().anyMatch(TypesetPrinter::hasCapital);
  }

  @Override
  public final Printer norm(Norm norm) {
    String kind = norm.kind().subscript();
    Runnable bars = () -> bracketed(spelling.norms(), () -> normed(norm.operand()));
    if (!kind.isEmpty()) {
      boolean digit = Character.isDigit(kind.charAt(0));
      Runnable below = () -> put(digit ? digits(kind) : variable(kind));
      return frame(spelling.subscript(), bars, below);
    }
    bars.run();
    return this;
  }

  @Override
  public final Printer element(Element element) {
    Expression base = element.base();
    List<Expression> subscripts = element.subscripts();
    boolean number = subscripts.stream().allMatch(Number.class::isInstance);
    boolean names = subscripts.stream().allMatch(Name.class::isInstance);
    boolean bare =
        base instanceof Name name && !number && !NameParts.of(name.text()).isSubscripted();
    return frame(
        spelling.subscript(),
        () -> {
          if (bare) {
            alone(base);
          } else {
            bracketed(spelling.squares(), () -> alone(base));
          }
        },
        () -> list(subscripts, names ? spelling.names() : spelling.numbers()));
  }

  @Override
  public final Printer all(All all) {
    return put(spelling.all());
  }

  @Override
  final void reductionHead(Reduction reduction) {
    Frame frame = reduction.range().isPresent() ? spelling.limits() : spelling.below();
    tall(
        frame,
        () -> put(reduction(reduction.function().text())),
        () -> {
          list(reduction.indices(), spelling.comma());
          reduction.range().ifPresent(size -> put(spelling.range()).any(size));
        });
  }

  @Override
  public final Printer literal(Literal literal) {
    return tall(
        spelling.matrix(),
        () -> {
          if (literal.isVector()) {
            list(literal.rows().get(0), spelling.rows());
          } else {
            matrix(literal.rows());
          }
        },
        TypesetPrinter::nothing);
  }

  private void matrix(List<List<Expression>> rows) {
    for (int i = 0; i < rows.size(); i++) {
      put(i == 0 ? "" : spelling.rows());
      list(rows.get(i), spelling.cells());
    }
  }
}
