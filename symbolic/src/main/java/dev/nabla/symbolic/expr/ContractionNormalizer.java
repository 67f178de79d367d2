package dev.nabla.symbolic.expr;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Sum.Term;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Brings a product to the canonical form of {@link Contraction}: nested products are flattened,
 * identity matrices become wires, ones and unit vectors are absorbed, powers of equal factors are
 * merged, and indices are numbered by what they connect, so that equal products are one node.
 */
final class ContractionNormalizer {
  private final Exprs exprs;
  private final Map<Integer, Size> sizes = new TreeMap<>();
  private Rational coefficient = Rational.ONE;
  private int nextLabel;

  ContractionNormalizer(Exprs exprs) {
    this.exprs = exprs;
  }

  Expr normalize(List<Factor> given, List<Integer> givenOutput) {
    List<Factor> input = new ArrayList<>(given);
    recordSizes(input);
    List<Integer> output = distinct(givenOutput, input);
    List<Size> axes = output.stream().map(this::sizeOf).toList();

    List<Factor> factors = flatten(input);
    for (Factor factor : factors) {
      if (factor.expr().isZero()) {
        return exprs.zero(axes);
      }
    }
    Wires wires = new Wires(factors, output);
    factors = join(factors, output, wires);
    Factor spread = sumToDistribute(factors);
    if (spread != null) {
      return distribute(factors, output, spread, axes);
    }
    if (wires.isContradictory()) {
      return exprs.zero(axes);
    }
    factors = mergePowers(factors);
    if (factors.stream().anyMatch(f -> needsFlattening(f.expr()))) {
      Rational outer = coefficient;
      return exprs.scale(
          outer, new ContractionNormalizer(exprs).normalizeWith(factors, output, sizes));
    }
    factors = absorbOnes(factors, output);
    return exprs.scale(coefficient, canonical(factors, output));
  }

  /** Normalises once more, keeping what is known of indices that no factor carries any more. */
  private Expr normalizeWith(List<Factor> factors, List<Integer> output, Map<Integer, Size> known) {
    List<Factor> all = new ArrayList<>(factors);
    Set<Integer> present = new LinkedHashSet<>();
    factors.forEach(f -> present.addAll(f.indices()));
    known.forEach(
        (label, size) -> {
          if (!present.contains(label)) {
            all.add(new Factor(exprs.ones(size), List.of(label)));
          }
        });
    return normalize(all, output);
  }

  private void recordSizes(List<Factor> factors) {
    for (Factor factor : factors) {
      for (int axis = 0; axis < factor.indices().size(); axis++) {
        int label = factor.indices().get(axis);
        Size size = factor.expr().axes().get(axis);
        Size known = sizes.get(label);
        if (known != null && !known.matches(size)) {
          throw new IllegalArgumentException("an index of sizes " + known + " and " + size);
        }
        if (known == null || known.isLiteral()) {
          sizes.put(label, size);
        }
        nextLabel = Math.max(nextLabel, label + 1);
      }
    }
  }

  private Size sizeOf(int label) {
    Size size = sizes.get(label);
    if (size == null) {
      throw new IllegalArgumentException("no factor has the index " + label);
    }
    return size;
  }

  /** Output labels without repetition: a repeated one is a new index wired to the first. */
  private List<Integer> distinct(List<Integer> output, List<Factor> factors) {
    List<Integer> result = new ArrayList<>();
    for (int label : output) {
      if (result.contains(label)) {
        int copy = nextLabel++;
        sizes.put(copy, sizeOf(label));
        factors.add(new Factor(exprs.delta(sizeOf(label)), List.of(label, copy)));
        result.add(copy);
      } else {
        result.add(label);
      }
    }
    return result;
  }

  private static boolean needsFlattening(Expr e) {
    return e instanceof Contraction || e instanceof Sum sum && sum.isScaled();
  }

  /**
   * Takes multiples and nested products apart; a sum over indices that stands twice stays whole.
   */
  private List<Factor> flatten(List<Factor> factors) {
    Map<Factor, Integer> counts = new LinkedHashMap<>();
    for (Factor factor : factors) {
      counts.merge(unscaled(factor), 1, Integer::sum);
    }
    List<Factor> flat = new ArrayList<>();
    counts.forEach(
        (factor, count) -> {
          if (factor.expr() instanceof Contraction c) {
            if (count > 1 && c.summedIndices() > 0) {
              flat.add(new Factor(exprs.power(c, count), factor.indices()));
            } else {
              for (int k = 0; k < count; k++) {
                flat.addAll(flatten(inline(c, factor.indices())));
              }
            }
          } else {
            for (int k = 0; k < count; k++) {
              flat.add(factor);
            }
          }
        });
    return flat;
  }

  private Factor unscaled(Factor factor) {
    Expr e = factor.expr();
    while (e instanceof Sum sum && sum.isScaled()) {
      coefficient = coefficient.times(sum.terms().get(0).coefficient());
      e = sum.terms().get(0).expr();
    }
    return e == factor.expr() ? factor : new Factor(e, factor.indices());
  }

  private List<Factor> inline(Contraction c, List<Integer> outer) {
    Map<Integer, Integer> labels = new HashMap<>();
    for (int axis = 0; axis < c.order(); axis++) {
      labels.put(axis, outer.get(axis));
    }
    for (int index = c.order(); index < c.indexSizes().size(); index++) {
      sizes.put(nextLabel, c.indexSizes().get(index));
      labels.put(index, nextLabel++);
    }
    return c.factors().stream().map(f -> relabel(f, labels)).toList();
  }

  private static Factor relabel(Factor factor, Map<Integer, Integer> labels) {
    return new Factor(
        factor.expr(), factor.indices().stream().map(i -> labels.getOrDefault(i, i)).toList());
  }

  /** Joins indices that are equal; the equations that are left are wires again. */
  private List<Factor> join(List<Factor> factors, List<Integer> output, Wires wires) {
    if (factors.stream().noneMatch(f -> Wire.isEquation(f.expr()) && !Wire.isUnit(f.expr()))) {
      return factors;
    }
    List<Factor> result = new ArrayList<>();
    Set<Integer> placed = new HashSet<>();
    for (Factor factor : factors) {
      if (!Wire.isEquation(factor.expr()) || Wire.isUnit(factor.expr())) {
        Factor joined =
            new Factor(factor.expr(), factor.indices().stream().map(wires::leader).toList());
        result.add(joined);
        if (Wire.isUnit(factor.expr())) {
          placed.addAll(joined.indices());
        }
      }
    }
    for (int label : output) {
      if (wires.leader(label) != label) {
        result.add(new Factor(exprs.delta(sizeOf(label)), List.of(wires.leader(label), label)));
      }
    }
    for (int label : wires.leaders(sizes.keySet())) {
      if (wires.fixed(label).isPresent() && !placed.contains(label)) {
        Expr unit = exprs.basis(sizeOf(label), wires.fixed(label).getAsInt() + 1);
        result.add(Factor.of(unit, label));
      }
    }
    wires.open().forEach(equation -> result.add(wire(equation)));
    sizes
        .keySet()
        .removeIf(
            label ->
                wires.isEliminated(label)
                    || wires.leader(label) != label && !output.contains(label));
    return result;
  }

  private Factor wire(Wires.Equation equation) {
    List<Integer> labels = List.copyOf(equation.coefficients().keySet());
    List<Integer> coefficients = List.copyOf(equation.coefficients().values());
    List<Size> axes = labels.stream().map(this::sizeOf).toList();
    return new Factor(exprs.wire(axes, coefficients, equation.constant()), labels);
  }

  /** A sum of unit vectors that a unit vector picks from, or null. */
  private static Factor sumToDistribute(List<Factor> factors) {
    for (Factor pick : factors) {
      if (Wire.isUnit(pick.expr())) {
        int label = pick.indices().get(0);
        for (Factor factor : factors) {
          if (factor.expr() instanceof Sum sum
              && factor.indices().contains(label)
              && sum.operands().stream().anyMatch(ContractionNormalizer::mentionsUnit)) {
            return factor;
          }
        }
      }
    }
    return null;
  }

  private static boolean mentionsUnit(Expr e) {
    return Wire.isUnit(e)
        || e instanceof Contraction c && c.factors().stream().anyMatch(f -> Wire.isUnit(f.expr()));
  }

  private Expr distribute(
      List<Factor> factors, List<Integer> output, Factor spread, List<Size> axes) {
    List<Term> terms = new ArrayList<>();
    for (Term term : ((Sum) spread.expr()).terms()) {
      List<Factor> replaced = new ArrayList<>(factors);
      replaced.set(factors.indexOf(spread), new Factor(term.expr(), spread.indices()));
      terms.add(
          new Term(
              coefficient.times(term.coefficient()),
              new ContractionNormalizer(exprs).normalizeWith(replaced, output, sizes)));
    }
    return exprs.linear(axes, terms);
  }

  /**
   * Adds the exponents of equal factors. A factor and its reciprocal cancel only when the factor
   * cannot vanish on more than a null set.
   */
  private List<Factor> mergePowers(List<Factor> factors) {
    Map<Factor, Rational> positive = new LinkedHashMap<>();
    Map<Factor, Rational> negative = new LinkedHashMap<>();
    for (Factor factor : factors) {
      Expr base = factor.expr();
      Rational exponent = Rational.ONE;
      if (base instanceof Power power) {
        base = power.base();
        exponent = power.exponent();
      }
      Factor key = new Factor(base, factor.indices());
      boolean apart = base.isPiecewise() && exponent.signum() < 0;
      (apart ? negative : positive).merge(key, exponent, Rational::plus);
    }
    List<Factor> merged = new ArrayList<>();
    positive.forEach((key, exponent) -> addPower(key, exponent, merged));
    negative.forEach((key, exponent) -> addPower(key, exponent, merged));
    return merged;
  }

  private void addPower(Factor base, Rational exponent, List<Factor> into) {
    if (!exponent.isZero()) {
      into.add(new Factor(exprs.power(base.expr(), exponent), base.indices()));
    }
  }

  /** Drops ones that another factor makes needless; counts indices that nothing else carries. */
  private List<Factor> absorbOnes(List<Factor> factors, List<Integer> output) {
    List<Factor> result = new ArrayList<>();
    Set<Integer> carried = new LinkedHashSet<>();
    for (Factor factor : factors) {
      if (Wire.isOnes(factor.expr())) {
        continue;
      }
      if (Wire.isUnit(factor.expr()) && isLoneSummed(factor, factors, output)) {
        carried.addAll(factor.indices());
        continue;
      }
      result.add(factor);
      carried.addAll(factor.indices());
    }
    List<Factor> extents = new ArrayList<>();
    for (Map.Entry<Integer, Size> entry : sizes.entrySet()) {
      if (carried.contains(entry.getKey())) {
        continue;
      }
      Size size = entry.getValue();
      if (output.contains(entry.getKey())) {
        result.add(new Factor(exprs.ones(size), List.of(entry.getKey())));
      } else if (size.isLiteral()) {
        coefficient = coefficient.times(Rational.of(size.intValue()));
      } else {
        extents.add(new Factor(exprs.extent(size), List.of()));
      }
    }
    if (extents.isEmpty()) {
      return result;
    }
    result.addAll(extents);
    return mergePowers(result);
  }

  private static boolean isLoneSummed(Factor factor, List<Factor> all, List<Integer> output) {
    int label = factor.indices().get(0);
    return !output.contains(label)
        && all.stream()
            .noneMatch(f -> f != factor && !Wire.isOnes(f.expr()) && f.indices().contains(label));
  }

  /** Orders the factors and numbers the indices by what they connect. */
  private Expr canonical(List<Factor> factors, List<Integer> output) {
    Map<Integer, Long> colors = colors(factors, output);
    List<Factor> sorted = new ArrayList<>(factors);
    sorted.sort(
        Comparator.<Factor>comparingInt(f -> f.expr().id())
            .thenComparing(f -> seen(f, colors), LEXICOGRAPHIC));
    Map<Integer, Integer> numbers = new HashMap<>();
    for (int label : output) {
      numbers.put(label, numbers.size());
    }
    for (Factor factor : sorted) {
      factor.indices().forEach(label -> numbers.putIfAbsent(label, numbers.size()));
    }
    List<Factor> numbered = new ArrayList<>();
    for (Factor factor : sorted) {
      numbered.add(symmetric(relabel(factor, numbers)));
    }
    numbered.sort(
        Comparator.<Factor>comparingInt(f -> f.expr().id())
            .thenComparing(
                f -> f.indices().stream().map(Integer::longValue).toList(), LEXICOGRAPHIC));
    if (numbered.size() == 1
        && numbered.get(0).indices().equals(Exprs.range(0, output.size()))
        && numbers.size() == output.size()) {
      return numbered.get(0).expr();
    }
    Size[] indexSizes = new Size[numbers.size()];
    numbers.forEach((label, number) -> indexSizes[number] = sizeOf(label));
    return exprs.contraction(numbered, List.of(indexSizes), output.size());
  }

  private boolean isSymmetric(Factor factor) {
    return factor.indices().size() == 2 && exprs.isSymmetric(factor.expr());
  }

  /** The colours of a factor's indices, in order unless the factor is symmetric. */
  private List<Long> seen(Factor factor, Map<Integer, Long> colors) {
    List<Long> seen = new ArrayList<>(factor.indices().stream().map(colors::get).toList());
    if (isSymmetric(factor)) {
      Collections.sort(seen);
    }
    return seen;
  }

  private Factor symmetric(Factor factor) {
    return isSymmetric(factor) && factor.indices().get(0) > factor.indices().get(1)
        ? Factor.of(factor.expr(), factor.indices().get(1), factor.indices().get(0))
        : factor;
  }

  private static final Comparator<List<Long>> LEXICOGRAPHIC =
      (a, b) -> {
        for (int k = 0; k < Math.min(a.size(), b.size()); k++) {
          int order = Long.compare(a.get(k), b.get(k));
          if (order != 0) {
            return order;
          }
        }
        return Integer.compare(a.size(), b.size());
      };

  /** A number for each index that depends only on how it is connected (colour refinement). */
  private Map<Integer, Long> colors(List<Factor> factors, List<Integer> output) {
    Map<Integer, Long> colors = new HashMap<>();
    for (int label : sizes.keySet()) {
      int position = output.indexOf(label);
      colors.put(label, position < 0 ? 1_000_003L : position);
    }
    int rounds = sizes.size() - output.size();
    for (int round = 0; round < Math.min(rounds, 8); round++) {
      Map<Integer, Long> next = new HashMap<>(colors);
      for (Factor factor : factors) {
        long signature = factor.expr().id() + 17;
        for (long color : seen(factor, colors)) {
          signature = mix(signature, color);
        }
        boolean symmetric = isSymmetric(factor);
        for (int axis = 0; axis < factor.indices().size(); axis++) {
          int label = factor.indices().get(axis);
          if (!output.contains(label)) {
            long seen = mix(signature, symmetric ? 0 : axis);
            next.merge(label, mix(seen, 31), Long::sum);
          }
        }
      }
      colors = next;
    }
    return colors;
  }

  private static long mix(long a, long b) {
    long h = (a ^ Long.rotateLeft(b, 29)) * 0x9E3779B97F4A7C15L;
    return h ^ (h >>> 32);
  }
}
