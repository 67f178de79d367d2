package dev.nabla.codegen.loop;

import dev.nabla.codegen.loop.Buffer.Space;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one method of the generated class computes: statements over buffers, in order.
 *
 * @param result the scalar that the method returns, if it returns one
 */
public record LoopProgram(List<Statement> statements, Optional<Buffer> result) {
  public LoopProgram {
    statements = List.copyOf(statements);
  }

  public LoopProgram withStatements(List<Statement> newStatements) {
    return new LoopProgram(newStatements, result);
  }

  /** The buffers in arrays of their own. */
  public Set<Buffer> scratch() {
    Set<Buffer> buffers = new LinkedHashSet<>();
    for (Statement statement : statements) {
      buffers.addAll(statement.reads());
      buffers.addAll(statement.writes());
    }
    buffers.removeIf(buffer -> buffer.space() != Space.SCRATCH);
    return buffers;
  }
}
