package dev.nabla.codegen.lower;

import dev.nabla.codegen.loop.Access;
import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.LoopProgram;
import dev.nabla.codegen.loop.LoopStatement;
import dev.nabla.codegen.loop.LoopStatement.Nest;
import dev.nabla.codegen.loop.NestStep;
import dev.nabla.codegen.loop.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Joins element-wise nests to the nest that makes what they read, at the same point, and drops what
 * is never read.
 */
final class Fusion {
  private final List<LoopStatement> done = new ArrayList<>();
  private int nextLocal;

  private Fusion(LoopProgram program) {
    for (LoopStatement statement : program.statements()) {
      if (statement instanceof Nest nest) {
        nest.steps().stream()
            .flatMap(step -> step.defined().stream())
            .forEach(local -> nextLocal = Math.max(nextLocal, local.id() + 1));
      }
    }
  }

  static LoopProgram fuse(LoopProgram program) {
    Fusion fusion = new Fusion(program);
    program.statements().forEach(fusion::add);
    return DeadStores.remove(program.withStatements(fusion.done));
  }

  private void add(LoopStatement statement) {
    if (statement instanceof Nest nest && nest.folds().isEmpty()) {
      for (int at = done.size() - 1; at >= 0; at--) {
        LoopStatement earlier = done.get(at);
        boolean makes = earlier.writes().stream().anyMatch(nest.reads()::contains);
        if (makes) {
          Optional<Nest> joined =
              earlier instanceof Nest maker ? join(maker, nest) : Optional.empty();
          if (joined.isPresent()) {
            done.set(at, joined.get());
            return;
          }
          break;
        }
      }
    }
    done.add(statement);
  }

  /** Both in one, if the second reads what the first writes only at the same point. */
  private Optional<Nest> join(Nest maker, Nest user) {
    if (maker.free().size() != user.free().size()) {
      return Optional.empty();
    }
    Map<LoopIndex, Affine> renamed = new HashMap<>();
    for (int k = 0; k < user.free().size(); k++) {
      if (!user.free().get(k).runsLike(maker.free().get(k))) {
        return Optional.empty();
      }
      renamed.put(user.free().get(k), Affine.of(maker.free().get(k)));
    }
    List<NestStep> steps = new ArrayList<>();
    Map<Access, Scalar> made = new HashMap<>();
    for (NestStep step : maker.steps()) {
      if (step instanceof NestStep.Put put && !put.adds() && !put.value().isName()) {
        Local local = new Local(nextLocal++, put.target().buffer().name());
        steps.add(new NestStep.Let(local, put.value()));
        steps.add(put.withValue(new Scalar.Use(local)));
        made.put(put.target(), new Scalar.Use(local));
      } else {
        steps.add(step);
        if (step instanceof NestStep.Put put && !put.adds()) {
          made.put(put.target(), put.value());
        }
      }
    }
    Set<Buffer> written = maker.writes();
    Set<Buffer> remaining = new HashSet<>();
    for (NestStep step : user.steps()) {
      NestStep moved = step.replaceIndices(i -> renamed.getOrDefault(i, Affine.of(i)));
      Scalar value =
          moved.value().replaceReads(read -> made.getOrDefault(read, new Scalar.Read(read)));
      value.reads().forEach(read -> remaining.add(read.buffer()));
      steps.add(moved.withValue(value));
    }
    return remaining.stream().anyMatch(written::contains)
        ? Optional.empty()
        : Optional.of(new Nest(title(maker, user), maker.free(), steps));
  }

  private static String title(Nest maker, Nest user) {
    return maker.title() + "\n" + user.title();
  }
}
