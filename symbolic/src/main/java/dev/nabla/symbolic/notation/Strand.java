package dev.nabla.symbolic.notation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * A stretch of matrix product in the making: pieces side by side, and the index at either end.
 *
 * @param links the pieces from left to right, each upright in this direction
 * @param from the index of the rows
 * @param to the index of the columns; {@link #NONE} for a column
 * @param rank where it goes among element-wise factors
 * @param divisor whether the product is divided by it
 * @param pick for a unit vector the position that it picks, and then there are no links
 * @param parts the element-wise factors, if it is a product of those, and then links has one piece
 */
record Strand(
    List<Piece> links,
    int from,
    int to,
    int rank,
    boolean divisor,
    OptionalInt pick,
    List<Strand> parts) {
  static final int NONE = -1;

  /** Ranks of element-wise factors: linear parts lead, derivatives of activations come last. */
  static final int LINEAR = 0;

  static final int DIFFERENCE = 1;
  static final int USUAL = 2;
  static final int DERIVATIVE = 3;

  Strand {
    links = List.copyOf(links);
    parts = List.copyOf(parts);
  }

  static Strand of(Piece piece, int from, int to, int rank, boolean divisor) {
    return new Strand(List.of(piece), from, to, rank, divisor, OptionalInt.empty(), List.of());
  }

  static Strand chain(List<Piece> links, int from, int to) {
    int rank = links.size() > 1 ? LINEAR : USUAL;
    return new Strand(links, from, to, rank, false, OptionalInt.empty(), List.of());
  }

  static Strand picking(int index, int position) {
    return new Strand(List.of(), index, NONE, USUAL, false, OptionalInt.of(position), List.of());
  }

  /** The element-wise product of strands with these ends. */
  static Strand group(List<Strand> strands, int from, int to) {
    List<Strand> parts = new ArrayList<>();
    for (Strand strand : strands) {
      Strand turned = strand.startingAt(from);
      parts.addAll(turned.parts().isEmpty() ? List.of(turned) : turned.parts());
    }
    List<Piece> links = List.of(Quotient.hadamard(parts));
    return new Strand(links, from, to, USUAL, false, OptionalInt.empty(), parts);
  }

  boolean isVector() {
    return to == NONE;
  }

  boolean isPick() {
    return pick.isPresent();
  }

  boolean touches(int index) {
    return from == index || to == index;
  }

  /** The end of a matrix that is not this one. */
  int otherEnd(int index) {
    return from == index ? to : from;
  }

  /** The matrix with rows along this index. */
  Strand startingAt(int index) {
    return from == index
        ? this
        : new Strand(
            reversed(links),
            to,
            from,
            rank,
            divisor,
            OptionalInt.empty(),
            parts.stream().map(part -> part.startingAt(index)).toList());
  }

  /** The links of the transpose. */
  static List<Piece> reversed(List<Piece> links) {
    List<Piece> result = new ArrayList<>();
    links.forEach(link -> result.add(link.flip()));
    Collections.reverse(result);
    return result;
  }

  /** The links, which stand for a reciprocal if this is a divisor. */
  List<Piece> factors() {
    return divisor ? List.of(piece().map(e -> Trees.divide(Trees.number(1), e))) : links;
  }

  /** All links as one piece, never mind whether it is a divisor. */
  Piece piece() {
    return product(links);
  }

  static Piece product(List<Piece> links) {
    List<Piece> back = reversed(links);
    return Piece.best(
        Trees.product(links.stream().map(Piece::upright).toList()),
        cost(links),
        Trees.product(back.stream().map(Piece::upright).toList()),
        cost(back));
  }

  /** What the links cost, read in this direction. */
  static int cost(List<Piece> links) {
    return links.stream().mapToInt(Piece::uprightCost).sum();
  }
}
