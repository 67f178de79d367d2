package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.LoopProgram;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.Statement;
import dev.nabla.codegen.loop.Statement.Nest;
import dev.nabla.codegen.loop.Step;

/** About how long something takes, in multiply-adds, to choose one of two ways by. */
public final class Cost {
  /** A function, such as an exponential. */
  private static final double FUNCTION = 12;

  private Cost() {}

  /** A method by the loops that would be chosen; matrix functions are not counted. */
  public static double of(LoopProgram program, Schedules schedules) {
    NestScheduler nests = new NestScheduler(new Registers(), schedules);
    double cost = 0;
    for (Statement statement : program.statements()) {
      if (statement instanceof Nest nest) {
        cost += nests.cost(nest);
      }
    }
    return cost;
  }

  /** A nest, number by number. */
  static double of(Nest nest) {
    double cost = 0;
    for (Step step : nest.steps()) {
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
