package dev.nabla.codegen.lower;

import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.Buffer.Space;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.LoopProgram;
import dev.nabla.codegen.loop.LoopStatement;
import dev.nabla.codegen.loop.LoopStatement.Nest;
import dev.nabla.codegen.loop.NestStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;

/** Removes what is computed and never read. */
final class DeadStores {
  private DeadStores() {}

  static LoopProgram remove(LoopProgram program) {
    Set<Buffer> read = new HashSet<>();
    program.result().ifPresent(read::add);
    LinkedList<LoopStatement> kept = new LinkedList<>();
    List<LoopStatement> statements = program.statements();
    for (int at = statements.size() - 1; at >= 0; at--) {
      LoopStatement statement = statements.get(at);
      if (statement instanceof Nest nest) {
        statement = nest.withSteps(live(nest.steps(), read));
      }
      boolean writes =
          statement.writes().stream().anyMatch(b -> b.space() != Space.SCRATCH || read.contains(b));
      if (writes) {
        read.addAll(statement.reads());
        kept.addFirst(statement);
      }
    }
    return program.withStatements(kept);
  }

  private static List<NestStep> live(List<NestStep> steps, Set<Buffer> read) {
    Set<Local> used = new HashSet<>();
    LinkedList<NestStep> kept = new LinkedList<>();
    for (int at = steps.size() - 1; at >= 0; at--) {
      NestStep step = steps.get(at);
      if (isLive(step, read, used)) {
        used.addAll(step.value().locals());
        kept.addFirst(step);
      }
    }
    return new ArrayList<>(kept);
  }

  private static boolean isLive(NestStep step, Set<Buffer> read, Set<Local> used) {
    if (step instanceof NestStep.Put put) {
      Buffer buffer = put.target().buffer();
      return buffer.space() != Space.SCRATCH || read.contains(buffer);
    }
    return step.defined().filter(used::contains).isPresent();
  }
}
