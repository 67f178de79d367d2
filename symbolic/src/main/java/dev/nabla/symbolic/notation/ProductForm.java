package dev.nabla.symbolic.notation;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Contraction.Factor;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.expr.Variable.Role;
import dev.nabla.symbolic.expr.Wire;
import dev.nabla.symbolic.notation.Piece.Signed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Writes one contraction: turns its factors into {@link Strand}s, has {@link Network} join those
 * along the summed indices, and puts together what is left along the output indices.
 */
final class ProductForm {
  private static final Rational TWO = Rational.of(2);
  private static final Set<Role> LINEAR = Set.of(Role.ADJOINT, Role.COTANGENT, Role.DIRECTION);

  private final MatrixForm forms;
  private final int order;
  private final List<Strand> strands = new ArrayList<>();
  private final Map<Integer, Integer> picks = new HashMap<>();
  private Rational coefficient;
  private Quotient quotient;
  private int nextIndex;

  ProductForm(MatrixForm forms, Rational coefficient, int order) {
    this.forms = forms;
    this.coefficient = coefficient;
    this.order = order;
  }

  Signed write(List<Factor> given) {
    recordPicks(given);
    List<Factor> factors = new ArrayList<>(given);
    factors.sort(
        Comparator.<Factor>comparingInt(f -> f.expr().id()).thenComparingInt(this::firstPick));
    int flipped = toFlip(factors);
    coefficient = flipped < 0 ? coefficient : coefficient.negate();
    quotient = new Quotient(coefficient);
    if (order > 2 || factors.stream().anyMatch(f -> f.expr().order() > 2)) {
      return tensor(factors, flipped);
    }
    factors.forEach(f -> f.indices().forEach(i -> nextIndex = Math.max(nextIndex, i + 1)));
    for (int k = 0; k < factors.size(); k++) {
      add(factors.get(k), factors, k == flipped);
    }
    Network network = new Network(strands, order, quotient);
    List<Strand> left = network.contract();
    return order < 2 ? vector(left) : matrix(left);
  }

  // ---------------------------------------------------------------- factors to strands

  /** The sum that absorbs a minus sign: {@code -(y - h)} is {@code h - y}; -1 if there is none. */
  private int toFlip(List<Factor> factors) {
    return coefficient.signum() > 0
        ? -1
        : IntStream.range(0, factors.size())
            .filter(k -> isFlippable(factors.get(k).expr()))
            .findFirst()
            .orElse(-1);
  }

  static boolean isFlippable(Expr e) {
    return e instanceof Sum sum
        && !sum.isScaled()
        && (MatrixForm.hasNegativeTerm(sum) || allFlippable(sum))
        && sum.terms().stream()
            .noneMatch(
                t ->
                    Broadcast.kind(t.expr()) == Broadcast.Kind.SCALAR
                        || SumForm.isConstant(t.expr()));
  }

  /** Whether every term has a factor that absorbs a minus sign. */
  private static boolean allFlippable(Sum sum) {
    return sum.terms().stream()
        .allMatch(
            t ->
                t.expr() instanceof Contraction c
                    && c.factors().stream().anyMatch(factor -> isFlippable(factor.expr())));
  }

  private Piece negated(Expr sum) {
    return new SumForm(forms).write((Sum) sum, Rational.MINUS_ONE).whole();
  }

  /** Unit vectors along summed indices pick elements. */
  private void recordPicks(List<Factor> factors) {
    for (Factor factor : factors) {
      if (factor.expr() instanceof Wire wire && wire.isUnit() && factor.indices().get(0) >= order) {
        picks.put(factor.indices().get(0), wire.position());
      }
    }
  }

  private int firstPick(Factor factor) {
    return factor.indices().isEmpty() ? 0 : picks.getOrDefault(factor.indices().get(0), 0);
  }

  private void add(Factor factor, List<Factor> all, boolean flip) {
    Expr e = factor.expr();
    if (Wire.isUnit(e) && picks.containsKey(factor.indices().get(0))) {
      return;
    }
    if (flip) {
      add(negated(e), e, factor.indices(), false);
    } else if (e instanceof Power power) {
      Rational exponent = power.exponent();
      boolean divisor = exponent.signum() < 0;
      addPower(power.base(), exponent.abs(), factor, divisor, all);
    } else {
      add(forms.atom(e), e, factor.indices(), false);
    }
  }

  private void addPower(
      Expr base, Rational exponent, Factor factor, boolean divisor, List<Factor> all) {
    List<Integer> indices = factor.indices();
    boolean square = exponent.equals(TWO);
    if (base.isScalar()) {
      quotient.scalar(forms.scalarPower(base, exponent), divisor);
    } else if (square && !divisor && isAlone(factor, all)) {
      quotient.scalar(forms.normPower(base, TWO), false);
    } else if (square && base instanceof Variable) {
      add(forms.atom(base), base, indices, divisor);
      add(forms.atom(base), base, indices, divisor);
    } else {
      Piece piece = forms.piece(base);
      Piece power = exponent.isOne() ? piece : piece.map(u -> Trees.power(u, exponent, false));
      add(power, base, indices, divisor);
    }
  }

  /** Whether all elements of a factor are summed, and nothing else stands along them. */
  private boolean isAlone(Factor factor, List<Factor> all) {
    List<Integer> indices = factor.indices();
    return indices.stream().allMatch(i -> i >= order)
        && indices.stream().distinct().count() == indices.size()
        && all.stream()
            .noneMatch(f -> f != factor && f.indices().stream().anyMatch(indices::contains));
  }

  private void add(Piece piece, Expr e, List<Integer> indices, boolean divisor) {
    int rank = rank(e);
    if (indices.isEmpty()) {
      quotient.scalar(piece.upright(), divisor);
    } else if (indices.size() == 1) {
      int index = indices.get(0);
      if (picks.containsKey(index)) {
        quotient.scalar(element(piece, picks.get(index)), divisor);
      } else {
        strands.add(Strand.of(piece, index, Strand.NONE, rank, divisor));
      }
    } else {
      Strand strand = Strand.of(piece, end(indices.get(0)), end(indices.get(1)), rank, divisor);
      strands.add(strand);
    }
  }

  /** Where an element-wise factor goes: {@code (h - y) ⊙ h ⊙ (1 - h)}, {@code δh ⊙ relu'(z)}. */
  static int rank(Expr e) {
    if (Functions.isDerivative(e)) {
      return Strand.DERIVATIVE;
    }
    if (e instanceof Variable v && LINEAR.contains(v.role())) {
      return Strand.LINEAR;
    }
    boolean plain =
        isFlippable(e)
            && ((Sum) e)
                .operands().stream().allMatch(o -> Broadcast.kind(o) == Broadcast.Kind.FULL);
    return plain ? Strand.DIFFERENCE : Strand.USUAL;
  }

  private static Expression element(Piece vector, int position) {
    return Trees.element(vector.cheaper(), List.of(Trees.number(position)));
  }

  /** Every matrix with a picked index gets a unit vector of its own, as that is idempotent. */
  private int end(int index) {
    if (!picks.containsKey(index)) {
      return index;
    }
    int own = nextIndex++;
    strands.add(Strand.picking(own, picks.get(index)));
    return own;
  }

  // ---------------------------------------------------------------- what is left

  private Signed vector(List<Strand> left) {
    left.forEach(quotient::times);
    return quotient.build();
  }

  private Signed matrix(List<Strand> left) {
    List<Strand> matrices = new ArrayList<>();
    List<Strand> rows = new ArrayList<>();
    List<Strand> columns = new ArrayList<>();
    for (Strand strand : left) {
      if (strand.isVector()) {
        (strand.from() == 0 ? rows : columns).add(strand);
      } else {
        matrices.add(strand.startingAt(0));
      }
    }
    if (matrices.isEmpty()) {
      return outer(rows, columns);
    }
    return isIdentity(matrices) && !rows.isEmpty()
        ? diagonal(rows)
        : scaled(matrices, rows, columns);
  }

  /** {@code u v^T}. */
  private Signed outer(List<Strand> rows, List<Strand> columns) {
    quotient.times(Strand.chain(outerLinks(rows, columns), 0, 1));
    return quotient.build();
  }

  private static List<Piece> outerLinks(List<Strand> rows, List<Strand> columns) {
    List<Piece> links = new ArrayList<>(Quotient.links(rows));
    links.addAll(Strand.reversed(Quotient.links(columns)));
    return links;
  }

  private boolean isIdentity(List<Strand> matrices) {
    Piece only = matrices.get(0).piece();
    return matrices.size() == 1
        && only.upright() instanceof Expression.Apply apply
        && apply.function().text().equals("identity");
  }

  private Signed diagonal(List<Strand> rows) {
    quotient.times(Strand.of(diag(rows), 0, 1, Strand.USUAL, false));
    return quotient.build();
  }

  static Piece diag(List<Strand> vectors) {
    Piece vector = Quotient.hadamard(vectors);
    return Piece.symmetric(Trees.apply("diag", vector.cheaper()), vector.cheaperCost());
  }

  /**
   * {@code diag(u) A diag(v)}; what only divides rows or columns is repeated along them, and what
   * divides both is {@code u v^T}.
   */
  private Signed scaled(List<Strand> matrices, List<Strand> rows, List<Strand> columns) {
    boolean rowsDivide = rows.stream().allMatch(Strand::divisor);
    boolean columnsDivide = columns.stream().allMatch(Strand::divisor);
    List<Piece> left = rowsDivide ? List.of() : List.of(diag(rows));
    List<Piece> right = columnsDivide ? List.of() : List.of(diag(columns));
    if (left.isEmpty() && right.isEmpty()) {
      matrices.forEach(quotient::times);
    } else {
      List<Piece> links = new ArrayList<>(left);
      links.addAll(Quotient.links(matrices));
      links.addAll(right);
      quotient.times(Strand.chain(links, 0, 1));
    }
    if (rowsDivide && columnsDivide && !rows.isEmpty() && !columns.isEmpty()) {
      quotient.divideBy(Strand.product(outerLinks(factors(rows), factors(columns))));
      return quotient.build();
    }
    if (rowsDivide) {
      rows.forEach(strand -> quotient.divideBy(strand.piece()));
    }
    if (columnsDivide) {
      columns.forEach(strand -> quotient.divideBy(strand.piece().flip()));
    }
    return quotient.build();
  }

  /** What divides, as factors of what is divided by. */
  private static List<Strand> factors(List<Strand> divisors) {
    return divisors.stream()
        .map(s -> Strand.of(s.piece(), s.from(), s.to(), s.rank(), false))
        .toList();
  }

  // ---------------------------------------------------------------- tensors

  /** Factors along the same axes, multiplied element by element; or all of that summed. */
  private Signed tensor(List<Factor> factors, int flipped) {
    List<Integer> along =
        factors.stream()
            .map(Factor::indices)
            .filter(i -> i.size() > 2)
            .findFirst()
            .orElseThrow(() -> new NoMatrixForm("a tensor of products"));
    boolean summed = order == 0 && along.stream().distinct().count() == along.size();
    if (!summed && !along.equals(Exprs.range(0, order))) {
      throw new NoMatrixForm("a product of tensors");
    }
    List<Strand> found = new ArrayList<>();
    for (int k = 0; k < factors.size(); k++) {
      Factor factor = factors.get(k);
      if (!factor.indices().isEmpty() && !factor.indices().equals(along)) {
        throw new NoMatrixForm("a product of tensors");
      }
      tensorFactor(factor, factors, k == flipped, found);
    }
    if (summed && !found.isEmpty()) {
      quotient.scalar(Trees.apply("sum", Quotient.hadamard(found).upright()), false);
    } else {
      found.forEach(quotient::times);
    }
    return quotient.build();
  }

  private void tensorFactor(Factor factor, List<Factor> all, boolean flip, List<Strand> into) {
    Expr e = factor.expr();
    boolean power = e instanceof Power;
    Expr base = power ? ((Power) e).base() : e;
    Rational exponent = power ? ((Power) e).exponent() : Rational.ONE;
    boolean divisor = exponent.signum() < 0;
    if (e.isScalar()) {
      Expression written =
          power ? forms.scalarPower(base, exponent.abs()) : plain(e, flip).upright();
      quotient.scalar(written, divisor);
    } else if (exponent.equals(TWO) && isAlone(factor, all)) {
      quotient.scalar(forms.normPower(base, TWO), false);
    } else {
      Expression tree = (power ? forms.piece(base) : plain(base, flip)).upright();
      Piece piece = Piece.symmetric(Trees.power(tree, exponent.abs(), false));
      into.add(Strand.of(piece, 0, 0, rank(base), divisor));
    }
  }

  private Piece plain(Expr e, boolean flip) {
    return flip ? negated(e) : forms.atom(e);
  }
}
