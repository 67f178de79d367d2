package dev.nabla.symbolic.notation;

import dev.nabla.grammar.ast.Expression;
import java.util.function.UnaryOperator;

/**
 * A part of a formula of order at most 2, written in both orientations, each with what it costs in
 * transposes: a vector as a column and as a row, a matrix upright and transposed. So a product can
 * choose the reading with the fewest transposes without trying them all.
 */
record Piece(Expression upright, int uprightCost, Expression flipped, int flippedCost) {
  /** A piece that is its own transpose, such as a scalar. */
  static Piece symmetric(Expression e, int cost) {
    return new Piece(e, cost, e, cost);
  }

  static Piece symmetric(Expression e) {
    return symmetric(e, 0);
  }

  /** A piece that is only known upright. */
  static Piece of(Expression upright, int cost) {
    return new Piece(upright, cost, Trees.transpose(upright), cost + Trees.transposeCost(upright));
  }

  /** Two readings of one value; where transposing the other reading is better, that is taken. */
  static Piece best(Expression upright, int uprightCost, Expression flipped, int flippedCost) {
    int fromFlipped = flippedCost + Trees.transposeCost(flipped);
    int fromUpright = uprightCost + Trees.transposeCost(upright);
    if (fromFlipped < uprightCost) {
      return new Piece(Trees.transpose(flipped), fromFlipped, flipped, flippedCost);
    }
    return fromUpright < flippedCost
        ? new Piece(upright, uprightCost, Trees.transpose(upright), fromUpright)
        : new Piece(upright, uprightCost, flipped, flippedCost);
  }

  /** The transpose. */
  Piece flip() {
    return new Piece(flipped, flippedCost, upright, uprightCost);
  }

  /** The reading that costs less, for uses to which the orientation is all the same. */
  Expression cheaper() {
    return flippedCost < uprightCost ? flipped : upright;
  }

  int cheaperCost() {
    return Math.min(uprightCost, flippedCost);
  }

  /** The result of something done element by element. */
  Piece map(UnaryOperator<Expression> each) {
    return best(each.apply(upright), uprightCost, each.apply(flipped), flippedCost);
  }

  Piece negateIf(boolean negative) {
    return negative ? map(Trees::negate) : this;
  }

  /** A piece and whether a minus stands before it. */
  record Signed(boolean negative, Piece piece) {
    Piece whole() {
      return piece.negateIf(negative);
    }
  }
}
