package dev.nabla.symbolic.notation;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.notation.Piece.Signed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A product with a number, scalars, element-wise factors and divisors, put in the order in which
 * people write it: {@code 2 λ A x / n}, {@code (W δ) ⊙ f'(z)}, {@code u / (s v)}.
 */
final class Quotient {
  private static final BigInteger TWO = BigInteger.TWO;
  private static final BigInteger FIVE = BigInteger.valueOf(5);

  private final Rational coefficient;
  private final List<Expression> scalars = new ArrayList<>();
  private final List<Expression> scalarDivisors = new ArrayList<>();
  private final List<Strand> factors = new ArrayList<>();
  private final List<Strand> divisors = new ArrayList<>();

  Quotient(Rational coefficient) {
    this.coefficient = coefficient;
  }

  /** The element-wise product of strands along the same indices. */
  static Piece hadamard(List<Strand> strands) {
    Quotient quotient = new Quotient(Rational.ONE);
    strands.forEach(quotient::times);
    return quotient.build().piece();
  }

  /** Strands along the same indices as one; a single one stays a chain. */
  static List<Piece> links(List<Strand> strands) {
    return strands.size() == 1 ? strands.get(0).factors() : List.of(hadamard(strands));
  }

  void scalar(Expression e, boolean divisor) {
    (divisor ? scalarDivisors : scalars).add(e);
  }

  /** Multiplies element-wise, or divides. */
  void times(Strand strand) {
    if (!strand.parts().isEmpty()) {
      strand.parts().forEach(this::times);
      return;
    }
    (strand.divisor() ? divisors : factors).add(strand);
  }

  /** Divides by something repeated along an axis that it does not have. */
  void divideBy(Piece piece) {
    divisors.add(Strand.of(piece, 0, 0, Strand.USUAL, true));
  }

  Signed build() {
    factors.sort(Comparator.comparingInt(Strand::rank));
    List<Piece> chain = factors.size() == 1 ? factors.get(0).links() : List.of();
    List<Piece> group =
        factors.size() == 1 ? List.of() : factors.stream().map(Strand::piece).toList();
    List<Piece> under = divisors.stream().map(Strand::piece).toList();
    int upright = cost(chain) + cost(group) + cost(under);
    List<Piece> back = Strand.reversed(chain);
    List<Piece> groupBack = flipped(group);
    List<Piece> underBack = flipped(under);
    int flipped = cost(back) + cost(groupBack) + cost(underBack);
    boolean scalar = chain.isEmpty() && group.isEmpty() && under.isEmpty();
    Expression forward = write(chain, group, under);
    Piece piece =
        scalar
            ? Piece.symmetric(forward)
            : Piece.best(forward, upright, write(back, groupBack, underBack), flipped);
    return new Signed(coefficient.signum() < 0, piece);
  }

  private static int cost(List<Piece> pieces) {
    return Strand.cost(pieces);
  }

  private static List<Piece> flipped(List<Piece> pieces) {
    return pieces.stream().map(Piece::flip).toList();
  }

  private Expression write(List<Piece> chain, List<Piece> group, List<Piece> under) {
    Rational number = coefficient.abs();
    List<Expression> below = new ArrayList<>(scalarDivisors);
    boolean divided = !below.isEmpty() || !under.isEmpty();
    if (divided && !number.isInteger() && !isDecimal(number)) {
      if (number.denominator().signum() != 0) {
        below.add(0, Trees.number(Rational.of(number.denominator(), BigInteger.ONE)));
      }
      number = Rational.of(number.numerator(), BigInteger.ONE);
    }
    Expression above = above(number, uprights(chain), uprights(group));
    if (!under.isEmpty()) {
      below.add(Trees.hadamard(uprights(under)));
    }
    return below.isEmpty() ? above : Trees.divide(above, Trees.product(below));
  }

  private static List<Expression> uprights(List<Piece> pieces) {
    return pieces.stream().map(Piece::upright).toList();
  }

  private Expression above(Rational number, List<Expression> chain, List<Expression> group) {
    List<Expression> row = new ArrayList<>();
    List<Expression> behind = new ArrayList<>();
    boolean alone = scalars.isEmpty() && chain.isEmpty() && group.isEmpty();
    if (!number.isOne() || alone) {
      row.add(Trees.number(number));
    }
    scalars.stream().filter(s -> !Trees.isProduct(s)).forEach(row::add);
    for (Expression scalar : scalars) {
      if (Trees.isProduct(scalar)) {
        (row.isEmpty() && !chain.isEmpty() ? behind : row).add(scalar);
      }
    }
    row.addAll(chain);
    row.addAll(behind);
    if (group.isEmpty()) {
      boolean multiple = scalars.size() == 1 && chain.isEmpty() && row.size() == 2;
      return Trees.product(multiple && isChain(row.get(1)) ? numbered(row) : row);
    }
    boolean bare = row.stream().noneMatch(Trees::isProduct);
    if (!bare) {
      row.add(Trees.hadamard(group));
      return Trees.product(row);
    }
    row.addAll(isChain(group.get(0)) ? spread(group.get(0)) : List.of(group.get(0)));
    List<Expression> all = new ArrayList<>(List.of(Trees.product(row)));
    all.addAll(group.subList(1, group.size()));
    return Trees.hadamard(all);
  }

  private static boolean isChain(Expression e) {
    return e instanceof Expression.Binary b && b.operator() == Expression.Operator.PRODUCT;
  }

  /** {@code 2 x^T A x}: a number before a product that is one. */
  private static List<Expression> numbered(List<Expression> row) {
    List<Expression> factors = new ArrayList<>(row.subList(0, 1));
    factors.addAll(spread(row.get(1)));
    return factors;
  }

  /** The factors of a product that is grouped to the left. */
  private static List<Expression> spread(Expression product) {
    List<Expression> factors = new ArrayList<>();
    Expression rest = product;
    while (rest instanceof Expression.Binary b && b.operator() == Expression.Operator.PRODUCT) {
      factors.add(0, b.right());
      rest = b.left();
    }
    factors.add(0, rest);
    return factors;
  }

  /** Whether people would write the number as a decimal, such as 0.01. */
  private static boolean isDecimal(Rational number) {
    BigInteger rest = number.denominator();
    boolean fives = rest.mod(FIVE).signum() == 0;
    while (rest.mod(FIVE).signum() == 0) {
      rest = rest.divide(FIVE);
    }
    while (rest.mod(TWO).signum() == 0) {
      rest = rest.divide(TWO);
    }
    return fives && rest.equals(BigInteger.ONE);
  }
}
