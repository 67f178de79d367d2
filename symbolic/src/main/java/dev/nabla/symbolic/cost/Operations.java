package dev.nabla.symbolic.cost;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many operations of each kind something takes.
 *
 * @param counts the number of each kind; those that do not occur are left out
 */
public record Operations(Map<Kind, Polynomial> counts) {
  /** What a processor does. */
  public enum Kind {
    MULTIPLICATIONS,
    ADDITIONS,
    DIVISIONS,
    /** Comparisons, and what selects by one: a maximum, an absolute value. */
    COMPARISONS,
    /** Evaluations of an elementary function: an exponential, a root, a hyperbolic tangent. */
    FUNCTIONS
  }

  public static final Operations NONE = new Operations(Map.of());

  public Operations {
    Map<Kind, Polynomial> kept = new EnumMap<>(Kind.class);
    counts.forEach(
        (kind, count) -> {
          if (!count.isZero()) {
            kept.put(kind, count);
          }
        });
    counts = java.util.Collections.unmodifiableMap(kept);
  }

  public static Operations of(Kind kind, Polynomial count) {
    return new Operations(Map.of(kind, count));
  }

  public static Operations of(Kind kind, long count) {
    return of(kind, Polynomial.of(count));
  }

  public Polynomial count(Kind kind) {
    return Optional.ofNullable(counts.get(kind)).orElse(Polynomial.ZERO);
  }

  public Operations plus(Operations other) {
    Map<Kind, Polynomial> sum = new EnumMap<>(Kind.class);
    sum.putAll(counts);
    other.counts.forEach((kind, count) -> sum.merge(kind, count, Polynomial::plus));
    return new Operations(sum);
  }

  /** The operations, done so many times. */
  public Operations times(Polynomial factor) {
    Map<Kind, Polynomial> product = new EnumMap<>(Kind.class);
    counts.forEach((kind, count) -> product.put(kind, count.times(factor)));
    return new Operations(product);
  }

  /** All operations, each counted as one. */
  public Polynomial total() {
    return counts.values().stream().reduce(Polynomial.ZERO, Polynomial::plus);
  }
}
