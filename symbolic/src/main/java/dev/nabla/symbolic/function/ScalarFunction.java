package dev.nabla.symbolic.function;

import dev.nabla.grammar.ast.Expression.Operator;
import java.util.List;
import java.util.Optional;

/**
 * A function of numbers, applied element-wise: one row of {@link ScalarFunctions}, or an opaque
 * function of a definition.
 *
 * <p>Everything that is known about the function stands here: its names, value, derivatives,
 * properties and where it can be tested.
 */
public final class ScalarFunction {
  /** The value at a point. */
  @FunctionalInterface
  public interface Value {
    double at(double... arguments);
  }

  private final String name;
  private final List<String> aliases;
  private final int arity;
  private final boolean piecewise;
  private final Value value;
  private final List<String> derivatives;
  private final boolean positive;
  private final boolean idempotent;
  private final boolean gate;
  private final Optional<Operator> comparison;
  private final double from;
  private final double to;
  private final String note;
  private final String definition;
  private final String primeOf;
  private final int primes;

  private ScalarFunction(Builder builder) {
    this.name = builder.name;
    this.aliases = List.copyOf(builder.aliases);
    this.arity = builder.arity;
    this.piecewise = builder.piecewise;
    this.value = builder.value;
    this.derivatives = builder.derivatives;
    this.positive = builder.positive;
    this.idempotent = builder.idempotent;
    this.gate = builder.idempotent || builder.comparison.isPresent() || builder.gate;
    this.comparison = builder.comparison;
    this.from = builder.from;
    this.to = builder.to;
    this.note = builder.note;
    this.definition = builder.definition;
    this.primeOf = builder.primeOf;
    this.primes = builder.primes;
  }

  /** The name formulas print, also the identity of the function. */
  public String name() {
    return name;
  }

  public List<String> aliases() {
    return aliases;
  }

  public int arity() {
    return arity;
  }

  /** Whether the function is constant on intervals, or glued from pieces. */
  public boolean isPiecewise() {
    return piecewise;
  }

  /** Whether nothing is known but the name: there is no value, no code. */
  public boolean isOpaque() {
    return value == null;
  }

  /**
   * The value at a point.
   *
   * @throws IllegalStateException for an opaque function
   */
  public double value(double... arguments) {
    if (value == null) {
      throw new IllegalStateException("the function " + name + " is opaque");
    }
    return value.at(arguments);
  }

  /**
   * The partial derivative by each argument: formulas of the language in the {@link #parameters}
   * and the output {@code v}. An opaque function has none but its name with one prime more.
   */
  public List<String> derivatives() {
    return derivatives;
  }

  /** Whether every value is greater than zero. */
  public boolean isPositive() {
    return positive;
  }

  /**
   * Whether the function says which branch was taken, and how: where it is zero nothing was, and
   * what it multiplies does not count.
   */
  public boolean isGate() {
    return gate;
  }

  /** Whether the values are 0 and 1, each its own square. */
  public boolean isIdempotent() {
    return idempotent;
  }

  /** Whether it only compares and selects, which is as cheap as an addition. */
  public boolean selects() {
    return piecewise && !isOpaque();
  }

  /** The operator by which it is written, if it compares two numbers. */
  public Optional<Operator> comparison() {
    return comparison;
  }

  /** Where tests may evaluate it, all arguments alike. */
  public double domainFrom() {
    return from;
  }

  public double domainTo() {
    return to;
  }

  /** A remark on kinks and stability, or empty. */
  public String note() {
    return note;
  }

  /**
   * How the function would be defined in the language, of {@link #parameters}; empty if it cannot
   * be.
   */
  public String definition() {
    return definition;
  }

  /** The names that definition and note call the arguments by. */
  public List<String> parameters() {
    return switch (arity) {
      case 1 -> List.of("u");
      case 2 -> List.of("a", "b");
      default -> List.of("c", "a", "b");
    };
  }

  /** For a derivative that has no formula but a name, the function it derives; empty otherwise. */
  public String primeOf() {
    return primeOf;
  }

  @Override
  public String toString() {
    return name;
  }

  /** How many primes its name ends in. */
  public int primes() {
    return primes;
  }

  /** Of an opaque function, the derivative by its only argument: one prime more. */
  public ScalarFunction prime() {
    return opaque(primeOf, primes + 1);
  }

  /** Starts a row. */
  static Builder row(String name, int arity) {
    return new Builder(name, arity);
  }

  /** A function without a body, or a derivative of one: {@code g}, {@code g'}, {@code g''}. */
  public static ScalarFunction opaque(String name, int primes) {
    Builder builder = new Builder(name + "'".repeat(primes), 1);
    builder.piecewise = true;
    builder.primeOf = name;
    builder.primes = primes;
    return new ScalarFunction(builder);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScalarFunction that
        && name.equals(that.name)
        && isOpaque() == that.isOpaque();
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** Collects a row. */
  static final class Builder {
    private final String name;
    private final int arity;
    private List<String> aliases = List.of();
    private boolean piecewise;
    private Value value;
    private List<String> derivatives = List.of();
    private boolean positive;
    private boolean idempotent;
    private boolean gate;
    private Optional<Operator> comparison = Optional.empty();
    private double from = -3;
    private double to = 3;
    private String note = "";
    private String definition = "";
    private String primeOf = "";
    private int primes;

    private Builder(String name, int arity) {
      this.name = name;
      this.arity = arity;
    }

    Builder aliases(String... names) {
      aliases = List.of(names);
      return this;
    }

    Builder piecewise(String remark) {
      piecewise = true;
      note = remark;
      return this;
    }

    Builder note(String remark) {
      note = remark;
      return this;
    }

    Builder definition(String formula) {
      definition = formula;
      return this;
    }

    Builder primeOf(String function) {
      primeOf = function;
      primes = 1;
      return this;
    }

    Builder value(Value theValue) {
      value = theValue;
      return this;
    }

    Builder derivatives(String... formulas) {
      derivatives = List.of(formulas);
      return this;
    }

    Builder positive() {
      positive = true;
      return this;
    }

    Builder gate() {
      gate = true;
      return this;
    }

    Builder idempotent() {
      idempotent = true;
      return this;
    }

    Builder comparison(Operator operator) {
      comparison = Optional.of(operator);
      return this;
    }

    Builder domain(double low, double high) {
      from = low;
      to = high;
      return this;
    }

    ScalarFunction build() {
      if (derivatives.size() != arity) {
        throw new IllegalStateException(name + " needs a derivative for each argument");
      }
      return new ScalarFunction(this);
    }
  }
}
