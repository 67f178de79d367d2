package dev.nabla.grammar.ast;

import dev.nabla.grammar.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An expression of the language. The same tree is what the parser returns, what derived formulas
 * are rendered to, and what the printers print.
 */
public sealed interface Expression {
  Span span();

  /** The direct subexpressions from left to right, without the names of functions and indices. */
  List<Expression> children();

  /** The same expression at another place of the source. */
  Expression withSpan(Span span);

  /**
   * A variable, a value, a size or a bound index, in canonical spelling ({@code z_1} is {@code
   * z1}).
   */
  record Name(Span span, String text) implements Expression {
    @Override
    public List<Expression> children() {
      return List.of();
    }

    @Override
    public Expression withSpan(Span span) {
      return new Name(span, text);
    }
  }

  /** A number, exact. */
  record Number(Span span, Rational value) implements Expression {
    @Override
    public List<Expression> children() {
      return List.of();
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
    public Expression withSpan(Span span) {
      return new Negate(span, operand);
    }
  }

  /** Two operands and what stands between them. */
  record Binary(Span span, Operator operator, Expression left, Expression right)
      implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(left, right);
    }

    @Override
    public Expression withSpan(Span span) {
      return new Binary(span, operator, left, right);
    }
  }

  /** {@code A^T}. */
  record Transpose(Span span, Expression operand) implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(operand);
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
    public Expression withSpan(Span span) {
      return new Apply(span, function, primes, arguments);
    }
  }

  /** {@code ‖v‖}. */
  record Norm(Span span, Expression operand) implements Expression {
    @Override
    public List<Expression> children() {
      return List.of(operand);
    }

    @Override
    public Expression withSpan(Span span) {
      return new Norm(span, operand);
    }
  }

  /**
   * {@code A[i,j]}, {@code x[2]}: every subscript is a {@link Name} or a {@link Number}, from 1.
   */
  record Element(Span span, Expression base, List<Expression> subscripts) implements Expression {
    public Element {
      subscripts = List.copyOf(subscripts);
    }

    @Override
    public List<Expression> children() {
      List<Expression> all = new ArrayList<>(subscripts);
      all.add(0, base);
      return List.copyOf(all);
    }

    @Override
    public Expression withSpan(Span span) {
      return new Element(span, base, subscripts);
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
