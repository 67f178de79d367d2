package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.elaborate.sizes.SizeTerm;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What a typed expression computes of which operands. The core is made of it when all sizes are
 * known; its axes are those of the result's indices, then those of its shape, without literal ones.
 */
sealed interface Operation {
  /**
   * @param as the indices and the shape of the result
   */
  Expr build(CoreBuilder core, Typed as);

  /** Something in error, of which nothing is built. */
  record Broken() implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      throw new IllegalStateException("built from an expression in error");
    }
  }

  // ---------------------------------------------------------------- names and numbers

  /** A variable, a value or a constant of the definition. */
  record Named(String name) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      return core.variable(name);
    }
  }

  record Constant(Rational value) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      return core.exprs().constant(value);
    }
  }

  /** A size as a number. */
  record Extent(Size size) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      return core.exprs().extent(size);
    }
  }

  record Pi() implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      return core.exprs().pi();
    }
  }

  /** Euler's number. */
  record Euler() implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      return core.exprs().e();
    }
  }

  /** The same value, as that of a function's body. */
  record Same(Typed value) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      return core.expr(value);
    }
  }

  // ---------------------------------------------------------------- element by element

  record Negate(Typed operand) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      return core.exprs().negate(core.expr(operand));
    }
  }

  /**
   * @param minus for each term whether it is subtracted
   */
  record Sum(List<Typed> terms, List<Boolean> minus) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      List<Expr> signed = new ArrayList<>();
      for (int k = 0; k < terms.size(); k++) {
        Expr term = core.align(terms.get(k), as.indices(), as.dims());
        signed.add(minus.get(k) ? core.exprs().negate(term) : term);
      }
      return core.exprs().add(signed);
    }
  }

  record Hadamard(Typed a, Typed b) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      return core.product(a, b, as.indices(), as.dims());
    }
  }

  record Reciprocal(Typed operand) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      return core.exprs().reciprocal(core.expr(operand));
    }
  }

  record Elementwise(ScalarFunction function, List<Typed> operands) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      return core.exprs().apply(function, core.align(operands, as.indices(), as.dims()));
    }
  }

  /**
   * The larger of two; {@code max(0, u)} is the rectifier. {@code max(u, 0)} is not: of two that
   * are equal the first has the gradient.
   */
  record Maximum(Typed a, Typed b) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      List<Expr> all = core.align(List.of(a, b), as.indices(), as.dims());
      return all.get(0).isZero()
          ? core.exprs().apply(ScalarFunctions.RELU, all.get(1))
          : core.exprs().apply(ScalarFunctions.MAX, all);
    }
  }

  /** The power of every element. */
  record Power(Typed base, Rational exponent) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      return core.exprs().power(core.align(base, as.indices(), as.dims()), exponent);
    }
  }

  /** A power of what is called e: the exponential function, unless the name stands for a value. */
  record Exponential(Typed base, Typed exponent) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      Operation operation =
          core.expr(base) == core.exprs().e()
              ? new Elementwise(ScalarFunctions.EXP, List.of(exponent))
              : new Elementwise(ScalarFunctions.POW, List.of(base, exponent));
      return operation.build(core, as);
    }
  }

  // ---------------------------------------------------------------- of matrices

  /** A product by juxtaposition. */
  record Product(Typed a, Typed b, ProductReading reading) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      if (reading.isDot()) {
        Typed row = Typed.of(a.syntax(), a.indices(), a.dims().transposed(), new Transpose(a));
        return core.matrixProduct(row, b, as.indices(), as.dims());
      }
      return reading.isMatrixProduct()
          ? core.matrixProduct(a, b, as.indices(), as.dims())
          : core.product(a, b, as.indices(), as.dims());
    }
  }

  record Outer(Typed a, Typed b) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      return core.outer(a, b, as.indices(), as.dims());
    }
  }

  record Transpose(Typed operand) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      return core.rewire(operand, List.of(0, 1), as.dims(), List.of(1, 0));
    }
  }

  record Inverse(Typed operand) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      Expr e = core.expr(operand);
      return operand.dims().isKnownScalar() ? core.exprs().reciprocal(e) : core.exprs().inverse(e);
    }
  }

  /** A power of a square matrix, or of a number. */
  record MatrixPower(Typed base, Rational exponent) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      Exprs exprs = core.exprs();
      if (base.dims().isKnownScalar()) {
        return exprs.power(core.expr(base), exponent);
      }
      if (exponent.isZero()) {
        return core.repeat(exprs.delta(base.dims().rows().size().orElseThrow()), as);
      }
      Typed factor = exponent.signum() > 0 ? base : as.with(new Inverse(base));
      Typed power = factor;
      for (int k = 1; k < exponent.abs().numerator().intValueExact(); k++) {
        power = as.with(new MatrixProduct(power, factor));
        core.expr(power);
      }
      return core.expr(power);
    }
  }

  record MatrixProduct(Typed a, Typed b) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      return core.matrixProduct(a, b, as.indices(), as.dims());
    }
  }

  /** The root of the sum of the squares of all elements. */
  record Norm(Typed operand) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      Typed squares = operand.with(new Power(operand, Rational.of(2)));
      return core.exprs().power(core.sumElements(squares), Rational.HALF);
    }
  }

  /** The sum of absolute values. */
  record Norm1(Typed operand) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      Operation magnitudes = new Elementwise(ScalarFunctions.ABS, List.of(operand));
      return core.sumElements(operand.with(magnitudes));
    }
  }

  /** Vectors and matrices that are put together. */
  record Blocks(List<BlockRule.Block> blocks) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      List<Expr> placed = new ArrayList<>();
      for (BlockRule.Block block : blocks) {
        placed.add(core.place(block.value(), block.row(), block.column(), as));
      }
      return core.exprs().add(placed);
    }
  }

  /**
   * A vector or a matrix of scalars.
   *
   * @param elements row by row
   */
  record Literal(List<Typed> elements) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      Size rows = as.dims().rows().size().orElseThrow();
      Size columns = as.dims().columns().size().orElseThrow();
      List<Expr> terms = new ArrayList<>();
      for (int k = 0; k < elements.size(); k++) {
        Expr element = core.scalar(elements.get(k), as.indices());
        Expr row = core.exprs().basis(rows, k / columns.intValue() + 1);
        Expr column = core.exprs().basis(columns, k % columns.intValue() + 1);
        terms.add(core.exprs().outer(element, core.exprs().outer(row, column)));
      }
      return core.exprs().add(terms);
    }
  }

  // ---------------------------------------------------------------- index form

  /** What stands in one place of the brackets: an index, a position counted from 1, or all. */
  record Subscript(Optional<Index> index, int position) {
    static final Subscript ALL = new Subscript(Optional.empty(), 0);

    static Subscript of(Index index) {
      return new Subscript(Optional.of(index), 0);
    }

    boolean isAll() {
      return index.isEmpty() && position == 0;
    }
  }

  /**
   * {@code A[i,2,:]}.
   *
   * @param axes the axes of the base that the subscripts stand for
   */
  record Element(Typed base, List<Integer> axes, List<Subscript> subscripts) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      Wiring wiring = core.wiring();
      List<Integer> labels = wiring.labels(base.dims().order());
      for (int k = 0; k < axes.size(); k++) {
        Optional<Index> index = subscripts.get(k).index();
        if (index.isPresent()) {
          labels.set(axes.get(k), wiring.label(index.get()));
        }
      }
      wiring.add(base, labels);
      List<Integer> output = new ArrayList<>();
      for (int k = 0; k < axes.size(); k++) {
        int label = labels.get(axes.get(k));
        SizeTerm size = base.dims().get(axes.get(k));
        if (subscripts.get(k).isAll()) {
          output.add(label);
        } else if (subscripts.get(k).position() > 0 && !size.isUnit()) {
          Size along = size.size().orElseThrow();
          wiring.add(core.exprs().basis(along, subscripts.get(k).position()), List.of(label));
        }
      }
      output.addAll(wiring.labels(2));
      return wiring.contract(as.indices(), as.dims(), output);
    }
  }

  /**
   * The values for all indices together.
   *
   * @param left what stands between the brackets on the left: indices, and all for the axes of the
   *     value
   */
  record Gathered(Typed value, List<Subscript> left) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      Wiring wiring = core.wiring();
      List<Integer> labels = wiring.labels(value.dims().order());
      wiring.add(value, labels);
      Iterator<Integer> axes = labels.iterator();
      List<Integer> output = new ArrayList<>();
      left.forEach(s -> output.add(s.index().map(wiring::label).orElseGet(axes::next)));
      output.add(wiring.label());
      return wiring.contract(List.of(), as.dims(), output);
    }
  }

  /** How a reduction over indices combines what they run over. */
  enum Reducer {
    ARGMAX,
    LOGSUMEXP,
    MAX,
    MEAN,
    MIN,
    PROD,
    SUM
  }

  /** A reduction over the indices that the result has not. */
  record Reduction(Reducer reducer, Typed body) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      return switch (reducer) {
        case SUM -> core.sumIndices(body, as.indices());
        case MEAN -> {
          List<SizeTerm> gone =
              body.indices().stream()
                  .filter(i -> !as.indices().contains(i))
                  .map(Index::size)
                  .toList();
          yield core.exprs().divide(core.sumIndices(body, as.indices()), core.count(gone));
        }
        default -> core.reduceIndices(Reduce.Kind.valueOf(reducer.name()), body, as.indices());
      };
    }
  }

  // ---------------------------------------------------------------- functions

  /** How the value of a structural function is made of its arguments. */
  @FunctionalInterface
  interface Value {
    Expr of(CoreBuilder core, Typed as, List<Typed> given);
  }

  /** A function of {@link StructuralFunctions}, with the value that its row says. */
  record Structural(String name, Value value, List<Typed> given) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      return value.of(core, as, given);
    }

    @Override
    public String toString() {
      return name + given;
    }
  }

  /** The sum of all elements, which is the element where there is one only. */
  record Total(Typed operand) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      return core.sumElements(operand);
    }
  }

  /** A number that a function without a definition makes of whole values. */
  record Opaque(String name, List<Typed> given) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      List<Expr> arguments = given.stream().map(core::expr).toList();
      return arguments.size() == 1 && arguments.get(0).isScalar()
          ? core.exprs().apply(ScalarFunction.opaque(name, 0), arguments)
          : core.exprs().opaqueCall(name, arguments, List.of());
    }
  }

  /** What stands for the argument of a function while its derivative is made. */
  record Placeholder(Typed argument) implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      return PrimeBuilder.placeholder(core.exprs(), core.expr(argument));
    }
  }

  /**
   * The derivative of an element-wise function, as often as there are primes.
   *
   * @param value the function of the placeholder
   */
  record Derivative(Typed value, Typed placeholder, Typed argument, Expression.Apply at)
      implements Operation {
    @Override
    public Expr build(CoreBuilder core, Typed as) {
      Expr of = core.expr(argument);
      return PrimeBuilder.derivative(
              core.exprs(), core.expr(value), core.expr(placeholder), of, at.primes())
          .orElseGet(
              () -> {
                core.fail(at, at.function().text() + " is not element-wise, so that it has no '");
                return core.exprs().zeroLike(of);
              });
    }
  }
}
