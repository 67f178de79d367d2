package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.LoopStatement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The code of one statement of a loop program.
 *
 * @param title the formula it computes
 * @param shape the points it is computed at, and what each sums over: {@code 64x128 over 784}
 * @param work how many points all its steps have together: of a product, its multiply-adds
 * @param units pieces that share no registers, so that each may stand in a method of its own
 */
public record Section(String title, String shape, long work, List<Unit> units) {
  /** The section of a statement. */
  static Section of(LoopStatement statement, List<Unit> units) {
    return statement instanceof LoopStatement.Nest nest
        ? new Section(nest.title(), shape(nest), Scheduler.work(nest), units)
        : new Section(statement.title(), "", 0, units);
  }

  private static String shape(LoopStatement.Nest nest) {
    String over =
        nest.folds().stream()
            .map(fold -> sizes(fold.over()))
            .distinct()
            .collect(Collectors.joining(" and "));
    return sizes(nest.free()) + (over.isEmpty() ? "" : " over " + over);
  }

  private static String sizes(List<LoopIndex> indices) {
    return indices.isEmpty()
        ? "1"
        : indices.stream().map(i -> String.valueOf(i.size())).collect(Collectors.joining("x"));
  }

  /** Code that stays together, and the kind of schedule it came from. */
  public record Unit(Kind kind, List<Code> code) {
    public Unit {
      code = List.copyOf(code);
    }
  }

  /** How a nest was scheduled. */
  public enum Kind {
    /** Every point by itself, in registers. */
    STRAIGHT("straight-line", "little work: every point by itself, in registers"),
    /** Loops as they stand. */
    LOOPS("loops", "loops as they stand: nothing runs along a row, or the rows are short"),
    /** Rows added to a result, several at a time, at literal offsets. */
    ROWS("rows", "a row of the result is contiguous: eight rows are added to it at a time"),
    /** The same for rows copied to a tile first. */
    TILED_ROWS(
        "tiled rows",
        "the same; too many rows to write out, so eight at a time are copied to a tile"),
    /** A matrix-matrix product by tiles. */
    BLOCK_ROWS(
        "block rows",
        "rows share a matrix: eight rows of it are copied to a tile and used for all"),
    /** Several sums side by side. */
    DOTS("dots", "only the summed index is contiguous: several sums side by side"),
    /** Rows written, several at a time. */
    OUTER("outer", "every row of the result is a multiple of one row: eight are written at a time"),
    /** The same by way of a tile. */
    TILED_OUTER("tiled outer", "the same by way of a tile"),
    /** Element by element, in vectors. */
    VECTORS("vectors", "element by element, in vectors"),
    /** Sums of products in registers that hold vectors of results. */
    VECTOR_TILES(
        "vector tiles", "sums for several rows and vectors of the result stay in registers"),
    /** Sums of products in registers that hold vectors of what is summed. */
    VECTOR_DOTS(
        "vector dots", "vectors run along what is summed; their lanes are added at the end"),
    /** An inverse or a determinant. */
    MATRIX("elimination", "an inverse or a determinant");

    private final String title;
    private final String reason;

    Kind(String title, String reason) {
      this.title = title;
      this.reason = reason;
    }

    /** What it is called. */
    public String title() {
      return title;
    }

    /**
     * Whether its methods are given their arrays, which costs nothing where addresses vary anyway.
     */
    public boolean isKernel() {
      return this == VECTORS || this == VECTOR_TILES || this == VECTOR_DOTS;
    }

    /** What methods of this kind are called. */
    public String methodName() {
      return switch (this) {
        case VECTORS -> "elements";
        case VECTOR_TILES -> "tiles";
        case VECTOR_DOTS -> "dots";
        default -> "compute";
      };
    }

    /** When it is chosen, and what it does. */
    public String reason() {
      return reason;
    }
  }

  public Section {
    units = List.copyOf(units);
  }
}
