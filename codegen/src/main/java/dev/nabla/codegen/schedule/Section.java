package dev.nabla.codegen.schedule;

import java.util.List;

/**
 * The code of one statement of a loop program.
 *
 * @param title the formula it computes
 * @param units pieces that share no registers, so that each may stand in a method of its own
 */
public record Section(String title, List<Unit> units) {
  /** Code that stays together, and the kind of schedule it came from. */
  public record Unit(Kind kind, List<Code> code) {
    public Unit {
      code = List.copyOf(code);
    }
  }

  /** How a nest was scheduled. */
  public enum Kind {
    /** Every point by itself, in registers. */
    STRAIGHT,
    /** Loops as they stand. */
    LOOPS,
    /** Rows added to a result, several at a time, at literal offsets. */
    ROWS,
    /** The same for rows copied to a tile first. */
    TILED_ROWS,
    /** A matrix-matrix product by tiles. */
    BLOCK_ROWS,
    /** Several sums side by side. */
    DOTS,
    /** Rows written, several at a time. */
    OUTER,
    /** The same by way of a tile. */
    TILED_OUTER,
    /** Element by element, in vectors. */
    VECTORS,
    /** Sums of products in registers that hold vectors of results. */
    VECTOR_TILES,
    /** Sums of products in registers that hold vectors of what is summed. */
    VECTOR_DOTS,
    /** An inverse or a determinant. */
    MATRIX
  }

  public Section {
    units = List.copyOf(units);
  }
}
