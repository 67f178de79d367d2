package dev.nabla.symbolic.notation;

import dev.nabla.grammar.ast.Expression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Products of which nothing is left but a scalar: {@code u^T A v}, {@code tr(A B)}. */
final class Traces {
  private Traces() {}

  static Expression sum(Piece piece) {
    return Trees.apply("sum", piece.cheaper());
  }

  /** The sum over one index of a product of vectors. */
  static Expression dotOrSum(List<Strand> vectors) {
    boolean divided = vectors.stream().anyMatch(Strand::divisor);
    if (divided || vectors.size() == 1) {
      return sum(Quotient.hadamard(vectors));
    }
    Optional<Strand> chain = vectors.stream().filter(v -> v.links().size() > 1).findFirst();
    Strand alone = chain.orElseGet(() -> unique(vectors));
    List<Strand> rest = vectors.stream().filter(v -> v != alone).toList();
    List<Piece> links = new ArrayList<>();
    if (chain.isPresent()) {
      links.addAll(Strand.reversed(Quotient.links(rest)));
      links.addAll(alone.links());
    } else {
      links.addAll(Strand.reversed(alone.links()));
      links.addAll(Quotient.links(rest));
    }
    return cheaper(links);
  }

  /**
   * A vector that stands only once, so that {@code u^T (v ⊙ v)} is not split, and not the value of
   * a function, so that it is {@code y^T log(h)}.
   */
  private static Strand unique(List<Strand> vectors) {
    List<Strand> once =
        vectors.stream()
            .filter(v -> vectors.stream().filter(u -> u.links().equals(v.links())).count() == 1)
            .toList();
    return once.stream()
        .filter(v -> !(v.links().get(0).upright() instanceof Expression.Apply))
        .findFirst()
        .orElse(once.isEmpty() ? vectors.get(0) : once.get(0));
  }

  private static Expression cheaper(List<Piece> links) {
    List<Piece> back = Strand.reversed(links);
    boolean better = Strand.cost(back) + Trees.TRANSPOSE <= Strand.cost(links);
    List<Piece> chosen = better ? back : links;
    return Trees.product(chosen.stream().map(Piece::upright).toList());
  }

  /** The trace of two matrices along the same indices, unless a sum is simpler. */
  static Optional<Expression> of(List<Strand> pair) {
    if (pair.size() > 2 || pair.stream().anyMatch(Strand::divisor)) {
      return Optional.empty();
    }
    Strand first = pair.get(0);
    Strand second = pair.get(1).startingAt(first.to());
    List<Piece> cycle = new ArrayList<>(first.links());
    cycle.addAll(second.links());
    int cost = Math.min(Strand.cost(cycle), Strand.cost(Strand.reversed(cycle)));
    boolean plain = cycle.size() == 2;
    return plain && cost > 0 ? Optional.empty() : Optional.of(trace(cycle));
  }

  /**
   * The trace of a product, turned so that {@code A^T} leads and {@code A} ends it if it can, and
   * otherwise so that the first name in the alphabet leads.
   */
  static Expression trace(List<Piece> cycle) {
    List<Piece> back = Strand.reversed(cycle);
    List<Piece> chosen = new ArrayList<>(Strand.cost(back) < Strand.cost(cycle) ? back : cycle);
    int best = 0;
    for (int turn = 1; turn < chosen.size(); turn++) {
      if (key(chosen, turn).compareTo(key(chosen, best)) < 0) {
        best = turn;
      }
    }
    Collections.rotate(chosen, -best);
    return Trees.apply("tr", Trees.product(chosen.stream().map(Piece::upright).toList()));
  }

  /** What is compared when a cycle may start at any of its links. */
  private static String key(List<Piece> cycle, int start) {
    Expression first = cycle.get(start).upright();
    Expression last = cycle.get((start + cycle.size() - 1) % cycle.size()).upright();
    if (first instanceof Expression.Transpose transpose && transpose.operand().equals(last)) {
      return "";
    }
    Expression bare = first instanceof Expression.Transpose t ? t.operand() : first;
    return bare instanceof Expression.Name name ? name.text() : Character.toString(0xffff);
  }
}
