package dev.nabla.symbolic.expr;

import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/**
 * The equations that the wires of a product state of its indices, solved: indices that are equal
 * are one, some are fixed at a position, and a summed index that stands on wires alone is
 * eliminated.
 *
 * <p>An index may only go where what it is equal to stays in its range whenever the other equations
 * hold: {@code Σ[j] δ(i = j + 1)} is not 1, as nothing is there for {@code i = 0}. That is proved
 * by bounds, see {@link #inRange}, or the index stays.
 */
public final class Wires {
  /** {@code Σ coefficients[l] l = constant}, over labels. */
  record Equation(Map<Integer, Integer> coefficients, int constant) {
    static Equation of(Factor factor) {
      Wire wire = (Wire) factor.expr();
      Map<Integer, Integer> sum = new TreeMap<>();
      for (int axis = 0; axis < wire.order(); axis++) {
        sum.merge(factor.indices().get(axis), wire.coefficients().get(axis), Integer::sum);
      }
      sum.values().removeIf(coefficient -> coefficient == 0);
      return new Equation(sum, wire.constant());
    }

    int of(int label) {
      return coefficients.getOrDefault(label, 0);
    }

    /** Whether the equation says that two indices are the same. */
    boolean isEquality() {
      return constant == 0 && coefficients.size() == 2 && List.of(-1, 1).equals(signs());
    }

    private List<Integer> signs() {
      return coefficients.values().stream().sorted().toList();
    }

    /** The equation plus a multiple of another. */
    Equation plus(int multiple, Equation other) {
      Map<Integer, Integer> sum = new TreeMap<>(coefficients);
      other.coefficients.forEach((label, c) -> sum.merge(label, multiple * c, Integer::sum));
      sum.values().removeIf(coefficient -> coefficient == 0);
      return new Equation(sum, constant + multiple * other.constant);
    }

    Equation relabel(IntUnaryOperator labels) {
      Map<Integer, Integer> sum = new TreeMap<>();
      coefficients.forEach((label, c) -> sum.merge(labels.applyAsInt(label), c, Integer::sum));
      sum.values().removeIf(coefficient -> coefficient == 0);
      return new Equation(sum, constant);
    }
  }

  private final Map<Integer, Size> sizes = new HashMap<>();
  private final Map<Integer, Integer> leaders = new HashMap<>();
  private final Map<Integer, Integer> fixed = new HashMap<>();
  private final List<Equation> open = new ArrayList<>();
  private final Set<Integer> eliminated = new HashSet<>();
  private boolean contradictory;

  /**
   * Solves the equations among the factors of a product.
   *
   * @param output the labels that are not summed; of equal ones the first stays
   */
  public Wires(Collection<Factor> factors, List<Integer> output) {
    Map<Integer, Integer> ranks = new HashMap<>();
    for (int label : output) {
      ranks.putIfAbsent(label, ranks.size());
    }
    List<Equation> equations = new ArrayList<>();
    for (Factor factor : factors) {
      for (int axis = 0; axis < factor.expr().order(); axis++) {
        sizes.putIfAbsent(factor.indices().get(axis), factor.expr().axes().get(axis));
      }
      if (Wire.isEquation(factor.expr())) {
        equations.add(Equation.of(factor));
        join(factor, ranks);
      }
    }
    equations.stream()
        .map(equation -> equation.relabel(this::leader))
        .filter(equation -> !isSettled(equation))
        .forEach(open::add);
    Set<Integer> needed = new HashSet<>(leaders(output));
    factors.stream()
        .filter(factor -> !(factor.expr() instanceof Wire))
        .forEach(factor -> needed.addAll(leaders(factor.indices())));
    eliminate(needed);
  }

  /** The wires of a contraction. */
  public static Wires of(Contraction c) {
    return new Wires(c.factors(), Exprs.range(0, c.order()));
  }

  private void join(Factor factor, Map<Integer, Integer> ranks) {
    if (!Wire.isIdentity(factor.expr())) {
      return;
    }
    int a = leader(factor.indices().get(0));
    int b = leader(factor.indices().get(1));
    if (a != b) {
      int last = Integer.MAX_VALUE;
      boolean keepA = ranks.getOrDefault(a, last) <= ranks.getOrDefault(b, last);
      leaders.put(keepA ? b : a, keepA ? a : b);
    }
  }

  /** Takes in an equation of no index, which is true or false, or of one, which fixes it. */
  private boolean isSettled(Equation equation) {
    if (equation.coefficients().size() > 1) {
      return false;
    }
    if (equation.coefficients().isEmpty()) {
      contradictory |= equation.constant() != 0;
      return true;
    }
    int label = equation.coefficients().keySet().iterator().next();
    int coefficient = equation.of(label);
    int position = equation.constant() / coefficient;
    Integer other = fixed.putIfAbsent(label, position);
    contradictory |=
        position * coefficient != equation.constant()
            || position < 0
            || position >= sizes.get(label).value().orElse(Integer.MAX_VALUE)
            || other != null && other != position;
    return true;
  }

  /** Solves for summed indices that no other factor carries and whose range is implied. */
  private void eliminate(Set<Integer> needed) {
    Set<Integer> candidates = new TreeSet<>();
    open.forEach(equation -> candidates.addAll(equation.coefficients().keySet()));
    candidates.removeAll(needed);
    candidates.removeAll(fixed.keySet());
    for (int label : candidates) {
      List<Equation> over = open.stream().filter(equation -> equation.of(label) != 0).toList();
      if (over.stream().allMatch(e -> Math.abs(e.of(label)) == 1) && inRange(label, over)) {
        Equation first = over.get(0);
        open.removeAll(over);
        over.stream()
            .skip(1)
            .map(equation -> equation.plus(-equation.of(label) * first.of(label), first))
            .filter(equation -> !isSettled(equation))
            .forEach(open::add);
        eliminated.add(label);
      }
    }
  }

  /**
   * Whether an index certainly stays in its range wherever all these equations hold: each says what
   * it is equal to, and it is enough that one of these is never negative and that one never reaches
   * the size.
   */
  private boolean inRange(int label, List<Equation> over) {
    return over.stream().anyMatch(equation -> atMost(label, equation, true))
        && over.stream().anyMatch(equation -> atMost(label, equation, false));
  }

  /**
   * Whether what an index is equal to, {@code Σ b[l] l + c}, is below its size, or, negated, is
   * below 1. The largest value of {@code b l} is {@code b (size - 1)} where b is positive, 0 else.
   */
  private boolean atMost(int label, Equation equation, boolean upper) {
    int sign = equation.of(label) * (upper ? 1 : -1);
    int bound = sign * equation.constant();
    Map<Size, Integer> symbols = new LinkedHashMap<>();
    for (Map.Entry<Integer, Integer> entry : equation.coefficients().entrySet()) {
      int coefficient = -sign * entry.getValue();
      if (entry.getKey() != label && coefficient > 0) {
        bound += add(coefficient, sizes.get(entry.getKey()), symbols) - coefficient;
      }
    }
    if (upper) {
      bound += add(-1, sizes.get(label), symbols) + 1;
    }
    return bound <= 0 && symbols.values().stream().allMatch(count -> count <= 0);
  }

  /** A multiple of a size: its value, or, where that is open, zero and a count of the symbol. */
  private static int add(int multiple, Size size, Map<Size, Integer> symbols) {
    if (size.value().isPresent()) {
      return multiple * size.intValue();
    }
    symbols.merge(size, multiple, Integer::sum);
    return 0;
  }

  /** Whether no position satisfies all equations, so that the product is zero. */
  public boolean isContradictory() {
    return contradictory;
  }

  /** The index that stands for all that are equal to it. */
  public int leader(int label) {
    int at = label;
    while (leaders.containsKey(at)) {
      at = leaders.get(at);
    }
    return at;
  }

  /** The indices that stand for these. */
  public Set<Integer> leaders(Collection<Integer> labels) {
    Set<Integer> found = new TreeSet<>();
    labels.forEach(label -> found.add(leader(label)));
    return found;
  }

  /** The position, from 0, at which an index is fixed. */
  public OptionalInt fixed(int label) {
    Integer position = fixed.get(leader(label));
    return position == null ? OptionalInt.empty() : OptionalInt.of(position);
  }

  /** Whether an index was solved for and stands nowhere any more. */
  boolean isEliminated(int label) {
    return eliminated.contains(label);
  }

  /** The equations of several indices that are left. */
  List<Equation> open() {
    return List.copyOf(open);
  }
}
