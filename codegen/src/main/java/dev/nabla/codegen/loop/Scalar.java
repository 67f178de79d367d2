package dev.nabla.codegen.loop;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.function.ScalarFunction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The value of one element: a tree over elements of buffers, registers and loop indices. Make trees
 * with {@link Scalars}, which folds constants.
 */
public sealed interface Scalar {
  /** A number. */
  record Literal(double value) implements Scalar {
    @Override
    public <R> R accept(ScalarVisitor<R> visitor) {
      return visitor.literal(this);
    }
  }

  /** A loop position as a number. */
  record Position(Affine value) implements Scalar {
    @Override
    public List<Affine> places() {
      return List.of(value);
    }

    @Override
    public Scalar mapPlaces(UnaryOperator<Affine> function) {
      return Scalars.position(function.apply(value));
    }

    @Override
    public <R> R accept(ScalarVisitor<R> visitor) {
      return visitor.position(this);
    }
  }

  /** How many samples there are, where code is for any number of them. */
  record Samples() implements Scalar {
    @Override
    public <R> R accept(ScalarVisitor<R> visitor) {
      return visitor.samples(this);
    }
  }

  /** An element of a buffer. */
  record Read(Access access) implements Scalar {
    /** Whether neighbours along an index lie side by side, or are the same element. */
    public boolean isRow(LoopIndex along) {
      int step = access.address().coefficient(along);
      return step == 0 || step == 1;
    }

    @Override
    public List<Affine> places() {
      return List.of(access.address());
    }

    @Override
    public Scalar mapPlaces(UnaryOperator<Affine> function) {
      return new Read(new Access(access.buffer(), function.apply(access.address())));
    }

    @Override
    public <R> R accept(ScalarVisitor<R> visitor) {
      return visitor.read(this);
    }
  }

  /** The number in a register. */
  record Use(Local local) implements Scalar {
    @Override
    public <R> R accept(ScalarVisitor<R> visitor) {
      return visitor.use(this);
    }
  }

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
      List<Term> rebuilt = new ArrayList<>();
      for (int k = 0; k < operands.size(); k++) {
        rebuilt.add(new Term(terms.get(k).coefficient(), operands.get(k)));
      }
      return Scalars.linear(rebuilt);
    }

    @Override
    public <R> R accept(ScalarVisitor<R> visitor) {
      return visitor.linear(this);
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

    @Override
    public <R> R accept(ScalarVisitor<R> visitor) {
      return visitor.product(this);
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

    @Override
    public <R> R accept(ScalarVisitor<R> visitor) {
      return visitor.raise(this);
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

    @Override
    public <R> R accept(ScalarVisitor<R> visitor) {
      return visitor.apply(this);
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

    @Override
    public <R> R accept(ScalarVisitor<R> visitor) {
      return visitor.call(this);
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

    @Override
    public List<Affine> places() {
      return List.of(position, equals);
    }

    @Override
    public Scalar mapPlaces(UnaryOperator<Affine> function) {
      return Scalars.onlyAt(function.apply(position), function.apply(equals), value);
    }

    @Override
    public <R> R accept(ScalarVisitor<R> visitor) {
      return visitor.onlyAt(this);
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

    @Override
    public <R> R accept(ScalarVisitor<R> visitor) {
      return visitor.ifGreater(this);
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

  /** The addresses and positions in it, those in its operands left out. */
  default List<Affine> places() {
    return List.of();
  }

  /** The same at other places, its operands left as they are. */
  default Scalar mapPlaces(UnaryOperator<Affine> function) {
    return this;
  }

  /** Replaces loop indices everywhere. */
  default Scalar replaceIndices(Function<LoopIndex, Affine> replacement) {
    return rewrite(s -> s.mapPlaces(place -> place.replace(replacement)));
  }

  /** Replaces elements of buffers everywhere. */
  default Scalar replaceReads(Function<Access, Scalar> replacement) {
    return rewrite(s -> s instanceof Read read ? replacement.apply(read.access()) : s);
  }

  /** Replaces registers everywhere; those that are not mentioned stay. */
  default Scalar replaceLocals(Map<Local, ? extends Scalar> replacement) {
    return rewrite(
        s ->
            s instanceof Use use && replacement.containsKey(use.local())
                ? replacement.get(use.local())
                : s);
  }

  /** Visits this tree, operands first. */
  default void forEach(Consumer<Scalar> visitor) {
    operands().forEach(s -> s.forEach(visitor));
    visitor.accept(this);
  }

  /** Every element of a buffer that it mentions, as often as it does. */
  default List<Access> reads() {
    List<Access> reads = new ArrayList<>();
    forEach(
        s -> {
          if (s instanceof Read read) {
            reads.add(read.access());
          }
        });
    return reads;
  }

  /** The registers that it mentions. */
  default Set<Local> locals() {
    Set<Local> locals = new LinkedHashSet<>();
    forEach(
        s -> {
          if (s instanceof Use use) {
            locals.add(use.local());
          }
        });
    return locals;
  }

  /** Whether it is a number or a register, which need no computation. */
  default boolean isName() {
    return this instanceof Literal || this instanceof Use;
  }

  /** Whether an index occurs in an address or a position. */
  default boolean mentions(LoopIndex index) {
    return !allMatch(s -> s.places().stream().noneMatch(place -> place.mentions(index)));
  }

  /** Whether this holds of every part of it. */
  default boolean allMatch(Predicate<Scalar> test) {
    return test.test(this) && operands().stream().allMatch(s -> s.allMatch(test));
  }

  /** Calls the case for what this is. */
  <R> R accept(ScalarVisitor<R> visitor);
}
