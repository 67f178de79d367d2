package dev.nabla.symbolic.notation;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Extent;
import dev.nabla.symbolic.expr.MathConstant;
import dev.nabla.symbolic.expr.MatrixFunction;
import dev.nabla.symbolic.expr.OpaqueCall;
import dev.nabla.symbolic.expr.OtherFactors;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.expr.Wire;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Writes expressions element by element: {@code sum[k] T[i,j,k] x[k]}. */
public final class IndexForm {
  private final MatrixForm matrices;

  /** A scalar and whether a minus stands before it. */
  record Signed(boolean negative, Expression expression) {
    Expression whole() {
      return Trees.negateIf(negative, expression);
    }
  }

  IndexForm(MatrixForm matrices) {
    this.matrices = matrices;
  }

  Formula write(Expr e, List<String> given) {
    IndexNames names = new IndexNames(matrices.exprs(), e);
    List<String> left = new ArrayList<>(given.subList(0, Math.min(given.size(), e.order())));
    left.forEach(names::bind);
    left.addAll(names.fresh(e.order() - left.size()));
    List<Name> indices = left.stream().map(Trees::name).toList();
    Expression value = new Writer(names, new Carried(e)).whole(e, indices);
    return new Formula(value, indices);
  }

  /** Writes one formula. */
  final class Writer {
    private final IndexNames names;
    private final Carried carried;

    Writer(IndexNames names, Carried carried) {
      this.names = names;
      this.carried = carried;
    }

    Carried carried() {
      return carried;
    }

    IndexNames names() {
      return names;
    }

    MatrixForm matrices() {
      return matrices;
    }

    /** The element, with every index in it, those that it does not depend on included. */
    Expression whole(Expr e, List<? extends Expression> at) {
      Expression value = signed(Rational.ONE, e, at).whole();
      for (int axis = 0; axis < e.order(); axis++) {
        if (!carried.carries(e, axis) && at.get(axis) instanceof Name) {
          value = Trees.product(value, one(e.axes().get(axis), at.get(axis)));
        }
      }
      return value;
    }

    /** What only gives an index its range. */
    Expression one(Size size, Expression index) {
      return Trees.element(Trees.apply("ones", Trees.size(size)), List.of(index));
    }

    /** A multiple of the element at these indices, each a name or a number. */
    Signed signed(Rational coefficient, Expr e, List<? extends Expression> at) {
      if (e.isZero()) {
        return new Signed(false, Trees.number(0));
      }
      if (e instanceof Sum sum) {
        return sum(coefficient, sum, at);
      }
      return e instanceof Contraction c
          ? new IndexedProduct(this, coefficient, c, at).write()
          : scaled(coefficient, e, at);
    }

    private Signed scaled(Rational coefficient, Expr e, List<? extends Expression> at) {
      Quotient quotient = new Quotient(coefficient);
      factor(quotient, e, at);
      Piece.Signed signed = quotient.build();
      return new Signed(signed.negative(), signed.piece().upright());
    }

    /** Multiplies by an element. */
    void factor(Quotient quotient, Expr e, List<? extends Expression> at) {
      if (e instanceof Power power) {
        Rational exponent = power.exponent();
        Expression base = element(power.base(), at);
        quotient.scalar(Trees.power(base, exponent.abs(), true), exponent.signum() < 0);
      } else {
        quotient.scalar(element(e, at), false);
      }
    }

    private Signed sum(Rational coefficient, Sum sum, List<? extends Expression> at) {
      if (sum.isScaled()) {
        Sum.Term term = sum.terms().get(0);
        return signed(coefficient.times(term.coefficient()), term.expr(), at);
      }
      boolean flip = coefficient.signum() < 0 && MatrixForm.hasNegativeTerm(sum);
      boolean spread = flip || coefficient.abs().isOne();
      Rational sign = Rational.of(spread ? coefficient.signum() : 1);
      Expression inner = terms(sum, sign, at);
      Quotient quotient = new Quotient(spread ? coefficient.times(sign) : coefficient);
      quotient.scalar(inner, false);
      Piece.Signed signed = quotient.build();
      return new Signed(signed.negative(), signed.piece().upright());
    }

    /** A sum times 1 or -1. */
    Expression terms(Sum sum, Rational sign, List<? extends Expression> at) {
      List<Sum.Term> terms = new ArrayList<>(sum.terms());
      terms.sort(
          Comparator.<Sum.Term>comparingInt(t -> t.coefficient().times(sign).signum() < 0 ? 1 : 0)
              .thenComparingInt(t -> isConstant(t.expr()) ? 0 : 1)
              .thenComparingInt(t -> SumForm.isLinear(t.expr()) ? 0 : 1)
              .thenComparingInt(t -> t.expr().id()));
      Signed first = signed(terms.get(0).coefficient().times(sign), terms.get(0).expr(), at);
      Expression total = first.whole();
      for (Sum.Term term : terms.subList(1, terms.size())) {
        Signed next = signed(term.coefficient().times(sign), term.expr(), at);
        Operator operator = next.negative() ? Operator.SUBTRACT : Operator.ADD;
        total = Trees.binary(operator, total, next.expression());
      }
      return total;
    }

    private boolean isConstant(Expr e) {
      return e instanceof Contraction c
          && c.factors().stream().allMatch(f -> Wire.isOnes(f.expr()));
    }

    /** One element. */
    Expression element(Expr e, List<? extends Expression> at) {
      return e.accept(new Element(at));
    }

    /** How the element at a position is written, by the kind of expression. */
    private final class Element implements Expr.Visitor<Expression> {
      private final List<? extends Expression> at;

      Element(List<? extends Expression> at) {
        this.at = at;
      }

      @Override
      public Expression other(Expr e) {
        return ofWhole(e, at);
      }

      @Override
      public Expression sum(Sum sum) {
        return signed(Rational.ONE, sum, at).whole();
      }

      @Override
      public Expression contraction(Contraction c) {
        return signed(Rational.ONE, c, at).whole();
      }

      @Override
      public Expression power(Power power) {
        return signed(Rational.ONE, power, at).whole();
      }

      @Override
      public Expression variable(Variable v) {
        return Writer.this.variable(v, at);
      }

      @Override
      public Expression constant(MathConstant constant) {
        return matrices.atom(constant).upright();
      }

      @Override
      public Expression extent(Extent extent) {
        return matrices.atom(extent).upright();
      }

      @Override
      public Expression wire(Wire wire) {
        return Writer.this.wire(wire, at);
      }

      @Override
      public Expression elementwise(Elementwise map) {
        return Writer.this.elementwise(map, at);
      }

      @Override
      public Expression reduce(Reduce reduce) {
        return Writer.this.reduce(reduce, at);
      }
    }

    private Expression wire(Wire wire, List<? extends Expression> at) {
      if (wire.isOnes()) {
        return Trees.number(1);
      }
      if (!wire.isUnit() && !wire.isIdentity()) {
        throw new IllegalStateException("no notation for " + wire);
      }
      return unit(
          wire.size(), at.get(0), wire.isUnit() ? Trees.number(wire.position()) : at.get(1));
    }

    private Expression variable(Variable v, List<? extends Expression> at) {
      Expression name = Trees.name(v.name());
      if (v.isScalar()) {
        return name;
      }
      List<Expression> subscripts = new ArrayList<>(at);
      if (v.shape().order() > 2) {
        for (int axis = 0; axis < v.shape().order(); axis++) {
          if (v.shape().sizes().get(axis).isUnit()) {
            subscripts.add(axis, Trees.number(1));
          }
        }
      }
      return Trees.element(name, subscripts);
    }

    private Expression unit(Size size, Expression row, Expression column) {
      return Trees.element(Trees.apply("identity", Trees.size(size)), List.of(row, column));
    }

    private Expression elementwise(Elementwise map, List<? extends Expression> at) {
      if (matrices.isSoftmax(map)) {
        try {
          return Trees.element(whole(matrices.piece(map), map), new ArrayList<>(at));
        } catch (NoMatrixForm none) {
          // Written out below.
        }
      }
      // A loop, as streams would make the stack deep.
      List<Expression> arguments = new ArrayList<>();
      for (Expr argument : map.arguments()) {
        arguments.add(element(argument, at));
      }
      return Functions.apply(map, arguments);
    }

    /** What subscripts follow; a vector may be a row. */
    private Expression whole(Piece piece, Expr e) {
      return e.order() == 1 ? piece.cheaper() : piece.upright();
    }

    private Expression reduce(Reduce reduce, List<? extends Expression> at) {
      if (OtherFactors.operand(matrices.exprs(), reduce).isPresent()) {
        try {
          return Trees.element(whole(matrices.piece(reduce), reduce), new ArrayList<>(at));
        } catch (NoMatrixForm none) {
          // Written out below.
        }
      }
      List<String> bound = names.fresh(reduce.count());
      List<Name> indices = bound.stream().map(Trees::name).toList();
      List<Expression> inner = new ArrayList<>(at);
      inner.addAll(indices);
      Expr operand = reduce.operand();
      Expression body = signed(Rational.ONE, operand, inner).whole();
      for (int axis = at.size(); axis < operand.order(); axis++) {
        if (!carried.carries(operand, axis)) {
          body = Trees.product(body, one(operand.axes().get(axis), inner.get(axis)));
        }
      }
      names.release(bound);
      String name = reduce.kind().name().toLowerCase(Locale.ROOT);
      return Trees.reduction(name, indices, body);
    }

    /** A function of whole matrices. */
    private Expression ofWhole(Expr e, List<? extends Expression> at) {
      Expression whole;
      try {
        whole = whole(matrices.atom(e), e);
      } catch (NoMatrixForm none) {
        whole = ofElements(e);
      }
      return at.isEmpty() ? whole : Trees.element(whole, new ArrayList<>(at));
    }

    /**
     * The last resort, for the inverse or an unknown function of what only index form can say: the
     * language has no words for it, so the elements are shown in its place.
     */
    private Expression ofElements(Expr e) {
      List<Expression> arguments = new ArrayList<>();
      for (Expr operand : e.operands()) {
        List<String> bound = names.fresh(operand.order());
        arguments.add(whole(operand, bound.stream().map(Trees::name).toList()));
        names.release(bound);
      }
      if (e instanceof OpaqueCall call) {
        return Functions.apply(call, arguments);
      }
      if (!(e instanceof MatrixFunction f)) {
        throw new IllegalStateException("no notation for " + e);
      }
      String name = f.kind() == MatrixFunction.Kind.INVERSE ? "inv" : f.kind().name();
      return Trees.apply(name.toLowerCase(Locale.ROOT), 0, arguments);
    }
  }
}
