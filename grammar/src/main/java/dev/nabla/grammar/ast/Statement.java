package dev.nabla.grammar.ast;

import dev.nabla.grammar.ast.Expression.Name;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A declaration or a definition of a network. */
public sealed interface Statement {
  Span span();

  /** {@code dim n} or {@code dim n = 4}; {@code dim n, m = 4} gives two statements. */
  record Dimension(Span span, Name name, Optional<BigInteger> value) implements Statement {}

  /** {@code input x : (n, 1) onehot}. */
  record Declaration(Span span, Role role, Name name, List<Expression> shape, Set<Fact> facts)
      implements Statement {
    public Declaration {
      shape = List.copyOf(shape);
      facts = Set.copyOf(facts);
    }
  }

  /** {@code const c = 0.01}: any expression of numbers and earlier constants. */
  record Constant(Span span, Name name, Expression value) implements Statement {}

  /** {@code fn f(u) = …}; without a body the function is opaque. */
  record Function(Span span, Name name, List<Name> parameters, Optional<Expression> body)
      implements Statement {
    public Function {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * {@code z1 = W1^T x + b1}, {@code output h = …}, {@code loss L += …}, {@code a[j] = …}.
   *
   * @param indices the indices on the left, empty without index form
   * @param accumulated whether {@code +=} says that the loss is the sum over the examples
   */
  record Assignment(
      Span span, Kind kind, Name name, List<Name> indices, boolean accumulated, Expression value)
      implements Statement {
    public Assignment {
      indices = List.copyOf(indices);
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
    ONEHOT,
    SYMMETRIC,
    POSITIVE,
    DIAGONAL
  }

  /** What a defined value is for. */
  enum Kind {
    VALUE,
    OUTPUT,
    LOSS
  }
}
