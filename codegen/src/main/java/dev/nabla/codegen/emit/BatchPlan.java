package dev.nabla.codegen.emit;

import dev.nabla.codegen.lower.Goal;
import dev.nabla.codegen.schedule.ScheduledProgram;
import java.util.List;
import java.util.Map;

/**
 * How many samples are computed at once, and how.
 *
 * @param blocks the blocks that samples are taken in, the largest first; what is left is computed
 *     one by one
 */
public record BatchPlan(List<Block> blocks) {
  /** One by one. */
  public static final BatchPlan SINGLE = new BatchPlan(List.of());

  /**
   * Several samples at once.
   *
   * @param samples how many
   * @param open whether there may be fewer
   * @param samplesLast whether their arrays hold an element of all samples before the next element
   * @param methods predictions, and loss with gradients added to {@code grad}
   */
  public record Block(
      int samples, boolean open, boolean samplesLast, Map<Goal, ScheduledProgram> methods) {
    /** How many samples, and where they lie. */
    public String title() {
      return samples + " samples" + (samplesLast ? ", side by side" : "");
    }
  }

  public BatchPlan {
    blocks = List.copyOf(blocks);
  }
}
