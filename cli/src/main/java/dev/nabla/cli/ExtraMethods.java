package dev.nabla.cli;

import dev.nabla.codegen.lower.Goal;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** The methods that a generated class has only when asked for. */
final class ExtraMethods {
  @Option(names = "--jacobian", description = "jacobian: the outputs by the inputs")
  private boolean jacobian;

  @Option(
      names = "--parameter-jacobian",
      description = "parameterJacobian: the outputs by the parameters")
  private boolean parameterJacobian;

  @Option(names = "--hessian", description = "hessian: the second derivatives of the loss")
  private boolean hessian;

  @Option(names = "--hvp", description = "hessianVector: the Hessian of the loss times a vector")
  private boolean product;

  Set<Goal> extras() {
    EnumSet<Goal> goals = EnumSet.noneOf(Goal.class);
    add(jacobian, Goal.JACOBIAN, goals);
    add(parameterJacobian, Goal.PARAMETER_JACOBIAN, goals);
    add(hessian, Goal.HESSIAN, goals);
    add(product, Goal.HESSIAN_VECTOR, goals);
    return goals;
  }

  private static void add(boolean asked, Goal goal, Set<Goal> into) {
    if (asked) {
      into.add(goal);
    }
  }
}
