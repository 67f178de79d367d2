package dev.nabla.symbolic.notation;

import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Facts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Leaves out the ones by which a value is repeated, where an operand beside it has the whole shape:
 * a scalar stands for a vector, a row or a column for a matrix.
 */
final class Broadcast {
  private final MatrixForm forms;

  Broadcast(MatrixForm forms) {
    this.forms = forms;
  }

  /** How a value is repeated: along no axis, along some, or along all of them. */
  enum Kind {
    FULL,
    /** A row, repeated along the first axis. */
    ROW,
    /** A column, repeated along the second axis. */
    COLUMN,
    SCALAR
  }

  static Kind kind(Expr e) {
    Set<Integer> free = Facts.freeAxes(e);
    if (free.isEmpty() || e.order() == 0) {
      return Kind.FULL;
    }
    if (free.size() == e.order()) {
      return Kind.SCALAR;
    }
    if (e.order() > 2) {
      return Kind.FULL;
    }
    return free.contains(0) ? Kind.ROW : Kind.COLUMN;
  }

  /** The value without the axes along which it is repeated. */
  Expr bare(Expr e) {
    return kind(e) == Kind.FULL ? e : forms.exprs().dropAxes(e, Facts.freeAxes(e));
  }

  /** The arguments of an element-wise function; at least one has, or is given, the whole shape. */
  List<Piece> arguments(Elementwise map) {
    Set<Kind> kinds = new HashSet<>();
    map.arguments().forEach(argument -> kinds.add(kind(argument)));
    boolean mixed = kinds.contains(Kind.ROW) && kinds.contains(Kind.COLUMN);
    boolean nothingFull = !kinds.contains(Kind.FULL) && map.order() > 0;
    List<Piece> pieces = new ArrayList<>();
    for (Expr argument : map.arguments()) {
      Kind kind = kind(argument);
      boolean written = (mixed || nothingFull) && (kind == Kind.ROW || kind == Kind.COLUMN);
      pieces.add(written ? forms.piece(argument) : bare(kind, forms.piece(bare(argument))));
    }
    return pieces;
  }

  /** A row's piece has to be flipped, since pieces of vectors are columns. */
  static Piece bare(Kind kind, Piece piece) {
    return kind == Kind.ROW ? piece.flip() : piece;
  }
}
