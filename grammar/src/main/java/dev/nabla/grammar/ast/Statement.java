package dev.nabla.grammar.ast;

import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.base.Span;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A declaration or a definition of a network. */
public sealed interface Statement {
  Span span();

  /** What is declared or defined. */
  Name name();

  /** The formula that it gives the name to, if it has one. */
  default Optional<Expression> body() {
    return Optional.empty();
  }

  /** The names that mean something in the formula only: parameters, or the indices on the left. */
  default List<Name> binds() {
    return List.of();
  }

  /** Asks the visitor's method for this kind of statement. */
  <R> R accept(Visitor<R> visitor);

  /** One method for each kind of statement. */
  interface Visitor<R> {
    R dimension(Dimension dimension);

    R declaration(Declaration declaration);

    R constant(Constant constant);

    R function(Function function);

    R assignment(Assignment assignment);
  }

  /** {@code dim n} or {@code dim n = 4}; {@code dim n, m = 4} gives two statements. */
  record Dimension(Span span, Name name, Optional<BigInteger> value) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dimension(this);
    }
  }

  /** {@code input x : (n, 1) onehot}. */
  record Declaration(Span span, Role role, Name name, List<Expression> shape, Set<Fact> facts)
      implements Statement {
    public Declaration {
      shape = List.copyOf(shape);
      facts = Set.copyOf(facts);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.declaration(this);
    }
  }

  /** {@code const c = 0.01}: any expression of numbers and earlier constants. */
  record Constant(Span span, Name name, Expression value) implements Statement {
    @Override
    public Optional<Expression> body() {
      return Optional.of(value);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.constant(this);
    }
  }

  /** {@code fn f(u) = …}; without a body the function is opaque. */
  record Function(Span span, Name name, List<Name> parameters, Optional<Expression> body)
      implements Statement {
    public Function {
      parameters = List.copyOf(parameters);
    }

    @Override
    public List<Name> binds() {
      return parameters;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.function(this);
    }
  }

  /**
   * {@code z1 = W1^T x + b1}, {@code output h = …}, {@code loss L += …}, {@code a[j] = …}.
   *
   * @param subscripts what stands between the brackets on the left: different indices, and {@link
   *     Expression.All} for the axes of the value; empty without index form
   * @param by what stands in parentheses on the left: {@code f(X) = …} asks for the derivative by X
   * @param accumulated whether {@code +=} says that the loss is the sum over the examples
   */
  record Assignment(
      Span span,
      Kind kind,
      Name name,
      List<Expression> subscripts,
      List<Name> by,
      boolean accumulated,
      Expression value)
      implements Statement {
    public Assignment {
      subscripts = List.copyOf(subscripts);
      by = List.copyOf(by);
    }

    /** A value that says nothing of what it is derived by. */
    public Assignment(
        Span span,
        Kind kind,
        Name name,
        List<Expression> subscripts,
        boolean accumulated,
        Expression value) {
      this(span, kind, name, subscripts, List.of(), accumulated, value);
    }

    /** The indices on the left. */
    public List<Name> indices() {
      return subscripts.stream().filter(Name.class::isInstance).map(Name.class::cast).toList();
    }

    /** The left side: the name, its elements, or the name with what it is derived by. */
    public Expression left() {
      if (!by.isEmpty()) {
        return new Expression.Apply(name.span(), name, 0, List.copyOf(by));
      }
      return subscripts.isEmpty() ? name : new Expression.Element(name.span(), name, subscripts);
    }

    /** The same with another value. */
    public Assignment withValue(Expression other) {
      return new Assignment(span, kind, name, subscripts, by, accumulated, other);
    }

    @Override
    public Optional<Expression> body() {
      return Optional.of(value);
    }

    @Override
    public List<Name> binds() {
      return indices();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.assignment(this);
    }
  }

  /** What a declared variable is for. */
  enum Role {
    INPUT,
    TARGET,
    PARAM
  }

  /** What simplification may assume of a declared variable. */
  enum Fact {
    /** In each row one element is 1, all others are 0. */
    ONEHOT,
    SYMMETRIC,
    /** All elements are greater than 0. */
    POSITIVE,
    DIAGONAL,
    /** Symmetric, with positive eigenvalues. */
    DEFINITE;

    /** Whether a matrix that has the fact is its own transpose. */
    public boolean isSymmetric() {
      return this == SYMMETRIC || this == DIAGONAL || this == DEFINITE;
    }
  }

  /** What a defined value is for. */
  enum Kind {
    VALUE,
    OUTPUT,
    LOSS
  }
}
