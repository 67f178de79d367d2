package dev.nabla.codegen.check;

import dev.nabla.codegen.JavaGenerator;
import dev.nabla.codegen.Options;
import dev.nabla.codegen.compile.InMemoryCompiler;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import java.util.Map;

/** Values computed by a class that is generated and compiled for the purpose. */
public final class GeneratedValues {
  private GeneratedValues() {}

  /**
   * The gradients at a point; of a scalar without a loss, with the cotangent 1.
   *
   * @param given the values of all inputs, targets and parameters
   * @throws dev.nabla.codegen.GenerationException when there is no code for the program
   */
  public static Map<Variable, Tensor> gradients(
      DerivedProgram program, Map<Variable, Tensor> given) {
    Options options = Options.of("", "Evaluated");
    SamplePoint point = new SamplePoint(given, program.seed().map(seed -> Tensor.scalar(1)));
    return new GeneratedGradient(
            program, InMemoryCompiler.load(new JavaGenerator().generate(program, options)))
        .at(point);
  }
}
