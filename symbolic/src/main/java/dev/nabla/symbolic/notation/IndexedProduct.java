package dev.nabla.symbolic.notation;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Wire;
import dev.nabla.symbolic.expr.Wires;
import dev.nabla.symbolic.notation.IndexForm.Signed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Writes a contraction in index form: what does not depend on a summed index stands before the sum,
 * and all that is divided by inside it.
 */
final class IndexedProduct {
  private final IndexForm.Writer writer;
  private final Rational coefficient;
  private final Contraction product;
  private final List<Expression> at;

  IndexedProduct(
      IndexForm.Writer writer,
      Rational coefficient,
      Contraction product,
      List<? extends Expression> at) {
    this.writer = writer;
    this.coefficient = coefficient;
    this.product = product;
    this.at = new ArrayList<>(at);
  }

  Signed write() {
    List<Name> bound = bind();
    List<Factor> factors =
        product.factors().stream().filter(f -> !isSilent(f)).sorted(order()).toList();
    int flipped = coefficient.signum() > 0 ? -1 : toFlip(factors);
    Rational number = flipped < 0 ? coefficient : coefficient.negate();
    Quotient front = new Quotient(number);
    Quotient inside = new Quotient(Rational.ONE);
    for (int k = 0; k < factors.size(); k++) {
      Factor factor = factors.get(k);
      boolean divisor =
          factor.expr() instanceof dev.nabla.symbolic.expr.Power p && p.exponent().signum() < 0;
      boolean outside = !dependsOnSum(factor) && (bound.isEmpty() || !divisor);
      Quotient target = outside ? front : inside;
      if (k == flipped) {
        target.scalar(writer.terms((Sum) factor.expr(), Rational.MINUS_ONE, at(factor)), false);
      } else {
        writer.factor(target, factor.expr(), at(factor));
      }
    }
    if (!bound.isEmpty()) {
      for (int index = product.order(); index < at.size(); index++) {
        if (at.get(index) instanceof Name && !writer.carried().carries(product, index)) {
          inside.scalar(writer.one(product.indexSizes().get(index), at.get(index)), false);
        }
      }
      Expression body = inside.build().piece().upright();
      front.scalar(Trees.reduction("sum", bound, body), false);
      writer.names().release(bound.stream().map(Name::text).toList());
    }
    Piece.Signed signed = front.build();
    return new Signed(signed.negative(), signed.piece().upright());
  }

  /** Gives every summed index a name, or the number that a unit vector picks. */
  private List<Name> bind() {
    Wires wires = Wires.of(product);
    List<Name> bound = new ArrayList<>();
    List<String> taken = writer.names().fresh(product.summedIndices());
    for (int index = product.order(); index < product.indexSizes().size(); index++) {
      OptionalInt picked = wires.fixed(index);
      if (picked.isPresent()) {
        at.add(Trees.number(picked.getAsInt() + 1));
      } else {
        Name name = Trees.name(taken.get(bound.size()));
        bound.add(name);
        at.add(name);
      }
    }
    writer.names().release(taken.subList(bound.size(), taken.size()));
    return bound;
  }

  private boolean isSilent(Factor factor) {
    return Wire.isOnes(factor.expr())
        || Wire.isUnit(factor.expr()) && factor.indices().get(0) >= product.order();
  }

  private boolean dependsOnSum(Factor factor) {
    return factor.indices().stream()
        .anyMatch(i -> at.get(i) instanceof Name && i >= product.order());
  }

  private List<Expression> at(Factor factor) {
    return factor.indices().stream().map(at::get).toList();
  }

  /** Higher orders first: {@code T[i,j,k] x[k]}; derivatives of activations first, as in δ. */
  private static Comparator<Factor> order() {
    return Comparator.comparingInt(IndexedProduct::rank);
  }

  private static int rank(Factor factor) {
    Expr e = factor.expr();
    if (e.isScalar() || Functions.isDerivative(e)) {
      return 0;
    }
    boolean first = e.order() > 2 || Wire.isIdentity(e);
    return first || ProductForm.rank(e) == Strand.DIFFERENCE ? 1 : 2;
  }

  private static int toFlip(List<Factor> factors) {
    return IntStream.range(0, factors.size())
        .filter(k -> ProductForm.isFlippable(factors.get(k).expr()))
        .findFirst()
        .orElse(-1);
  }
}
