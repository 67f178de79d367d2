package dev.nabla.symbolic.notation;

import dev.nabla.grammar.ast.Expression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Joins strands along summed indices, one index at a time, the cheapest first: a matrix with a
 * vector, two matrices, and last a lone matrix whose rows are summed. Scalars that come out go to
 * the quotient.
 */
final class Network {
  private final List<Strand> strands;
  private final int order;
  private final Quotient quotient;

  /**
   * @param order how many indices are not summed; they have the smallest numbers
   * @param quotient takes what is summed completely
   */
  Network(List<Strand> strands, int order, Quotient quotient) {
    this.strands = new ArrayList<>(strands);
    this.order = order;
    this.quotient = quotient;
  }

  /**
   * The strands along output indices that are left.
   *
   * @throws NoMatrixForm when three matrices share an index
   */
  List<Strand> contract() {
    while (closeLoop() || mergePair() || contractOne()) {
      // Each step leaves fewer strands or fewer ends.
    }
    for (Strand strand : strands) {
      if (isSummed(strand.from()) || isSummed(strand.to())) {
        throw new NoMatrixForm("an index that three matrices share");
      }
    }
    return strands;
  }

  private boolean isSummed(int index) {
    return index >= order;
  }

  private List<Strand> at(int index) {
    return strands.stream().filter(s -> s.touches(index)).toList();
  }

  private void replace(List<Strand> gone, Strand made) {
    int place = 0;
    while (strands.get(place) != gone.get(0)) {
      place++;
    }
    strands.add(place, made);
    remove(gone);
  }

  private void remove(List<Strand> gone) {
    for (Strand strand : gone) {
      strands.removeIf(s -> s == strand);
    }
  }

  // ---------------------------------------------------------------- loops and pairs

  /** A matrix with one index at both ends: its trace, or its diagonal. */
  private boolean closeLoop() {
    for (Strand strand : strands) {
      if (strand.from() == strand.to()) {
        int index = strand.from();
        if (isSummed(index) && at(index).size() == 1 && !strand.divisor()) {
          quotient.scalar(Traces.trace(strand.links()), false);
          remove(List.of(strand));
        } else {
          Piece matrix = strand.piece();
          Piece diagonal = Piece.of(Trees.apply("diag", matrix.cheaper()), matrix.cheaperCost());
          replace(
              List.of(strand),
              Strand.of(diagonal, index, Strand.NONE, strand.rank(), strand.divisor()));
        }
        return true;
      }
    }
    return false;
  }

  /** Matrices along the same two indices are multiplied element-wise, or make a trace. */
  private boolean mergePair() {
    Map<Set<Integer>, List<Strand>> byEnds = new LinkedHashMap<>();
    for (Strand strand : strands) {
      if (!strand.isVector() && (isSummed(strand.from()) || isSummed(strand.to()))) {
        Set<Integer> ends = new TreeSet<>(List.of(strand.from(), strand.to()));
        byEnds.computeIfAbsent(ends, key -> new ArrayList<>()).add(strand);
      }
    }
    Optional<List<Strand>> pair =
        byEnds.values().stream().filter(same -> same.size() > 1).findFirst();
    pair.ifPresent(same -> merge(same.get(0), same));
    return pair.isPresent();
  }

  private void merge(Strand first, List<Strand> pair) {
    boolean closed =
        isSummed(first.from())
            && isSummed(first.to())
            && at(first.from()).size() == pair.size()
            && at(first.to()).size() == pair.size();
    Strand product = Strand.group(pair, first.from(), first.to());
    if (closed) {
      Optional<Expression> trace = Traces.of(pair);
      quotient.scalar(trace.orElseGet(() -> Traces.sum(product.piece())), false);
      remove(pair);
    } else {
      replace(pair, product);
    }
  }

  // ---------------------------------------------------------------- one index

  private enum Step {
    /** Only vectors: a dot product, or a sum. */
    SCALAR,
    /** A matrix times a vector. */
    APPLY,
    /** Two matrices, perhaps with a diagonal between them. */
    JOIN,
    /** A lone matrix. */
    SUM,
    /** A matrix of which one row is picked. */
    PICK,
    STUCK
  }

  /** What can be done with an index that these have in common. */
  private static Step step(List<Strand> here) {
    long matrices = here.stream().filter(s -> !s.isVector()).count();
    boolean picked = here.stream().anyMatch(Strand::isPick);
    if (matrices == 0) {
      return Step.SCALAR;
    }
    if (matrices > 2) {
      return Step.STUCK;
    }
    if (picked) {
      return Step.PICK;
    }
    return matrices == 2 ? Step.JOIN : here.size() > 1 ? Step.APPLY : Step.SUM;
  }

  private boolean contractOne() {
    TreeMap<Integer, List<Strand>> ends = new TreeMap<>();
    for (Strand strand : strands) {
      Stream.of(strand.from(), strand.to())
          .distinct()
          .filter(this::isSummed)
          .forEach(index -> ends.computeIfAbsent(index, key -> new ArrayList<>()).add(strand));
    }
    Optional<Integer> next =
        ends.keySet().stream()
            .filter(index -> step(ends.get(index)) != Step.STUCK)
            .min(Comparator.comparing(index -> step(ends.get(index))));
    next.ifPresent(index -> contract(index, step(ends.get(index))));
    return next.isPresent();
  }

  private void contract(int index, Step step) {
    List<Strand> here = at(index);
    List<Strand> vectors = here.stream().filter(Strand::isVector).toList();
    List<Strand> matrices = here.stream().filter(s -> !s.isVector()).toList();
    switch (step) {
      case SCALAR -> scalar(vectors);
      case APPLY -> apply(index, matrices.get(0), vectors);
      case JOIN -> join(index, matrices, vectors);
      case SUM -> sum(index, matrices.get(0));
      default -> pick(index, matrices.get(0), vectors.get(0));
    }
  }

  private void scalar(List<Strand> vectors) {
    Optional<Strand> pick = vectors.stream().filter(Strand::isPick).findFirst();
    if (pick.isPresent()) {
      for (Strand vector : vectors) {
        if (!vector.isPick()) {
          Expression position = Trees.number(pick.get().pick().getAsInt());
          Expression base = vector.piece().cheaper();
          quotient.scalar(Trees.element(base, List.of(position)), vector.divisor());
        }
      }
    } else {
      quotient.scalar(Traces.dotOrSum(vectors), false);
    }
    remove(vectors);
  }

  private void apply(int index, Strand matrix, List<Strand> vectors) {
    int end = matrix.otherEnd(index);
    List<Piece> links = new ArrayList<>(matrix.startingAt(end).factors());
    links.addAll(Quotient.links(vectors));
    List<Strand> gone = new ArrayList<>(vectors);
    gone.add(0, matrix);
    replace(gone, Strand.chain(links, end, Strand.NONE));
  }

  private void join(int index, List<Strand> matrices, List<Strand> vectors) {
    int from = matrices.get(0).otherEnd(index);
    int to = matrices.get(1).otherEnd(index);
    List<Piece> links = new ArrayList<>(matrices.get(0).startingAt(from).factors());
    if (!vectors.isEmpty()) {
      links.add(ProductForm.diag(vectors));
    }
    links.addAll(matrices.get(1).startingAt(index).factors());
    List<Strand> gone = new ArrayList<>(matrices);
    gone.addAll(vectors);
    replace(gone, Strand.chain(links, from, to));
  }

  private void sum(int index, Strand matrix) {
    int end = matrix.otherEnd(index);
    Piece piece = Quotient.hadamard(List.of(matrix.startingAt(end)));
    if (isSummed(end) && at(end).size() == 1) {
      quotient.scalar(Traces.sum(piece), false);
      remove(List.of(matrix));
      return;
    }
    Piece sums =
        piece.flippedCost() < piece.uprightCost()
            ? Piece.of(Trees.apply("colsum", piece.flipped()), piece.flippedCost()).flip()
            : Piece.of(Trees.apply("rowsum", piece.upright()), piece.uprightCost());
    replace(List.of(matrix), Strand.of(sums, end, Strand.NONE, Strand.LINEAR, false));
  }

  private void pick(int index, Strand matrix, Strand picked) {
    int end = matrix.otherEnd(index);
    List<Strand> others = at(end).stream().filter(s -> s != matrix).toList();
    boolean element = isSummed(end) && others.size() == 1 && others.get(0).isPick();
    if (!element) {
      throw new NoMatrixForm("a row of a matrix");
    }
    Expression row = Trees.number(others.get(0).pick().getAsInt());
    Expression column = Trees.number(picked.pick().getAsInt());
    Piece piece = matrix.startingAt(end).piece();
    boolean flip = piece.flippedCost() < piece.uprightCost();
    Expression base = piece.cheaper();
    List<Expression> subscripts = flip ? List.of(column, row) : List.of(row, column);
    quotient.scalar(Trees.element(base, subscripts), matrix.divisor());
    remove(List.of(matrix, picked, others.get(0)));
  }

  @Override
  public String toString() {
    return strands.stream().map(Strand::toString).collect(Collectors.joining(", "));
  }
}
