package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.symbolic.elaborate.sizes.Constraint;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.sizes.OpenSizes;
import dev.nabla.symbolic.elaborate.sizes.SizeSolver;
import dev.nabla.symbolic.elaborate.sizes.SizeTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of an element-wise operation: equal shapes, or a scalar beside anything, or one operand
 * repeated along axes where its size is the number 1.
 */
final class ElementwiseRule extends Constraint {
  private final Inference inference;
  private final Context context;
  private final Expression at;
  private final Typed a;
  private final Typed b;
  private final List<Typed> free;
  private final Dims result;

  private ElementwiseRule(
      Inference inference, Context context, Expression at, Typed a, Typed b, List<Typed> free) {
    this.inference = inference;
    this.context = context;
    this.at = at;
    this.a = a;
    this.b = b;
    this.free = free;
    this.result = Dims.fresh(Math.max(a.dims().order(), b.dims().order()));
  }

  /**
   * The shape of the result.
   *
   * @param free operands that are nothing but a variable of an inferred shape: it becomes a scalar
   *     beside a scalar when nothing else decides, and is as narrow as what it is added to
   */
  static Dims dims(
      Inference inference, Context context, Expression at, Typed a, Typed b, List<Typed> free) {
    ElementwiseRule rule = new ElementwiseRule(inference, context, at, a, b, free);
    inference.sizes().add(rule);
    return rule.result;
  }

  @Override
  public List<Dims> watched() {
    return List.of(a.dims(), b.dims(), result);
  }

  @Override
  public boolean attempt(Level level) {
    Dims x = a.dims();
    Dims y = b.dims();
    if (x.isBroken() || y.isBroken()) {
      inference.sizes().breakUp(result);
      return true;
    }
    if (x.isUnit()) {
      return beside(a, b);
    }
    if (y.isUnit()) {
      return beside(b, a);
    }
    if (x.order() != y.order()) {
      return tensor();
    }
    if (x.isKnown() && y.isKnown()) {
      return known();
    }
    if (result.isUnit()) {
      boolean scalars = inference.sizes().makeScalar(x) && inference.sizes().makeScalar(y);
      return scalars || fail();
    }
    boolean certain = x.isNotScalar() && y.isNotScalar() || x.sameAs(y);
    return (certain || level != Level.CERTAIN) && axes(level);
  }

  private boolean settle(Dims dims) {
    return inference.sizes().unify(result, dims) || fail();
  }

  /** A scalar beside another operand, which gives the shape. */
  private boolean beside(Typed scalar, Typed other) {
    if (isFree(other) && !scalar.isNumber() && !other.dims().isKnown()) {
      inference.sizes().add(new PreferScalar(inference, other.dims()));
    }
    return settle(other.dims());
  }

  private boolean tensor() {
    Typed tensor = a.dims().isTensor() ? a : b;
    Typed other = tensor == a ? b : a;
    boolean scalar = !other.dims().isTensor() && inference.sizes().makeScalar(other.dims());
    return scalar || other.dims().isKnownScalar() ? settle(tensor.dims()) : fail();
  }

  private boolean known() {
    Dims x = a.dims();
    Dims y = b.dims();
    if (x.matches(y)) {
      return settle(x);
    }
    if (x.isKnownScalar()) {
      return settle(y);
    }
    return y.isKnownScalar() ? settle(x) : axes(Level.DEFAULT);
  }

  /** Compares axis by axis; at most one operand is repeated. */
  private boolean axes(Level level) {
    Dims x = a.dims();
    Dims y = b.dims();
    List<Integer> repeatX = new ArrayList<>();
    List<Integer> repeatY = new ArrayList<>();
    List<Integer> unclearX = new ArrayList<>();
    List<Integer> unclearY = new ArrayList<>();
    for (int k = 0; k < x.order(); k++) {
      SizeTerm p = x.get(k);
      SizeTerm q = y.get(k);
      if (p.matches(q)) {
        continue;
      }
      if (p.isKnownOne() && q.isNotOne()) {
        repeatX.add(k);
      } else if (q.isKnownOne() && p.isNotOne()) {
        repeatY.add(k);
      } else if (p.isUnit()) {
        unclearX.add(k);
      } else if (q.isUnit()) {
        unclearY.add(k);
      } else if (!SizeSolver.unifiable(p, q)) {
        return fail();
      }
    }
    boolean unclear = !unclearX.isEmpty() || !unclearY.isEmpty();
    if (unclear && level.compareTo(Level.DEFAULT) < 0) {
      return false;
    }
    if (repeatY.isEmpty() && unclearY.isEmpty() && !isFree(b)) {
      repeatX.addAll(unclearX);
    } else if (repeatX.isEmpty() && unclearX.isEmpty() && !isFree(a)) {
      repeatY.addAll(unclearY);
    }
    return repeatX.isEmpty() || repeatY.isEmpty() ? join(repeatX, repeatY) : fail();
  }

  private boolean join(List<Integer> repeatX, List<Integer> repeatY) {
    List<SizeTerm> terms = new ArrayList<>();
    for (int k = 0; k < result.order(); k++) {
      SizeTerm p = a.dims().get(k);
      SizeTerm q = b.dims().get(k);
      if (repeatX.contains(k)) {
        terms.add(q);
      } else if (repeatY.contains(k) || inference.sizes().unify(p, q)) {
        terms.add(p);
      } else {
        return fail();
      }
    }
    return settle(new Dims(terms));
  }

  private boolean isFree(Typed operand) {
    return free.stream().anyMatch(typed -> typed == operand);
  }

  private boolean fail() {
    inference.sizes().breakUp(result);
    inference.fail(
        Failure.unbalanced(
            DiagnosticCode.SHAPE_SUM,
            at,
            context,
            List.of(a, b),
            this::reason,
            List::of,
            this::condition));
    return true;
  }

  private List<String> condition() {
    if (a.dims().order() != b.dims().order()) {
      return List.of();
    }
    List<OpenSizes.Pair> pairs = new ArrayList<>();
    for (int k = 0; k < a.dims().order(); k++) {
      if (!a.dims().get(k).matches(b.dims().get(k))) {
        pairs.add(new OpenSizes.Pair(a.dims().get(k), b.dims().get(k)));
      }
    }
    return OpenSizes.condition(pairs);
  }

  private String reason() {
    Dims x = a.dims();
    Dims y = b.dims();
    if (x.order() != y.order()) {
      return "a tensor goes with one of its shape, or a scalar";
    }
    List<Integer> differing = new ArrayList<>();
    for (int k = 0; k < x.order(); k++) {
      if (!x.get(k).matches(y.get(k))) {
        differing.add(k);
      }
    }
    if (x.isTensor() || differing.size() != 1 || x.isBroken() || y.isBroken()) {
      return "the shapes differ";
    }
    String what = differing.get(0) == 0 ? "rows" : "columns";
    return differing.stream()
        .map(k -> "the numbers of " + what + ", " + x.get(k) + " and " + y.get(k) + ", differ")
        .collect(Collectors.joining());
  }

  /** What nothing else decides is a scalar. */
  private static final class PreferScalar extends Constraint {
    private final Inference inference;
    private final Dims dims;

    PreferScalar(Inference inference, Dims dims) {
      this.inference = inference;
      this.dims = dims;
    }

    @Override
    public boolean attempt(Level level) {
      return dims.isKnown()
          || level == Level.LAST && (inference.sizes().makeScalar(dims) || !dims.isBroken());
    }

    @Override
    public List<Dims> watched() {
      return List.of(dims);
    }
  }
}
