package dev.nabla.symbolic.notation;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Operator;
import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.expr.Variable.Role;
import dev.nabla.symbolic.expr.Wire;
import dev.nabla.symbolic.notation.Broadcast.Kind;
import dev.nabla.symbolic.notation.Piece.Signed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Writes linear combinations: positive terms first, constants before the rest, products first. */
final class SumForm {
  /** Ranks of terms among those of one sign. */
  static final int CONSTANT = 0;

  static final int PRODUCT = 1;
  static final int OTHER = 2;

  private final MatrixForm forms;
  private final Broadcast broadcast;

  private record Entry(Signed signed, Kind kind, int rank, int id) {}

  SumForm(MatrixForm forms) {
    this.forms = forms;
    this.broadcast = new Broadcast(forms);
  }

  /** A primitive sum times 1 or -1. */
  Signed write(Sum sum, Rational sign) {
    List<Sum.Term> literal = new ArrayList<>();
    List<Sum.Term> others = new ArrayList<>();
    for (Sum.Term term : sum.terms()) {
      Sum.Term signed = new Sum.Term(term.coefficient().times(sign), term.expr());
      (LiteralForm.isPlaced(term.expr()) ? literal : others).add(signed);
    }
    List<Entry> entries = entries(others, !literal.isEmpty());
    if (!literal.isEmpty()) {
      Piece piece = new LiteralForm(forms).write(sum.axes(), literal);
      entries.add(new Entry(new Signed(false, piece), Kind.FULL, OTHER, Integer.MAX_VALUE));
    }
    Set<Kind> kinds = new HashSet<>();
    entries.forEach(entry -> kinds.add(entry.kind()));
    boolean mixed = kinds.contains(Kind.ROW) && kinds.contains(Kind.COLUMN);
    entries.sort(
        Comparator.<Entry>comparingInt(e -> mixed && e.kind() != Kind.FULL ? 1 : 0)
            .thenComparingInt(e -> e.signed().negative() ? 1 : 0)
            .thenComparingInt(Entry::rank)
            .thenComparingInt(Entry::id));
    return new Signed(false, join(entries, sum.order()));
  }

  private List<Entry> entries(List<Sum.Term> terms, boolean anyFull) {
    boolean full =
        anyFull || terms.stream().anyMatch(term -> Broadcast.kind(term.expr()) == Kind.FULL);
    List<Entry> entries = new ArrayList<>();
    for (Sum.Term term : terms) {
      Expr e = term.expr();
      Kind kind = Broadcast.kind(e);
      Expr bare = broadcast.bare(e);
      boolean constant = isConstant(bare);
      if (!full && kind != Kind.SCALAR) {
        full = true;
        kind = Kind.FULL;
        bare = e;
      }
      Signed signed = forms.signed(term.coefficient(), bare);
      Piece piece = Broadcast.bare(kind, signed.piece());
      int rank = constant ? CONSTANT : isLinear(e) ? PRODUCT : OTHER;
      entries.add(new Entry(new Signed(signed.negative(), piece), kind, rank, e.id()));
    }
    return entries;
  }

  /** Whether this is a number or the identity. */
  static boolean isConstant(Expr e) {
    return Wire.isIdentity(e) || e instanceof Contraction c && c.factors().isEmpty();
  }

  /** Whether this stands before a bias that is added to it, as the matrix product does. */
  static boolean isLinear(Expr e) {
    if (e.isScalar()) {
      return !(e instanceof Variable v) || v.role() == Role.VALUE || v.role() == Role.ADJOINT;
    }
    return e instanceof Contraction c && c.summedIndices() > 0;
  }

  /**
   * Whether the negative of a sum reads better, where either will do: {@code ‖A x - b‖} rather than
   * {@code ‖b - A x‖}.
   */
  static boolean readsBetterNegated(Sum sum) {
    Predicate<Sum.Term> positive = term -> term.coefficient().signum() > 0;
    return sum.terms().stream().filter(positive).noneMatch(t -> leads(t.expr()))
        && sum.terms().stream().filter(positive.negate()).anyMatch(t -> leads(t.expr()));
  }

  private static boolean leads(Expr e) {
    return Broadcast.kind(e) == Kind.SCALAR || isConstant(e) || !e.isScalar() && isLinear(e);
  }

  private static Piece join(List<Entry> entries, int order) {
    int cost = entries.stream().mapToInt(e -> e.signed().piece().uprightCost()).sum();
    int flipped = entries.stream().mapToInt(e -> e.signed().piece().flippedCost()).sum();
    Expression upright = add(entries, Piece::upright);
    if (order == 0 || order > 2) {
      return Piece.symmetric(upright, cost);
    }
    if (order == 2) {
      return Piece.best(upright, cost, add(entries, Piece::flipped), flipped);
    }
    return flipped < cost
        ? Piece.of(add(entries, Piece::flipped), flipped).flip()
        : Piece.of(upright, cost);
  }

  private static Expression add(List<Entry> entries, Function<Piece, Expression> side) {
    Expression first = side.apply(entries.get(0).signed().piece());
    Expression sum = Trees.negateIf(entries.get(0).signed().negative(), first);
    for (Entry entry : entries.subList(1, entries.size())) {
      Operator operator = entry.signed().negative() ? Operator.SUBTRACT : Operator.ADD;
      sum = Trees.binary(operator, sum, side.apply(entry.signed().piece()));
    }
    return sum;
  }
}
