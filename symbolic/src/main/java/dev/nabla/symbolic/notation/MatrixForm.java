package dev.nabla.symbolic.notation;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Extent;
import dev.nabla.symbolic.expr.MathConstant;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.expr.OpaqueCall;
import dev.nabla.symbolic.expr.OtherFactors;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.expr.Wire;
import dev.nabla.symbolic.notation.Piece.Signed;
import dev.nabla.symbolic.shape.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes expressions in matrix notation. What is of order 3 or more can be written as long as it is
 * used element-wise only; such a piece has one orientation.
 *
 * @see NoMatrixForm
 */
final class MatrixForm {
  private final Exprs exprs;
  private final Softmax softmax;
  private final Map<Expr, Piece> written = new HashMap<>();
  private final Atoms atoms = new Atoms();

  MatrixForm(Exprs exprs) {
    this.exprs = exprs;
    this.softmax = new Softmax(exprs);
  }

  Exprs exprs() {
    return exprs;
  }

  /** A formula: its parts are written first, from the inside out, so that the stack stays short. */
  Piece whole(Expr e) {
    try {
      for (Expr part : Traversal.topological(List.of(e))) {
        if (part instanceof Elementwise || part instanceof Sum || part instanceof Power) {
          piece(part);
        }
      }
    } catch (NoMatrixForm none) {
      // The part may not be needed; if it is, this is found again.
    }
    return piece(e);
  }

  /** The whole expression, its sign included. */
  Piece piece(Expr e) {
    Piece known = written.get(e);
    if (known == null) {
      known = signed(Rational.ONE, e).whole();
      written.put(e, known);
    }
    return known;
  }

  /** A multiple of an expression. */
  Signed signed(Rational coefficient, Expr e) {
    if (e instanceof Sum sum && !sum.terms().isEmpty() && !softmax.isLogarithm(sum)) {
      if (sum.isScaled()) {
        Sum.Term term = sum.terms().get(0);
        return signed(coefficient.times(term.coefficient()), term.expr());
      }
      return sum(coefficient, sum);
    }
    if (e instanceof Contraction c) {
      return LiteralForm.isPlaced(c)
          ? new Signed(false, literal(new Sum.Term(coefficient, c)))
          : new ProductForm(this, coefficient, c.order()).write(c.factors());
    }
    Factor whole = new Factor(e, Exprs.range(0, e.order()));
    return new ProductForm(this, coefficient, e.order()).write(List.of(whole));
  }

  private Signed sum(Rational coefficient, Sum sum) {
    Rational sign = Rational.of(coefficient.signum());
    if (coefficient.abs().isOne()) {
      return new SumForm(this).write(sum, sign);
    }
    boolean flip = coefficient.signum() < 0 && hasNegativeTerm(sum);
    Piece inner = new SumForm(this).write(sum, flip ? sign : Rational.ONE).whole();
    Quotient quotient = new Quotient(flip ? coefficient.negate() : coefficient);
    if (sum.isScalar()) {
      quotient.scalar(inner.upright(), false);
    } else {
      quotient.times(Strand.of(inner, 0, 0, Strand.USUAL, false));
    }
    return quotient.build();
  }

  static boolean hasNegativeTerm(Sum sum) {
    return sum.terms().stream().anyMatch(t -> t.coefficient().signum() < 0);
  }

  /** Something that is not a product: where that is what it is, its whole form. */
  Piece atom(Expr e) {
    boolean compound =
        e instanceof Sum sum && !isSumAtom(sum) || e instanceof Contraction || e instanceof Power;
    if (compound) {
      return piece(e);
    }
    Piece known = written.get(e);
    if (known == null) {
      known = e.accept(atoms);
      written.put(e, known);
    }
    return known;
  }

  private boolean isSumAtom(Sum sum) {
    return sum.terms().isEmpty() || softmax.isLogarithm(sum);
  }

  boolean isSoftmax(Elementwise map) {
    return softmax.isSoftmax(map);
  }

  private Piece literal(Sum.Term term) {
    return new LiteralForm(this).write(term.expr().axes(), List.of(term));
  }

  private Piece sumAtom(Sum sum) {
    return sum.terms().isEmpty()
        ? filled("zeros", Trees.number(0), sum.axes())
        : softmax.logarithm(this, sum);
  }

  private static Piece filled(String function, Expression scalar, List<Size> axes) {
    if (axes.isEmpty()) {
      return Piece.symmetric(scalar);
    }
    List<Expression> sizes = axes.stream().map(Trees::size).toList();
    Expression upright = Trees.apply(function, 0, sizes);
    if (axes.size() == 1) {
      return Piece.of(upright, 0);
    }
    List<Expression> back = axes.size() > 2 ? sizes : List.of(sizes.get(1), sizes.get(0));
    return new Piece(upright, 0, Trees.apply(function, 0, back), 0);
  }

  private static Piece variable(Variable v) {
    Expression name = Trees.name(v.name());
    if (v.shape().order() > 2) {
      if (v.order() < 3) {
        throw new NoMatrixForm(v.name() + " has an axis of size 1");
      }
      return Piece.symmetric(name);
    }
    if (v.shape().isRow()) {
      return Piece.of(name, 0).flip();
    }
    boolean symmetric = v.isScalar() || v.isSymmetric();
    return symmetric ? Piece.symmetric(name) : Piece.of(name, 0);
  }

  /** How each kind of expression is written that is no product. */
  private final class Atoms implements Expr.Visitor<Piece> {
    @Override
    public Piece other(Expr e) {
      throw new NoMatrixForm("no notation for " + e);
    }

    @Override
    public Piece variable(Variable v) {
      return MatrixForm.variable(v);
    }

    @Override
    public Piece constant(MathConstant constant) {
      return Piece.symmetric(Trees.name(constant.name()));
    }

    @Override
    public Piece extent(Extent extent) {
      return Piece.symmetric(Trees.size(extent.size()));
    }

    @Override
    public Piece wire(Wire wire) {
      return MatrixForm.this.wire(wire);
    }

    @Override
    public Piece sum(Sum sum) {
      return sumAtom(sum);
    }

    @Override
    public Piece elementwise(Elementwise map) {
      return softmax.of(MatrixForm.this, map).orElseGet(() -> MatrixForm.this.elementwise(map));
    }

    @Override
    public Piece reduce(Reduce reduce) {
      return MatrixForm.this.reduce(reduce);
    }

    @Override
    public Piece matrixFunction(MatrixFunction f) {
      return MatrixForm.this.matrixFunction(f);
    }

    @Override
    public Piece opaqueCall(OpaqueCall call) {
      return opaque(call);
    }
  }

  private Piece wire(Wire wire) {
    if (wire.isOnes()) {
      return filled("ones", Trees.number(1), wire.axes());
    }
    if (wire.isUnit()) {
      return literal(new Sum.Term(Rational.ONE, wire));
    }
    if (wire.isIdentity()) {
      return Piece.symmetric(Trees.apply("identity", Trees.size(wire.size())));
    }
    throw new NoMatrixForm("an equation of indices");
  }

  private Piece elementwise(Elementwise map) {
    List<Piece> arguments = new Broadcast(this).arguments(map);
    int cost = arguments.stream().mapToInt(Piece::uprightCost).sum();
    int flipped = arguments.stream().mapToInt(Piece::flippedCost).sum();
    Expression upright = Functions.apply(map, arguments.stream().map(Piece::upright).toList());
    return map.isScalar() || map.order() > 2
        ? Piece.symmetric(upright, cost)
        : Piece.best(
            upright,
            cost,
            Functions.apply(map, arguments.stream().map(Piece::flipped).toList()),
            flipped);
  }

  private Piece reduce(Reduce reduce) {
    Optional<Expr> others = OtherFactors.operand(exprs, reduce);
    if (others.isPresent()) {
      return piece(others.get()).map(u -> Trees.apply("prod_others", u));
    }
    String name = reduce.kind().name().toLowerCase(Locale.ROOT);
    boolean perRow = reduce.kind() == Reduce.Kind.LOGSUMEXP || reduce.kind() == Reduce.Kind.ARGMAX;
    Piece operand = piece(reduce.operand());
    if (reduce.isScalar() && (!perRow || reduce.count() == 1)) {
      return Piece.symmetric(Trees.apply(name, operand.cheaper()), operand.cheaperCost());
    }
    if (reduce.isScalar() && reduce.kind() == Reduce.Kind.LOGSUMEXP) {
      Expression total = Trees.apply("sum", Trees.apply("exp", operand.cheaper()));
      return Piece.symmetric(Trees.apply("log", total), operand.cheaperCost());
    }
    if (perRow && reduce.operand().order() == 2) {
      return Piece.of(Trees.apply(name, operand.upright()), operand.uprightCost());
    }
    throw new NoMatrixForm(name + " over some axes");
  }

  private Piece matrixFunction(MatrixFunction f) {
    Piece operand = piece(f.operand());
    String name = f.kind() == MatrixFunction.Kind.INVERSE ? "inv" : f.kind().name();
    name = name.toLowerCase(Locale.ROOT);
    if (f.isScalar()) {
      return Piece.symmetric(Trees.apply(name, operand.cheaper()), operand.cheaperCost());
    }
    Expression upright = Trees.apply(name, operand.upright());
    boolean symmetric = operand.upright().equals(operand.flipped());
    return symmetric
        ? Piece.symmetric(upright, operand.uprightCost())
        : operand.flippedCost() < operand.uprightCost()
            ? Piece.of(Trees.apply(name, operand.flipped()), operand.flippedCost()).flip()
            : Piece.of(upright, operand.uprightCost());
  }

  private Piece opaque(OpaqueCall call) {
    List<Piece> arguments = call.arguments().stream().map(this::piece).toList();
    Expression applied = Functions.apply(call, arguments.stream().map(Piece::cheaper).toList());
    if (call.order() != 1) {
      return call.isScalar() || call.order() > 2 ? Piece.symmetric(applied) : Piece.of(applied, 0);
    }
    Expr by = call.arguments().get(call.derivedBy().get(0));
    Piece argument = piece(by);
    boolean row = argument.flippedCost() < argument.uprightCost();
    return row ? Piece.of(applied, 0).flip() : Piece.of(applied, 0);
  }

  /** A power of a scalar with a positive exponent. */
  Expression scalarPower(Expr base, Rational exponent) {
    Optional<Expr> squared = squared(base);
    Rational doubled = exponent.times(Rational.of(2));
    if (squared.isPresent() && doubled.isInteger()) {
      return normPower(squared.get(), doubled);
    }
    return Trees.power(piece(base).upright(), exponent, true);
  }

  /** The u of a sum of squares {@code Σ u²}. */
  static Optional<Expr> squared(Expr e) {
    boolean one =
        e instanceof Contraction c
            && c.isScalar()
            && c.factors().size() == 1
            && c.summedIndices() == c.factors().get(0).indices().size()
            && c.factors().get(0).expr() instanceof Power p
            && p.exponent().equals(Rational.of(2));
    return one
        ? Optional.of(((Power) ((Contraction) e).factors().get(0).expr()).base())
        : Optional.empty();
  }

  /** {@code ‖u‖^p}: {@code norm(x)}, {@code x^T x}, {@code ‖A x - b‖^2}. */
  Expression normPower(Expr u, Rational exponent) {
    boolean negated =
        u instanceof Sum sum
            && !sum.isScaled()
            && !softmax.isLogarithm(sum)
            && SumForm.readsBetterNegated(sum);
    Piece piece = negated ? new SumForm(this).write((Sum) u, Rational.MINUS_ONE).whole() : piece(u);
    if (exponent.equals(Rational.of(2)) && u instanceof Variable && u.order() == 1) {
      return Trees.product(piece.flipped(), piece.upright());
    }
    return exponent.isInteger() && exponent.numerator().testBit(0)
        ? Trees.power(Trees.apply("norm", piece.cheaper()), exponent, true)
        : Trees.power(Trees.norm(piece.cheaper()), exponent, true);
  }
}
