package dev.nabla.codegen.emit;

import dev.nabla.codegen.lower.Goal;
import dev.nabla.codegen.schedule.ScheduledProgram;
import java.util.Map;

/**
 * How many samples are computed at once, and how.
 *
 * @param samples the size of a block
 * @param methods predictions, and loss with gradients added to {@code grad}, for a block; empty
 *     when samples are computed one by one
 */
public record BatchPlan(int samples, Map<Goal, ScheduledProgram> methods) {
  /** One by one. */
  public static final BatchPlan SINGLE = new BatchPlan(1, Map.of());
}
