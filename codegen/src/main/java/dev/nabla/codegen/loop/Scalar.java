package dev.nabla.codegen.loop;

import dev.nabla.grammar.Rational;
import dev.nabla.symbolic.function.ScalarFunction;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The value of one element: a tree over elements of buffers, registers and loop indices. Make trees
 * with {@link Scalars}, which folds constants.
 */
public sealed interface Scalar {
  /** A number. */
  record Literal(double value) implements Scalar {}

  /** A loop position as a number. */
  record Position(Affine value) implements Scalar {}

  /** How many samples there are, where code is for any number of them. */
  record Samples() implements Scalar {}

  /** An element of a buffer. */
  record Read(Access access) implements Scalar {}

  /** The number in a register. */
  record Use(Local local) implements Scalar {}

  /** {@code Σ c_k s_k}. */
  record Linear(List<Term> terms) implements Scalar {
    public Linear {
      terms = List.copyOf(terms);
    }

    @Override
    public List<Scalar> operands() {
      return terms.stream().map(Term::scalar).toList();
    }

    @Override
    public Scalar rebuild(List<Scalar> operands) {
      List<Term> rebuilt = new java.util.ArrayList<>();
      for (int k = 0; k < operands.size(); k++) {
        rebuilt.add(new Term(terms.get(k).coefficient(), operands.get(k)));
      }
      return Scalars.linear(rebuilt);
    }
  }

  /** A summand. */
  record Term(double coefficient, Scalar scalar) {}

  /** A product of two or more factors. */
  record Product(List<Scalar> factors) implements Scalar {
    public Product {
      factors = List.copyOf(factors);
    }

    @Override
    public List<Scalar> operands() {
      return factors;
    }

    @Override
    public Scalar rebuild(List<Scalar> operands) {
      return Scalars.product(operands);
    }
  }

  /** A constant power. */
  record Raise(Scalar base, Rational exponent) implements Scalar {
    @Override
    public List<Scalar> operands() {
      return List.of(base);
    }

    @Override
    public Scalar rebuild(List<Scalar> operands) {
      return Scalars.raise(operands.get(0), exponent);
    }
  }

  /** A scalar function of the language. */
  record Apply(ScalarFunction function, List<Scalar> arguments) implements Scalar {
    public Apply {
      arguments = List.copyOf(arguments);
    }

    @Override
    public List<Scalar> operands() {
      return arguments;
    }

    @Override
    public Scalar rebuild(List<Scalar> operands) {
      return Scalars.apply(function, operands);
    }
  }

  /** A function that only generated code knows. */
  record Call(Helper helper, List<Scalar> arguments) implements Scalar {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public List<Scalar> operands() {
      return arguments;
    }

    @Override
    public Scalar rebuild(List<Scalar> operands) {
      return new Call(helper, operands);
    }
  }

  /**
   * {@code value} where two positions are equal, 0 elsewhere: an identity matrix, a unit vector.
   */
  record OnlyAt(Affine position, Affine equals, Scalar value) implements Scalar {
    @Override
    public List<Scalar> operands() {
      return List.of(value);
    }

    @Override
    public Scalar rebuild(List<Scalar> operands) {
      return Scalars.onlyAt(position, equals, operands.get(0));
    }
  }

  /** {@code then} where {@code left > right}, {@code otherwise} elsewhere. */
  record IfGreater(Scalar left, Scalar right, Scalar then, Scalar otherwise) implements Scalar {
    @Override
    public List<Scalar> operands() {
      return List.of(left, right, then, otherwise);
    }

    @Override
    public Scalar rebuild(List<Scalar> operands) {
      return new IfGreater(operands.get(0), operands.get(1), operands.get(2), operands.get(3));
    }
  }

  /** What it is made of; empty for leaves. */
  default List<Scalar> operands() {
    return List.of();
  }

  /** The same operation on other operands. */
  default Scalar rebuild(List<Scalar> operands) {
    return this;
  }

  /** Rewrites from the leaves up: the function sees each node with its operands rewritten. */
  default Scalar rewrite(UnaryOperator<Scalar> step) {
    List<Scalar> old = operands();
    if (old.isEmpty()) {
      return step.apply(this);
    }
    List<Scalar> rewritten = old.stream().map(s -> s.rewrite(step)).toList();
    return step.apply(rewritten.equals(old) ? this : rebuild(rewritten));
  }

  /** Replaces loop indices everywhere. */
  default Scalar replaceIndices(Function<Index, Affine> replacement) {
    return rewrite(
        s -> {
          if (s instanceof Read read) {
            return new Read(read.access().replace(replacement));
          }
          if (s instanceof Position at) {
            return Scalars.position(at.value().replace(replacement));
          }
          if (s instanceof OnlyAt at) {
            return Scalars.onlyAt(
                at.position().replace(replacement), at.equals().replace(replacement), at.value());
          }
          return s;
        });
  }

  /** Visits this tree, operands first. */
  default void forEach(java.util.function.Consumer<Scalar> visitor) {
    operands().forEach(s -> s.forEach(visitor));
    visitor.accept(this);
  }
}
