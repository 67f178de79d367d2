package dev.nabla.symbolic.elaborate.typing;

import static dev.nabla.symbolic.function.FunctionGroup.MATRIX;
import static dev.nabla.symbolic.function.FunctionGroup.REDUCTION;
import static dev.nabla.symbolic.function.FunctionGroup.ROWS;

import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.sizes.SizeTerm;
import dev.nabla.symbolic.elaborate.words.BuiltIn;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.expr.OtherFactors;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.function.FunctionGroup;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * The functions that are not element-wise and cannot be defined in the language: one row each, with
 * the rule of its shape and its value in the core side by side.
 */
public final class StructuralFunctions {
  /** The shape of a result and how it is built. */
  @FunctionalInterface
  interface Rule {
    Typed apply(Call call);
  }

  /**
   * One function.
   *
   * @param least the least number of arguments
   * @param most the largest number of arguments
   * @param takesSizes whether the arguments are sizes, of which {@link Call#given} has none
   * @param described what it is, for people
   */
  public record Row(
      String name, int least, int most, boolean takesSizes, BuiltIn described, Rule rule) {}

  private static final String TIES = "elements that tie share the gradient";

  private static final List<Row> TABLE =
      List.of(
          row("sum(A) = sum[i,j] A[i,j]", REDUCTION, scalar((core, u) -> core.sumElements(u))),
          row(
              "mean(A)",
              "the sum divided by the number of elements",
              REDUCTION,
              scalar(StructuralFunctions::mean)),
          row("prod(A) = prod[i,j] A[i,j]", REDUCTION, scalar(reducing(Reduce.Kind.PROD))),
          row(
              "prod_others(A)",
              "for each element the product of all others: the derivative of prod",
              REDUCTION,
              StructuralFunctions::otherFactors),
          row("max(A) = max[i,j] A[i,j]", TIES, REDUCTION, scalar(reducing(Reduce.Kind.MAX))),
          row("min(A) = min[i,j] A[i,j]", TIES, REDUCTION, scalar(reducing(Reduce.Kind.MIN))),
          row("tr(A) = sum[i] A[i,i]", MATRIX, square(StructuralFunctions::trace)),
          row("det(A)", "of a square matrix", MATRIX, determinant(MatrixFunction.Kind.DET)),
          row("logdet(A) = log(abs(det(A)))", MATRIX, determinant(MatrixFunction.Kind.LOGDET)),
          row(
              "inv(A) = A^-1",
              MATRIX,
              c -> c.operators().inverse(c.at(), c.argument(), c.context())),
          row("rowsum(A)[i] = sum[j] A[i,j]", "a column", MATRIX, c -> matrixSum(c, 0)),
          row("colsum(A)[j] = sum[i] A[i,j]", "a row", MATRIX, c -> matrixSum(c, 1)),
          row(
              "logsumexp(u) = log(sum(exp(u)))",
              "finite wherever u is",
              ROWS,
              c -> RowRule.reduce(c, Reduce.Kind.LOGSUMEXP)),
          row(
              "argmax(u)",
              "the position of the largest element, from 1; its gradient is zero",
              ROWS,
              c -> RowRule.reduce(c, Reduce.Kind.ARGMAX)),
          row(
              "diag(u)",
              "the matrix with u on its diagonal; of a square matrix, its diagonal",
              MATRIX,
              DiagonalRule::diagonal),
          row("dot(a, b) = sum[i] a[i] b[i]", MATRIX, StructuralFunctions::dot),
          row(
              "outer(a, b) = a b^T",
              MATRIX,
              c -> c.operators().outer(c.at(), c.given().get(0), c.given().get(1), c.context())),
          sizes(
              "identity(n)",
              1,
              "the n × n identity matrix",
              (exprs, axes) -> axes.isEmpty() ? exprs.one() : exprs.delta(axes.get(0))),
          sizes("ones(n)", 8, "n ones; ones(m, n) is a matrix", Exprs::ones),
          sizes("zeros(n)", 8, "n zeros; zeros(m, n) is a matrix", Exprs::zero));

  private StructuralFunctions() {}

  private static Row row(String text, FunctionGroup group, Rule rule) {
    return row(text, "", group, rule);
  }

  private static Row row(String text, String note, FunctionGroup group, Rule rule) {
    BuiltIn described = BuiltIn.read(text, group, note);
    int arity = described.parameters().size();
    return new Row(described.name(), arity, arity, false, described, rule);
  }

  private static Row sizes(
      String text, int most, String note, BiFunction<Exprs, List<Size>, Expr> core) {
    BuiltIn described = BuiltIn.read(text, MATRIX, note).withSizes();
    return new Row(described.name(), 1, most, true, described, c -> constant(c, most == 1, core));
  }

  public static List<Row> rows() {
    return TABLE;
  }

  static Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    TABLE.forEach(row -> names.add(row.name()));
    return names;
  }

  static Optional<Row> find(String name, int arguments) {
    return TABLE.stream()
        .filter(r -> r.name().equals(name) && arguments >= r.least() && arguments <= r.most())
        .findFirst();
  }

  public static Optional<Row> named(String name) {
    return TABLE.stream().filter(r -> r.name().equals(name)).findFirst();
  }

  // ---------------------------------------------------------------- to a scalar

  private static Rule scalar(BiFunction<CoreBuilder, Typed, Expr> core) {
    Operation.Value value = (builder, as, given) -> core.apply(builder, given.get(0));
    return c -> c.dims().isBroken() ? Typed.broken(c.at()) : c.result(Dims.scalar(), value);
  }

  private static Expr mean(CoreBuilder core, Typed u) {
    return core.exprs().divide(core.sumElements(u), core.count(u.dims().terms()));
  }

  private static BiFunction<CoreBuilder, Typed, Expr> reducing(Reduce.Kind kind) {
    return (core, u) -> core.reduceAxes(kind, u, new TreeSet<>(Exprs.range(0, u.dims().order())));
  }

  private static Typed otherFactors(Call c) {
    return c.dims().isBroken()
        ? Typed.broken(c.at())
        : c.result(
            c.dims(),
            (core, as, given) -> {
              long axes = as.dims().terms().stream().filter(size -> !size.isUnit()).count();
              return OtherFactors.of(core.exprs(), core.expr(given.get(0)), (int) axes);
            });
  }

  private static Rule square(BiFunction<CoreBuilder, Typed, Expr> core) {
    return c -> {
      String message = c.function() + " is of a square matrix";
      return c.operators().square(c.at(), c.argument(), c.context(), message, List.of())
          ? c.result(Dims.scalar(), (builder, as, given) -> core.apply(builder, given.get(0)))
          : Typed.broken(c.at());
    };
  }

  private static Expr trace(CoreBuilder core, Typed a) {
    return a.dims().isKnownScalar()
        ? core.sumElements(a)
        : core.rewire(a, List.of(0, 0), Dims.scalar(), List.of(1, 2));
  }

  private static Rule determinant(MatrixFunction.Kind kind) {
    Rule square =
        square(
            (core, a) -> {
              Expr matrix = a.dims().isKnownScalar() ? core.sumElements(a) : core.expr(a);
              return core.exprs().determinant(kind, matrix);
            });
    String message = "a matrix with free indices has no determinant here";
    return c ->
        c.operators().whole(c.at(), c.argument(), c.context(), message)
            ? square.apply(c)
            : Typed.broken(c.at());
  }

  private static Typed dot(Call c) {
    Typed a = c.given().get(0);
    Typed b = c.given().get(1);
    if (!c.inference().sizes().unify(a.dims(), b.dims())) {
      return c.inference()
          .broken(
              c.at(),
              Failure.unbalanced(
                  DiagnosticCode.SHAPE_PRODUCT,
                  c.at(),
                  c.context(),
                  c.given(),
                  () -> "the shapes differ",
                  List::of,
                  List::of));
    }
    if (a.dims().isBroken()) {
      return Typed.broken(c.at());
    }
    return c.result(Dims.scalar(), StructuralFunctions::dot);
  }

  private static Expr dot(CoreBuilder core, Typed as, List<Typed> given) {
    Wiring wiring = core.wiring();
    List<Integer> labels = wiring.labels(given.get(0).dims().order());
    given.forEach(operand -> wiring.add(operand, labels));
    return wiring.contract(as.indices(), as.dims(), wiring.labels(2));
  }

  // ---------------------------------------------------------------- of matrices

  private static Typed matrixSum(Call c, int kept) {
    if (c.dims().isBroken()) {
      return Typed.broken(c.at());
    }
    if (c.dims().isTensor()) {
      return c.unfit(c.argument(), c.function() + " is of a matrix");
    }
    SizeTerm size = c.dims().get(kept);
    Dims dims = kept == 0 ? Dims.column(size) : Dims.of(SizeTerm.one(), size);
    List<Integer> output = kept == 0 ? List.of(0, 2) : List.of(2, 1);
    return c.result(
        dims, (core, as, given) -> core.rewire(given.get(0), List.of(0, 1), as.dims(), output));
  }

  // ---------------------------------------------------------------- of sizes

  /** A constant tensor made from sizes. */
  private static Typed constant(Call c, boolean square, BiFunction<Exprs, List<Size>, Expr> core) {
    Optional<List<Size>> read = SizeArguments.read(c);
    if (read.isEmpty()) {
      return Typed.broken(c.at());
    }
    List<SizeTerm> terms = new ArrayList<>(read.get().stream().map(SizeTerm::of).toList());
    if (square) {
      terms.add(terms.get(0));
    }
    return c.result(
        Dims.ofAxes(terms), (builder, as, given) -> core.apply(builder.exprs(), longer(as.dims())));
  }

  /** The sizes of the axes that are not on paper only. */
  private static List<Size> longer(Dims dims) {
    return dims.terms().stream()
        .filter(term -> !term.isUnit())
        .map(term -> term.size().orElseThrow())
        .toList();
  }
}
