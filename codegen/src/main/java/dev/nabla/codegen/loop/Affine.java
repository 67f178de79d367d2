package dev.nabla.codegen.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An address or a position: {@code constant + Σ coefficient · index}.
 *
 * @param terms ordered by index, no coefficient zero
 */
public record Affine(int constant, List<Term> terms) {
  /** One index and how far a step of it moves. */
  public record Term(LoopIndex index, int coefficient) {}

  public static final Affine ZERO = of(0);

  public Affine {
    terms = List.copyOf(terms);
  }

  public static Affine of(int constant) {
    return new Affine(constant, List.of());
  }

  public static Affine of(LoopIndex index) {
    return new Affine(0, List.of(new Term(index, 1)));
  }

  public boolean isConstant() {
    return terms.isEmpty();
  }

  /** How far a step of the index moves; 0 when it does not occur. */
  public int coefficient(LoopIndex index) {
    for (Term term : terms) {
      if (term.index().equals(index)) {
        return term.coefficient();
      }
    }
    return 0;
  }

  public boolean mentions(LoopIndex index) {
    return coefficient(index) != 0;
  }

  public Affine plus(int more) {
    return new Affine(Math.addExact(constant, more), terms);
  }

  public Affine plus(Affine other) {
    Map<LoopIndex, Integer> sum = new TreeMap<>();
    terms.forEach(t -> sum.merge(t.index(), t.coefficient(), Math::addExact));
    other.terms.forEach(t -> sum.merge(t.index(), t.coefficient(), Math::addExact));
    List<Term> merged = new ArrayList<>();
    sum.forEach(
        (index, coefficient) -> {
          if (coefficient != 0) {
            merged.add(new Term(index, coefficient));
          }
        });
    return new Affine(Math.addExact(constant, other.constant), merged);
  }

  public Affine times(int factor) {
    return factor == 0
        ? ZERO
        : new Affine(
            Math.multiplyExact(constant, factor),
            terms.stream()
                .map(t -> new Term(t.index(), Math.multiplyExact(t.coefficient(), factor)))
                .toList());
  }

  /** The same with every index replaced; what the function gives back may mention others. */
  public Affine replace(Function<LoopIndex, Affine> replacement) {
    if (terms.isEmpty()) {
      return this;
    }
    Affine result = of(constant);
    for (Term term : terms) {
      result = result.plus(replacement.apply(term.index()).times(term.coefficient()));
    }
    return result;
  }

  @Override
  public String toString() {
    String sum =
        terms.stream()
            .map(t -> (t.coefficient() == 1 ? "" : t.coefficient() + "*") + t.index())
            .collect(Collectors.joining(" + "));
    return sum.isEmpty()
        ? Integer.toString(constant)
        : constant == 0 ? sum : constant + " + " + sum;
  }
}
