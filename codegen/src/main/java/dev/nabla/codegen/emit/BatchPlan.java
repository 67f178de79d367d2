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
   * @param methods predictions, and loss with gradients added to {@code grad}
   */
  public record Block(int samples, boolean open, Map<Goal, ScheduledProgram> methods) {}

  public BatchPlan {
    blocks = List.copyOf(blocks);
  }
}
