package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Binary;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.symbolic.elaborate.sizes.Constraint;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.sizes.OpenSizes;
import dev.nabla.symbolic.elaborate.sizes.SizeSolver;
import dev.nabla.symbolic.elaborate.sizes.SizeTerm;
import dev.nabla.symbolic.shape.Size;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The shape of a product by juxtaposition: scaling when a side is a scalar, the matrix product
 * otherwise. Values whose sizes are all known to be 1 count as scalars, unless the matrix product
 * fits by the names of the sizes.
 */
final class ProductRule extends Constraint {
  private final Inference inference;
  private final Context context;
  private final Expression at;
  private final Typed a;
  private final Typed b;
  private final Dims result;
  private final ProductReading reading = new ProductReading();

  private ProductRule(Inference inference, Context context, Expression at, Typed a, Typed b) {
    this.inference = inference;
    this.context = context;
    this.at = at;
    this.a = a;
    this.b = b;
    this.result = Dims.fresh(Math.max(a.dims().order(), b.dims().order()));
  }

  static Typed product(Inference inference, Context context, Expression at, Typed a, Typed b) {
    ProductRule rule = new ProductRule(inference, context, at, a, b);
    if (inference.globals().isInferring() && context.call().isEmpty()) {
      rule.capital(a, b);
      rule.capital(b, a);
    }
    inference.sizes().add(rule);
    boolean number = a.isNumber() && b.isNumber();
    List<Index> indices = Typed.union(List.of(a, b));
    return new Typed(at, indices, rule.result, number, new Operation.Product(a, b, rule.reading));
  }

  /** A capital that multiplies a capital or a vector is not a number. */
  private void capital(Typed factor, Typed other) {
    Dims dims = other.dims();
    boolean vector = !dims.isUnit() && (dims.rows().isUnit() || dims.columns().isUnit());
    if (letter(factor).filter(ProductRule::isCapital).isPresent()
        && (vector || letter(other).filter(ProductRule::isCapital).isPresent())) {
      inference.treatAsMany(factor.dims());
    }
  }

  private static boolean isCapital(String name) {
    return Character.isUpperCase(name.codePointAt(0));
  }

  /** The undeclared letter that a factor is, transposed or inverted or not. */
  private Optional<String> letter(Typed factor) {
    Expression e = factor.syntax();
    while (e instanceof Expression.Transpose || e instanceof Expression.Inverse) {
      e = e.children().get(0);
    }
    return e instanceof Expression.Name name && inference.globals().isInferred(name.text())
        ? Optional.of(name.text())
        : Optional.empty();
  }

  @Override
  public List<Dims> watched() {
    return List.of(a.dims(), b.dims(), result);
  }

  @Override
  public boolean attempt(Level level) {
    if (a.dims().isBroken() || b.dims().isBroken()) {
      inference.sizes().breakUp(result);
      return true;
    }
    if (a.dims().isUnit()) {
      return scaling(b.dims());
    }
    if (b.dims().isUnit()) {
      return scaling(a.dims());
    }
    if (a.dims().isTensor() || b.dims().isTensor()) {
      return tensor();
    }
    if (isColumn(a.dims()) && isColumn(b.dims()) && at instanceof Binary sign && sign.dotted()) {
      return dot();
    }
    if (a.dims().isKnown() && b.dims().isKnown()) {
      return known();
    }
    if (result.isUnit() || a.dims().isNotScalar() && b.dims().isNotScalar()) {
      return matrix();
    }
    return level != Level.CERTAIN && usual(level);
  }

  private static boolean isColumn(Dims dims) {
    return dims.columns().isUnit() && !dims.isKnownScalar();
  }

  /** {@code a · b} of two columns. */
  private boolean dot() {
    reading.decideDot();
    if (!inference.sizes().unify(a.dims().rows(), b.dims().rows())) {
      return matrixFails();
    }
    return inference.sizes().unify(result, Dims.scalar()) || fail("a scalar is needed here");
  }

  /** Only a scalar goes with a tensor. */
  private boolean tensor() {
    Typed factor = a.dims().isTensor() ? b : a;
    Typed tensor = a.dims().isTensor() ? a : b;
    if (!factor.dims().isTensor() && inference.sizes().makeScalar(factor.dims())) {
      return scaling(tensor.dims());
    }
    return fail("a tensor is multiplied by a scalar only; index form has the other products");
  }

  private boolean known() {
    Dims x = a.dims();
    Dims y = b.dims();
    boolean identical = x.columns().sameAs(y.rows());
    if (x.isKnownScalar() && y.isKnownScalar() && x.sameAs(y) && !identical) {
      return scaling(x);
    }
    boolean fits = x.columns().matches(y.rows());
    if (identical || fits && !x.columns().isKnownOne()) {
      return matrix();
    }
    if (x.isKnownScalar()) {
      return scaling(y);
    }
    return y.isKnownScalar() ? scaling(x) : fits ? matrix() : matrixFails();
  }

  /** The matrix product, unless a side can only be a scalar. */
  private boolean usual(Level level) {
    SizeTerm left = a.dims().columns();
    SizeTerm right = b.dims().rows();
    boolean harmless = left.isUnit() == right.isUnit();
    if (inference.globals().isInferring() && !harmless) {
      return level == Level.REFUSE && columnsFail();
    }
    if (!SizeSolver.unifiable(left, right)) {
      if (inference.sizes().makeScalar(a.dims())) {
        return scaling(b.dims());
      }
      return inference.sizes().makeScalar(b.dims()) ? scaling(a.dims()) : matrixFails();
    }
    return (harmless || level != Level.HARMLESS) && matrix();
  }

  /** Nothing says that one of two columns is a number, so that none is taken for one. */
  private boolean columnsFail() {
    if (a.dims().columns().isUnit() && b.dims().columns().isUnit()) {
      inference.sizes().unify(a.dims().rows(), b.dims().rows());
    } else if (a.dims().columns().isUnit()) {
      inference.sizes().unify(a.dims().rows(), b.dims().columns());
    }
    return matrixFails();
  }

  private boolean scaling(Dims of) {
    reading.decide(false);
    if (!inference.sizes().unify(result, of)) {
      return fail("a scalar is needed here");
    }
    return true;
  }

  private boolean matrix() {
    reading.decide(true);
    if (!inference.sizes().unify(a.dims().columns(), b.dims().rows())) {
      return inference.globals().isInferring() ? columnsFail() : matrixFails();
    }
    if (!inference.sizes().unify(result, Dims.of(a.dims().rows(), b.dims().columns()))) {
      return fail("a scalar is needed here");
    }
    return true;
  }

  private boolean matrixFails() {
    inference.sizes().breakUp(result);
    inference.fail(
        Failure.unbalanced(
            DiagnosticCode.SHAPE_PRODUCT,
            at,
            context,
            List.of(a, b),
            this::innerSizes,
            this::whenOne,
            () ->
                inference.globals().isInferring()
                    ? List.of()
                    : OpenSizes.condition(
                        List.of(new OpenSizes.Pair(a.dims().columns(), b.dims().rows())))));
    return true;
  }

  private boolean fail(String reason) {
    inference.sizes().breakUp(result);
    inference.fail(
        Failure.unbalanced(
            DiagnosticCode.SHAPE_PRODUCT,
            at,
            context,
            List.of(a, b),
            () -> reason,
            List::of,
            List::of));
    return true;
  }

  private String innerSizes() {
    if (reading.isDot()) {
      return "the sizes " + a.dims().rows() + " and " + b.dims().rows() + " differ";
    }
    SizeTerm left = a.dims().columns();
    SizeTerm right = b.dims().rows();
    return left.isBroken() || right.isBroken()
        ? "the inner sizes differ"
        : "the inner sizes " + left + " and " + right + " differ";
  }

  /** Two vectors of one open size: the product of numbers that the reader may have meant. */
  private List<String> whenOne() {
    if (inference.globals().isInferring() || !a.dims().sameAs(b.dims())) {
      return List.of();
    }
    Set<String> open = new LinkedHashSet<>();
    for (SizeTerm term : a.dims().terms()) {
      Optional<Size> size = term.size();
      if (size.filter(s -> s.value().isPresent() && !s.isKnownOne()).isPresent()) {
        return List.of();
      }
      size.filter(s -> s.value().isEmpty()).ifPresent(s -> open.add(s.name()));
    }
    return open.size() != 1 ? List.of() : List.of(OpenSizes.onlyWhenOne(open.iterator().next()));
  }
}
