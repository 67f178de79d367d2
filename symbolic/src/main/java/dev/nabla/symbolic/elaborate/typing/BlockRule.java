package dev.nabla.symbolic.elaborate.typing;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.sizes.SizeTerm;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Vectors and matrices in brackets: {@code [a; b]} puts them below one another, {@code [A, B]} side
 * by side. Their sizes are numbers, since a size that is a sum of others has no name.
 */
final class BlockRule {
  /**
   * A block of a matrix.
   *
   * @param row how many rows stand above it
   * @param column how many columns stand to its left
   */
  record Block(Typed value, int row, int column) {}

  /** Each element is placed by itself. */
  private static final int ELEMENTS = 400;

  private final Inference inference;
  private final Context context;
  private final Expression.Literal literal;

  private BlockRule(Inference inference, Context context, Expression.Literal literal) {
    this.inference = inference;
    this.context = context;
    this.literal = literal;
  }

  /** Whether something in the brackets is certainly more than a number. */
  static boolean isJoint(List<List<Typed>> rows) {
    return rows.stream()
        .flatMap(List::stream)
        .anyMatch(element -> !element.dims().isBroken() && element.dims().isNotScalar());
  }

  static Typed join(
      Inference inference, Context context, Expression.Literal literal, List<List<Typed>> rows) {
    return new BlockRule(inference, context, literal)
        .joined(rows)
        .orElseGet(() -> Typed.broken(literal));
  }

  private Optional<Typed> joined(List<List<Typed>> rows) {
    List<Block> blocks = new ArrayList<>();
    int top = 0;
    int width = -1;
    for (List<Typed> row : rows) {
      int left = 0;
      int height = -1;
      for (Typed value : row) {
        Optional<int[]> size = size(value);
        if (size.isEmpty()) {
          return Optional.empty();
        }
        if (height >= 0 && size.get()[0] != height) {
          String message = "what stands side by side has the same number of rows";
          return refused(value, message, "below one another is written with ;, [a; b]");
        }
        height = size.get()[0];
        blocks.add(new Block(value, top, left));
        left += size.get()[1];
      }
      if (width >= 0 && left != width) {
        String message = "what stands below one another has the same number of columns";
        return refused(row.get(0), message, "side by side is written with a comma, [A, B]");
      }
      width = left;
      top += height;
    }
    if ((long) top * width > ELEMENTS) {
      String message = "what is put together in brackets has more than " + ELEMENTS + " elements";
      return refused(
          rows.get(0).get(0),
          message + ", the limit",
          "without brackets: W [h; x] is U h + V x with a matrix for each");
    }
    Dims dims = Dims.of(SizeTerm.of(Size.of(top)), SizeTerm.of(Size.of(width)));
    List<Index> indices = Typed.union(blocks.stream().map(Block::value).toList());
    return Optional.of(Typed.of(literal, indices, dims, new Operation.Blocks(blocks)));
  }

  /** Rows and columns, where both are numbers. */
  private Optional<int[]> size(Typed value) {
    Dims dims = value.dims();
    if (dims.isBroken()) {
      return Optional.empty();
    }
    if (dims.isTensor()) {
      refused(value, "vectors and matrices are put together in brackets, no tensors", "");
      return Optional.empty();
    }
    OptionalInt rows = number(dims.rows());
    OptionalInt columns = number(dims.columns());
    if (rows.isEmpty() || columns.isEmpty()) {
      refused(
          value,
          "the sizes of what is put together in brackets must be numbers",
          "fix them, 'dim n = 3', or write U h + V x for W [h; x], with a matrix for each");
      return Optional.empty();
    }
    return Optional.of(new int[] {rows.getAsInt(), columns.getAsInt()});
  }

  private static OptionalInt number(SizeTerm term) {
    return term.size().map(Size::value).orElse(OptionalInt.empty());
  }

  private Optional<Typed> refused(Typed value, String message, String help) {
    List<String> helps = help.isEmpty() ? List.of() : List.of(help);
    inference.fail(Failure.operand(value.syntax(), context, value, message, () -> helps));
    return Optional.empty();
  }
}
