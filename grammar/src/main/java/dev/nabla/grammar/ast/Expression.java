package dev.nabla.grammar.ast;

import dev.nabla.grammar.base.Rational;
import dev.nabla.grammar.base.Span;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * An expression of the language. The same tree is what the parser returns, what derived formulas
 * are rendered to, and what the printers print.
 */
public sealed interface Expression {
  Span span();

  /** Asks the visitor's method for this kind of expression. */
  <R> R accept(Visitor<R> visitor);

  /** The operands from left to right, without the names of functions, indices and subscripts. */
  default List<Expression> children() {
    return List.of();
  }

  /** The same operation on other operands, as many as {@link #children} gives. */
  default Expression rebuild(List<Expression> operands) {
    return this;
  }

  /** Whether this is two operands with this operator between. */
  default boolean is(Operator operator) {
    return false;
  }

  /** The same expression at another place of the source. */
  Expression withSpan(Span span);

  /** One method for each kind of expression. */
  interface Visitor<R> {
    R name(Name name);

    R number(Number number);

    R negate(Negate negate);

    R binary(Binary binary);

    R transpose(Transpose transpose);

    R inverse(Inverse inverse);

    R power(Power power);

    R apply(Apply apply);

    R norm(Norm norm);

    R element(Element element);

    R all(All all);

    R reduction(Reduction reduction);

    R literal(Literal literal);
  }

  /** A visitor with one answer for all kinds of expressions but those that it looks at. */
  interface Some<R> extends Visitor<R> {
    /** The answer for the kinds that are not looked at. */
    R other(Expression e);

    @Override
    default R name(Name name) {
      return other(name);
    }

    @Override
    default R number(Number number) {
      return other(number);
    }

    @Override
    default R negate(Negate negate) {
      return other(negate);
    }

    @Override
    default R binary(Binary binary) {
      return other(binary);
    }

    @Override
    default R transpose(Transpose transpose) {
      return other(transpose);
    }

    @Override
    default R inverse(Inverse inverse) {
      return other(inverse);
    }

    @Override
    default R power(Power power) {
      return other(power);
    }

    @Override
    default R apply(Apply apply) {
      return other(apply);
    }

    @Override
    default R norm(Norm norm) {
      return other(norm);
    }

    @Override
    default R element(Element element) {
      return other(element);
    }

    @Override
    default R all(All all) {
      return other(all);
    }

    @Override
    default R reduction(Reduction reduction) {
      return other(reduction);
    }

    @Override
    default R literal(Literal literal) {
      return other(literal);
    }
  }

  /**
   * A variable, a value, a size or a bound index, in canonical spelling ({@code z_1} is {@code
   * z1}).
   */
  record Name(Span span, String text) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.name(this);
    }

    @Override
    public Expression withSpan(Span span) {
      return new Name(span, text);
    }
  }

  /** A number, exact. */
  record Number(Span span, Rational value) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.number(this);
    }

    @Override
    public Expression withSpan(Span span) {
      return new Number(span, value);
    }
  }

  /** {@code -e}. */
  record Negate(Span span, Expression operand) implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(operand);
    }

    @Override
    public Expression rebuild(List<Expression> operands) {
      return new Negate(span, operands.get(0));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.negate(this);
    }

    @Override
    public Expression withSpan(Span span) {
      return new Negate(span, operand);
    }
  }

  /**
   * Two operands and what stands between them.
   *
   * @param dotted whether a product is written with a dot, which between two columns is their dot
   *     product; beside a number it says nothing and is left out
   */
  record Binary(Span span, Operator operator, Expression left, Expression right, boolean dotted)
      implements Expression {
    public Binary {
      dotted &= !(left instanceof Number) && !(right instanceof Number);
    }

    public Binary(Span span, Operator operator, Expression left, Expression right) {
      this(span, operator, left, right, false);
    }

    @Override
    public List<Expression> children() {
      return List.of(left, right);
    }

    @Override
    public Expression rebuild(List<Expression> operands) {
      return new Binary(span, operator, operands.get(0), operands.get(1), dotted);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.binary(this);
    }

    @Override
    public boolean is(Operator sign) {
      return operator == sign;
    }

    @Override
    public Expression withSpan(Span span) {
      return new Binary(span, operator, left, right, dotted);
    }
  }

  /** {@code A^T}. */
  record Transpose(Span span, Expression operand) implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(operand);
    }

    @Override
    public Expression rebuild(List<Expression> operands) {
      return new Transpose(span, operands.get(0));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.transpose(this);
    }

    @Override
    public Expression withSpan(Span span) {
      return new Transpose(span, operand);
    }
  }

  /** {@code A^-1} of a square matrix (of a scalar it is the reciprocal; elaboration decides). */
  record Inverse(Span span, Expression operand) implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(operand);
    }

    @Override
    public Expression rebuild(List<Expression> operands) {
      return new Inverse(span, operands.get(0));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.inverse(this);
    }

    @Override
    public Expression withSpan(Span span) {
      return new Inverse(span, operand);
    }
  }

  /** {@code b^p}, or element-wise {@code b.^p}. */
  record Power(Span span, Expression base, Expression exponent, boolean elementwise)
      implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(base, exponent);
    }

    @Override
    public Expression rebuild(List<Expression> operands) {
      return new Power(span, operands.get(0), operands.get(1), elementwise);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.power(this);
    }

    @Override
    public Expression withSpan(Span span) {
      return new Power(span, base, exponent, elementwise);
    }
  }

  /** {@code f(a, b)}, {@code log h}, {@code relu'(z)}: the function's name and its primes. */
  record Apply(Span span, Name function, int primes, List<Expression> arguments)
      implements Expression {
    public Apply {
      arguments = List.copyOf(arguments);
    }

    @Override
    public List<Expression> children() {
      return arguments;
    }

    @Override
    public Expression rebuild(List<Expression> operands) {
      return new Apply(span, function, primes, operands);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.apply(this);
    }

    @Override
    public Expression withSpan(Span span) {
      return new Apply(span, function, primes, arguments);
    }
  }

  /** {@code ‖v‖}. */
  record Norm(Span span, Expression operand, Kind kind) implements Expression {
    /** Which norm, and its subscript: where none stands, the root of the sum of squares. */
    public enum Kind {
      PLAIN(""),
      /** The sum of absolute values, of a vector. */
      ONE("1"),
      /** The root of the sum of squares, of a vector. */
      TWO("2"),
      /** The root of the sum of squares, of a matrix. */
      FROBENIUS("F");

      private final String subscript;

      Kind(String subscript) {
        this.subscript = subscript;
      }

      public String subscript() {
        return subscript;
      }

      /** The norm with a subscript, if there is one. */
      public static Optional<Kind> of(String subscript) {
        return Arrays.stream(values()).filter(kind -> kind.subscript.equals(subscript)).findFirst();
      }

      /** Whether it is of vectors only. */
      public boolean isOfVectors() {
        return this == ONE || this == TWO;
      }
    }

    public Norm(Span span, Expression operand) {
      this(span, operand, Kind.PLAIN);
    }

    @Override
    public List<Expression> children() {
      return List.of(operand);
    }

    @Override
    public Expression rebuild(List<Expression> operands) {
      return new Norm(span, operands.get(0), kind);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.norm(this);
    }

    @Override
    public Expression withSpan(Span span) {
      return new Norm(span, operand, kind);
    }
  }

  /**
   * {@code A[i,j]}, {@code x[2]}, {@code x[i,:]}: every subscript is a {@link Name}, a {@link
   * Number} from 1, or {@link All}. What is left are the axes of the last.
   */
  record Element(Span span, Expression base, List<Expression> subscripts) implements Expression {
    public Element {
      subscripts = List.copyOf(subscripts);
    }

    @Override
    public List<Expression> children() {
      return List.of(base);
    }

    @Override
    public Expression rebuild(List<Expression> operands) {
      return new Element(span, operands.get(0), subscripts);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.element(this);
    }

    @Override
    public Expression withSpan(Span span) {
      return new Element(span, base, subscripts);
    }
  }

  /** {@code :} between the brackets of an element: all of an axis, as in {@code x[i,:]}. */
  record All(Span span) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.all(this);
    }

    @Override
    public Expression withSpan(Span span) {
      return new All(span);
    }
  }

  /**
   * {@code sum[i,j] e}: a reduction over bound indices; it binds a product, not a following {@code
   * +}.
   *
   * @param range what is said of how far every index runs, a size or a number, as in {@code sum[i :
   *     3] e}; it is compared with the shapes
   */
  record Reduction(
      Span span, Name function, List<Name> indices, Optional<Expression> range, Expression body)
      implements Expression {
    /** A reduction over as much as the shapes give. */
    public Reduction(Span span, Name function, List<Name> indices, Expression body) {
      this(span, function, indices, Optional.empty(), body);
    }

    public Reduction {
      indices = List.copyOf(indices);
    }

    @Override
    public List<Expression> children() {
      return List.of(body);
    }

    @Override
    public Expression rebuild(List<Expression> operands) {
      return new Reduction(span, function, indices, range, operands.get(0));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reduction(this);
    }

    @Override
    public Expression withSpan(Span span) {
      return new Reduction(span, function, indices, range, body);
    }
  }

  /** {@code [a, b; c, d]}: rows of scalars; {@code [a, b, c]} is a column vector. */
  record Literal(Span span, List<List<Expression>> rows) implements Expression {
    public Literal {
      rows = rows.stream().map(List::copyOf).toList();
    }

    /** Whether this is {@code [a, b, c]}, a vector, and not a matrix by rows. */
    public boolean isVector() {
      return rows.size() == 1;
    }

    @Override
    public List<Expression> children() {
      return rows.stream().flatMap(List::stream).toList();
    }

    @Override
    public Expression rebuild(List<Expression> operands) {
      Iterator<Expression> next = operands.iterator();
      return new Literal(
          span, rows.stream().map(row -> row.stream().map(e -> next.next()).toList()).toList());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.literal(this);
    }

    @Override
    public Expression withSpan(Span span) {
      return new Literal(span, rows);
    }
  }

  /** What can stand between two operands. */
  enum Operator {
    ADD,
    SUBTRACT,
    /** Juxtaposition, {@code *}, {@code ·}: scaling or the matrix product. */
    PRODUCT,
    /** {@code ⊙}. */
    HADAMARD,
    /** {@code /}: by a scalar, or element-wise. */
    DIVIDE,
    /** {@code ⊗}: {@code a b^T}. */
    OUTER,
    LESS,
    LESS_EQUAL,
    GREATER,
    GREATER_EQUAL,
    EQUAL,
    NOT_EQUAL
  }
}
