package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.DiagnosticCode;
import dev.nabla.grammar.ast.Expression;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.expr.OtherFactors;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.shape.Size;
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
final class StructuralFunctions {
  /** An application whose arguments have shapes. */
  record Call(
      Typer typer, Operators operators, Context context, Expression.Apply at, List<Typed> given) {
    Typed argument() {
      return given.get(0);
    }

    Dims dims() {
      return argument().dims();
    }

    Inference inference() {
      return typer.inference();
    }

    /** A result with the indices of the arguments. */
    Typed result(Dims dims, java.util.function.Function<CoreBuilder, Expr> core) {
      return Typed.of(at, Typed.union(given), dims, core);
    }

    Typed unfit(Typed operand, String message, String... help) {
      return typer.broken(at, Failure.operand(at, context, operand, message, () -> List.of(help)));
    }
  }

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
   */
  record Row(String name, int least, int most, boolean takesSizes, Rule rule) {}

  private static final List<Row> ROWS =
      List.of(
          row("sum", 1, scalar(CoreBuilder::sumElements)),
          row("mean", 1, scalar(StructuralFunctions::mean)),
          row("prod", 1, scalar((core, u) -> reduceAll(core, Reduce.Kind.PROD, u))),
          row("prod_others", 1, StructuralFunctions::otherFactors),
          row("max", 1, scalar((core, u) -> reduceAll(core, Reduce.Kind.MAX, u))),
          row("min", 1, scalar((core, u) -> reduceAll(core, Reduce.Kind.MIN, u))),
          row("tr", 1, square(StructuralFunctions::trace)),
          row("det", 1, square((core, a) -> determinant(core, MatrixFunction.Kind.DET, a))),
          row("logdet", 1, square((core, a) -> determinant(core, MatrixFunction.Kind.LOGDET, a))),
          row("inv", 1, c -> c.operators().inverse(c.at(), c.argument(), c.context())),
          row("rowsum", 1, c -> matrixSum(c, 0)),
          row("colsum", 1, c -> matrixSum(c, 1)),
          row("logsumexp", 1, c -> RowRule.reduce(c, Reduce.Kind.LOGSUMEXP)),
          row("argmax", 1, c -> RowRule.reduce(c, Reduce.Kind.ARGMAX)),
          row("diag", 1, DiagonalRule::diagonal),
          row("dot", 2, StructuralFunctions::dot),
          row(
              "outer",
              2,
              c -> c.operators().outer(c.at(), c.given().get(0), c.given().get(1), c.context())),
          new Row("identity", 1, 1, true, c -> constant(c, StructuralFunctions::identity)),
          new Row("ones", 1, 8, true, c -> constant(c, StructuralFunctions::ones)),
          new Row("zeros", 1, 8, true, c -> constant(c, StructuralFunctions::zeros)));

  private StructuralFunctions() {}

  private static Row row(String name, int arity, Rule rule) {
    return new Row(name, arity, arity, false, rule);
  }

  static Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    ROWS.forEach(row -> names.add(row.name()));
    return names;
  }

  static Optional<Row> find(String name, int arguments) {
    return ROWS.stream()
        .filter(r -> r.name().equals(name) && arguments >= r.least() && arguments <= r.most())
        .findFirst();
  }

  static Optional<Row> named(String name) {
    return ROWS.stream().filter(r -> r.name().equals(name)).findFirst();
  }

  // ---------------------------------------------------------------- to a scalar

  private static Rule scalar(BiFunction<CoreBuilder, Typed, Expr> core) {
    return c ->
        c.dims().isBroken()
            ? Typed.broken(c.at())
            : c.result(Dims.scalar(), builder -> core.apply(builder, c.argument()));
  }

  private static Expr mean(CoreBuilder core, Typed u) {
    return core.exprs().divide(core.sumElements(u), core.count(u.dims().terms()));
  }

  private static Expr reduceAll(CoreBuilder core, Reduce.Kind kind, Typed u) {
    return core.reduceAxes(kind, u, new TreeSet<>(Exprs.range(0, u.dims().order())));
  }

  private static Typed otherFactors(Call c) {
    return c.dims().isBroken()
        ? Typed.broken(c.at())
        : c.result(
            c.dims(),
            core -> {
              long axes = c.dims().terms().stream().filter(size -> !size.isUnit()).count();
              return OtherFactors.of(core.exprs(), core.expr(c.argument()), (int) axes);
            });
  }

  private static Rule square(BiFunction<CoreBuilder, Typed, Expr> core) {
    return c -> {
      String message = c.at().function().text() + " is of a square matrix";
      if (!c.operators().square(c.at(), c.argument(), c.context(), message, List.of())) {
        return Typed.broken(c.at());
      }
      return c.result(Dims.scalar(), builder -> core.apply(builder, c.argument()));
    };
  }

  private static Expr trace(CoreBuilder core, Typed a) {
    return core.rewire(a, List.of(0, 0), Dims.scalar(), List.of(1, 2));
  }

  private static Expr determinant(CoreBuilder core, MatrixFunction.Kind kind, Typed a) {
    Expr matrix = a.dims().isKnownScalar() ? core.sumElements(a) : core.expr(a);
    return core.exprs().determinant(kind, matrix);
  }

  private static Typed dot(Call c) {
    Typed a = c.given().get(0);
    Typed b = c.given().get(1);
    if (!c.inference().sizes().unify(a.dims(), b.dims())) {
      return c.typer()
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
    List<Index> indices = Typed.union(c.given());
    return c.result(Dims.scalar(), core -> dot(core, a, b, indices));
  }

  private static Expr dot(CoreBuilder core, Typed a, Typed b, List<Index> indices) {
    CoreBuilder.Wiring wiring = core.new Wiring();
    List<Integer> labels = wiring.labels(a.dims().order());
    wiring.add(a, labels);
    wiring.add(b, labels);
    return wiring.contract(indices, Dims.scalar(), wiring.labels(2));
  }

  // ---------------------------------------------------------------- of matrices

  private static Typed matrixSum(Call c, int kept) {
    if (c.dims().isBroken()) {
      return Typed.broken(c.at());
    }
    if (c.dims().isTensor()) {
      return c.unfit(c.argument(), c.at().function().text() + " is of a matrix");
    }
    SizeTerm size = c.dims().get(kept);
    Dims dims = kept == 0 ? Dims.column(size) : Dims.of(SizeTerm.one(), size);
    List<Integer> output = kept == 0 ? List.of(0, 2) : List.of(2, 1);
    return c.result(dims, core -> core.rewire(c.argument(), List.of(0, 1), dims, output));
  }

  // ---------------------------------------------------------------- of sizes

  /** A constant tensor made from sizes. */
  private static Typed constant(Call c, BiFunction<Exprs, List<Size>, Expr> core) {
    Optional<List<Size>> read = SizeArguments.read(c);
    if (read.isEmpty()) {
      return Typed.broken(c.at());
    }
    List<Size> sizes = read.get();
    boolean square = c.at().function().text().equals("identity");
    List<Size> shape =
        sizes.size() > 1 ? sizes : List.of(sizes.get(0), square ? sizes.get(0) : Size.ONE);
    Dims dims = new Dims(shape.stream().map(SizeTerm::of).toList());
    return c.result(dims, builder -> core.apply(builder.exprs(), sizes));
  }

  private static Expr identity(Exprs exprs, List<Size> sizes) {
    return exprs.delta(sizes.get(0));
  }

  private static Expr ones(Exprs exprs, List<Size> sizes) {
    return exprs.ones(sizes.stream().filter(size -> !size.isUnit()).toList());
  }

  private static Expr zeros(Exprs exprs, List<Size> sizes) {
    return exprs.zero(sizes.stream().filter(size -> !size.isUnit()).toList());
  }
}
