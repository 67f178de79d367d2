package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.LoopProgram;
import dev.nabla.codegen.loop.LoopStatement;
import dev.nabla.codegen.loop.LoopStatement.Nest;
import dev.nabla.codegen.loop.NestStep;
import dev.nabla.codegen.loop.Scalar;

/** About how long something takes, in multiply-adds, to choose one of two ways by. */
public final class LoopCost {
  /** A function, such as an exponential. */
  private static final double FUNCTION = 12;

  private LoopCost() {}

  /** A method by the loops that would be chosen; matrix functions are not counted. */
  public static double of(LoopProgram program, Schedules schedules) {
    NestScheduler nests = new NestScheduler(new Registers(), schedules);
    double cost = 0;
    for (LoopStatement statement : program.statements()) {
      if (statement instanceof Nest nest) {
        cost += nests.cost(nest);
      }
    }
    return cost;
  }

  /** A nest, number by number. */
  static double of(Nest nest) {
    double cost = 0;
    for (NestStep step : nest.steps()) {
      cost += (double) step.points() * of(step.value());
    }
    return nest.points() * cost;
  }

  /** A value at one point. */
  static double of(Scalar value) {
    double[] cost = {1};
    value.forEach(
        s -> {
          if (s instanceof Scalar.Apply || s instanceof Scalar.Call) {
            cost[0] += FUNCTION;
          }
        });
    return cost[0];
  }
}
