package dev.nabla.symbolic.notation;

import dev.nabla.grammar.Rational;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Wire;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Recognises {@code u - logsumexp(u)}, of a vector or along the rows or the columns of a matrix,
 * which is {@code log_softmax(u)}, and the exponential of it.
 */
final class Softmax {
  private final Exprs exprs;

  /** The argument; the transpose of it is meant when the columns are normalised. */
  private record Match(Expr argument, boolean columns) {}

  Softmax(Exprs exprs) {
    this.exprs = exprs;
  }

  boolean isLogarithm(Sum sum) {
    return match(sum).isPresent();
  }

  Piece logarithm(MatrixForm forms, Sum sum) {
    return write(forms, match(sum).orElseThrow(), "log_softmax");
  }

  Optional<Piece> of(MatrixForm forms, Elementwise map) {
    return argument(map).map(match -> write(forms, match, "softmax"));
  }

  /** Whether this is a softmax. */
  boolean isSoftmax(Elementwise map) {
    return argument(map).isPresent();
  }

  private Optional<Match> argument(Elementwise map) {
    return map.function().equals(ScalarFunctions.EXP) && map.argument() instanceof Sum sum
        ? match(sum)
        : Optional.empty();
  }

  private static Piece write(MatrixForm forms, Match match, String name) {
    Piece argument = forms.piece(match.argument());
    if (match.argument().order() == 1) {
      return argument.map(e -> Trees.apply(name, e));
    }
    Piece rows = Piece.of(Trees.apply(name, argument.upright()), argument.uprightCost());
    return match.columns() ? rows.flip() : rows;
  }

  private Optional<Match> match(Sum sum) {
    if (sum.order() < 1 || sum.order() > 2) {
      return Optional.empty();
    }
    Rational scale = Rational.ONE;
    Sum terms = sum;
    if (sum.isScaled()) {
      if (!(sum.terms().get(0).expr() instanceof Sum inner)) {
        return Optional.empty();
      }
      scale = sum.terms().get(0).coefficient();
      terms = inner;
    }
    for (Sum.Term term : terms.terms()) {
      if (scale.times(term.coefficient()).equals(Rational.MINUS_ONE)
          && term.expr() instanceof Contraction c) {
        Optional<Match> match = match(terms, scale, term, c);
        if (match.isPresent()) {
          return match;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Match> match(Sum sum, Rational scale, Sum.Term term, Contraction c) {
    Optional<Contraction.Factor> total =
        c.factors().stream().filter(f -> f.expr() instanceof Reduce).findFirst();
    boolean repeated =
        c.factors().size() == 2
            && c.summedIndices() == 0
            && total.isPresent()
            && c.factors().stream().anyMatch(f -> Wire.isOnes(f.expr()));
    if (!repeated) {
      return Optional.empty();
    }
    Reduce reduce = (Reduce) total.get().expr();
    if (reduce.kind() != Reduce.Kind.LOGSUMEXP || reduce.operand().order() != sum.order()) {
      return Optional.empty();
    }
    List<Sum.Term> others = new ArrayList<>(sum.terms());
    others.remove(term);
    Expr rest = exprs.scale(scale, exprs.linear(sum.axes(), others));
    boolean columns = sum.order() == 2 && total.get().indices().equals(List.of(1));
    Expr expected = columns ? exprs.transpose(reduce.operand()) : reduce.operand();
    return rest == expected ? Optional.of(new Match(reduce.operand(), columns)) : Optional.empty();
  }
}
