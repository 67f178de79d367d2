package dev.nabla.symbolic.eval;

import dev.nabla.grammar.ast.Statement.Fact;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.expr.Wire;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Checks that two expressions of a network mean the same: first as algebra, by exact fingerprints
 * modulo a prime, where functions are random but consistent; and where that says no, because an
 * identity about functions was used, numerically.
 */
public final class Verifier {
  private static final int POINTS = 2;
  private static final int ATTEMPTS = 12;
  private static final double TOLERANCE = 1e-7;

  /**
   * From where the numbers of each attempt are drawn. Positive ones are where most functions are
   * defined, negative ones tell {@code abs(u)} from {@code u}.
   */
  private static final double[][] RANGES = {
    {0.2, 0.9}, {-0.9, 0.9}, {-0.8, -0.3}, {0.3, 0.8}, {0.02, 0.3}, {1.1, 2.5}, {-2.5, -1.1}
  };

  /** How many of these are tried however many agree. */
  private static final int SIGNS = 3;

  /** How an equality was established. */
  public enum Verdict {
    /** Equal modulo a prime at random points. */
    EXACT,
    /** Equal in floating point at random points. */
    NUMERIC,
    /** Not equal. */
    DIFFERENT,
    /** No point was found where both have values. */
    UNDECIDED
  }

  private final Map<Variable, Expr> definitions = new HashMap<>();
  private final Set<Integer> literals = new HashSet<>();

  /** The largest element that is asked for along an axis of this size. */
  private final Map<Size, Integer> least = new HashMap<>();

  private final List<Point> exact = new ArrayList<>();
  private final List<Point> numeric = new ArrayList<>();
  private long nextSalt = 1;

  public Verifier(Network network) {
    network.constants().forEach(this::define);
    network.values().forEach(this::define);
    List<Expr> all = new ArrayList<>();
    network.values().forEach(b -> all.add(b.value()));
    for (Expr e : Traversal.topological(all)) {
      e.axes().stream().filter(Size::isLiteral).forEach(size -> literals.add(size.intValue()));
      if (e instanceof Wire wire && wire.isUnit()) {
        least.merge(wire.size(), wire.position(), Math::max);
      }
    }
  }

  /** Makes a name mean its value in all checks to come. */
  public void define(Binding binding) {
    definitions.put(binding.variable(), binding.value());
  }

  /** Whether two expressions with the same axes are equal. */
  public Verdict compare(Expr a, Expr b) {
    if (a == b) {
      return Verdict.EXACT;
    }
    if (a.order() != b.order()) {
      return Verdict.DIFFERENT;
    }
    Verdict algebra = comparePoints(a, b, exact, true);
    return algebra == Verdict.EXACT ? algebra : comparePoints(a, b, numeric, false);
  }

  private Verdict comparePoints(Expr a, Expr b, List<Point> points, boolean inField) {
    int agreed = 0;
    int always = inField ? 0 : SIGNS;
    for (int attempt = 0; attempt < always || attempt < ATTEMPTS && agreed < POINTS; attempt++) {
      if (points.size() <= attempt) {
        points.add(new Point(inField, nextSalt++, attempt));
      }
      Verdict verdict = points.get(attempt).compare(a, b);
      if (verdict == Verdict.DIFFERENT) {
        return verdict;
      }
      agreed += verdict == Verdict.UNDECIDED ? 0 : 1;
    }
    if (agreed < POINTS) {
      return Verdict.UNDECIDED;
    }
    return inField ? Verdict.EXACT : Verdict.NUMERIC;
  }

  private boolean isFixed(Size size) {
    return size.isLiteral()
        || size.value().isPresent() && (size.intValue() <= 2 || literals.contains(size.intValue()));
  }

  /** Random values for all variables, in one arithmetic. */
  private final class Point {
    private final Interpreter interpreter;
    private final Set<Variable> known = new HashSet<>();
    private final Map<Size, Integer> sizes = new HashMap<>();
    private final boolean inField;
    private final SplittableRandom random;
    private final int attempt;

    Point(boolean inField, long salt, int attempt) {
      this.inField = inField;
      this.attempt = attempt;
      this.random = new SplittableRandom(0x5EED + salt);
      this.interpreter =
          inField
              ? new Interpreter(new PrimeField(salt), this::valueOf)
              : new Interpreter(new SampledOpaque(), this::valueOf);
    }

    /** Small values for named sizes, so that checks cost little; fixed ones are what they are. */
    private int valueOf(Size size) {
      return isFixed(size)
          ? size.intValue()
          : sizes.computeIfAbsent(
              size, s -> sameSize(s).orElse(Math.max(least(s), random.nextInt(2, 5))));
    }

    private int least(Size size) {
      return least.entrySet().stream()
          .filter(entry -> entry.getKey().matches(size))
          .mapToInt(Map.Entry::getValue)
          .max()
          .orElse(0);
    }

    /** Sizes that are known to be equal stay so. */
    private Optional<Integer> sameSize(Size size) {
      return sizes.entrySet().stream()
          .filter(known -> known.getKey().matches(size))
          .map(Map.Entry::getValue)
          .findFirst();
    }

    Verdict compare(Expr a, Expr b) {
      try {
        prepare(List.of(a, b));
        double[] left = interpreter.value(a).data();
        double[] right = interpreter.value(b).data();
        return inField ? same(left, right) : close(left, right);
      } catch (ArithmeticException unlucky) {
        return Verdict.UNDECIDED;
      }
    }

    private Verdict same(double[] left, double[] right) {
      return java.util.Arrays.equals(left, right) ? Verdict.EXACT : Verdict.DIFFERENT;
    }

    private Verdict close(double[] left, double[] right) {
      for (int k = 0; k < left.length; k++) {
        double scale = Math.max(1, Math.max(Math.abs(left[k]), Math.abs(right[k])));
        if (!Double.isFinite(left[k]) || !Double.isFinite(right[k])) {
          return Verdict.UNDECIDED;
        }
        if (Math.abs(left[k] - right[k]) > TOLERANCE * scale) {
          return Verdict.DIFFERENT;
        }
      }
      return Verdict.NUMERIC;
    }

    /** Gives every variable that is mentioned, also by definitions, its value. */
    private void prepare(List<Expr> roots) {
      List<Variable> order = new ArrayList<>();
      List<Expr> pending = new ArrayList<>(roots);
      Set<Expr> seen = new HashSet<>();
      while (!pending.isEmpty()) {
        Expr e = pending.remove(pending.size() - 1);
        for (Variable variable : Traversal.variablesOf(e)) {
          if (!known.contains(variable) && seen.add(variable)) {
            order.add(variable);
            if (definitions.containsKey(variable)) {
              pending.add(definitions.get(variable));
            }
          }
        }
      }
      settle(order);
    }

    /** Sets the values of variables whose definitions only mention each other or known ones. */
    private void settle(List<Variable> open) {
      List<Variable> rest = new ArrayList<>(open);
      for (Variable variable : open) {
        if (!definitions.containsKey(variable)) {
          interpreter.set(variable, draw(variable));
          known.add(variable);
          rest.remove(variable);
        }
      }
      List<Variable> stack = new ArrayList<>(rest);
      while (!stack.isEmpty()) {
        Variable variable = stack.get(stack.size() - 1);
        List<Variable> missing =
            Traversal.variablesOf(definitions.get(variable)).stream()
                .filter(v -> !known.contains(v))
                .toList();
        if (known.contains(variable)) {
          stack.remove(stack.size() - 1);
        } else if (missing.isEmpty()) {
          interpreter.set(variable, interpreter.value(definitions.get(variable)));
          known.add(variable);
          stack.remove(stack.size() - 1);
        } else {
          stack.addAll(missing);
        }
      }
    }

    /** Points lie where different functions are defined. */
    private double real(Variable variable) {
      double[] range = RANGES[attempt % RANGES.length];
      double value = range[0] + (range[1] - range[0]) * random.nextDouble();
      return variable.facts().contains(Fact.POSITIVE) ? Math.abs(value) : value;
    }

    private Tensor draw(Variable variable) {
      Tensor tensor = Tensor.zeros(variable.axes().stream().mapToInt(this::valueOf).toArray());
      double[] data = tensor.data();
      int row = tensor.sizes().length == 0 ? 1 : tensor.sizes()[tensor.sizes().length - 1];
      if (variable.facts().contains(Fact.ONEHOT)) {
        for (int start = 0; start < data.length; start += row) {
          data[start + random.nextInt(row)] = 1;
        }
        return tensor;
      }
      for (int k = 0; k < data.length; k++) {
        data[k] = inField ? random.nextInt(1, (int) PrimeField.PRIME) : real(variable);
      }
      if (inField) {
        mirror(variable, data, row);
      } else {
        FactsOfValues.impose(variable.facts(), tensor.sizes(), data);
      }
      return tensor;
    }

    /** What is below the diagonal is what is above it, or nothing. */
    private void mirror(Variable variable, double[] data, int row) {
      for (int k = 0; variable.isSymmetric() && k < data.length; k++) {
        boolean diagonal = variable.facts().contains(Fact.DIAGONAL);
        if (diagonal && k / row != k % row) {
          data[k] = 0;
        } else if (k / row > k % row) {
          data[k] = data[k % row * row + k / row];
        }
      }
    }
  }
}
