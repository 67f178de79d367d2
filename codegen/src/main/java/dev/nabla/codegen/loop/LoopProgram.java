package dev.nabla.codegen.loop;

import java.util.List;
import java.util.Optional;

/**
 * What one method of the generated class computes: statements over buffers, in order.
 *
 * @param result the scalar that the method returns, if it returns one
 */
public record LoopProgram(List<LoopStatement> statements, Optional<Buffer> result) {
  public LoopProgram {
    statements = List.copyOf(statements);
  }

  public LoopProgram withStatements(List<LoopStatement> newStatements) {
    return new LoopProgram(newStatements, result);
  }
}
