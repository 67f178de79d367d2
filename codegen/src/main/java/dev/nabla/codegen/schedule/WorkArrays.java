package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Access;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.Buffer.Space;
import dev.nabla.codegen.loop.LoopProgram;
import dev.nabla.codegen.loop.LoopStatement;
import dev.nabla.codegen.loop.LoopStatement.MatrixCall;
import dev.nabla.codegen.loop.LoopStatement.Nest;
import dev.nabla.codegen.loop.NestStep;
import dev.nabla.codegen.loop.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Work arrays used again once what they held is no longer needed, in any method of a class. Results
 * are written as soon as all that they read is there, which ends the life of what they read; arrays
 * of one length whose lives do not overlap become one. So the work arrays of a deep network hold
 * its values and the adjoints of two layers, not of all.
 *
 * <p>An array has a telling name as long as it holds one thing only. That is worth more than memory
 * where all arrays together are small.
 */
final class WorkArrays {
  /** How many numbers all arrays together hold before one of them is used again: 32 kB. */
  private static final long SMALL = 4096;

  /** Shorter arrays are not worth it. */
  private static final int SHORT = 16;

  private final Map<Buffer, Map<Integer, Life>> lives = new LinkedHashMap<>();
  private final Set<Buffer> excluded = new HashSet<>();
  private final Map<Buffer, Buffer> shared = new HashMap<>();

  /** The first and the last statement of a method that use an array. */
  private record Life(int first, int last) {
    Life and(int at) {
      return new Life(first, at);
    }

    boolean overlaps(Life other) {
      return first <= other.last && other.first <= last;
    }
  }

  private WorkArrays() {}

  /** The methods of a class, in the same order, with fewer work arrays where these are large. */
  static List<LoopProgram> reuse(List<LoopProgram> methods) {
    Set<Buffer> scratch = new LinkedHashSet<>();
    for (LoopProgram method : methods) {
      for (LoopStatement statement : method.statements()) {
        used(statement).stream().filter(b -> b.space() == Space.SCRATCH).forEach(scratch::add);
      }
    }
    if (scratch.stream().mapToLong(Buffer::count).sum() <= SMALL) {
      return methods;
    }
    List<LoopProgram> ordered = methods.stream().map(WorkArrays::resultsEarly).toList();
    WorkArrays arrays = new WorkArrays();
    for (int k = 0; k < ordered.size(); k++) {
      arrays.note(k, ordered.get(k));
    }
    arrays.share();
    return ordered.stream().map(arrays::replaced).toList();
  }

  private static Set<Buffer> used(LoopStatement statement) {
    Set<Buffer> used = new LinkedHashSet<>(statement.reads());
    used.addAll(statement.writes());
    return used;
  }

  /** Each statement that writes a result stands behind the last one that makes what it reads. */
  private static LoopProgram resultsEarly(LoopProgram program) {
    List<LoopStatement> ordered = new ArrayList<>();
    for (LoopStatement statement : program.statements()) {
      int at = ordered.size();
      while (isResult(statement) && at > 0 && mayPass(statement, ordered.get(at - 1))) {
        at--;
      }
      ordered.add(at, statement);
    }
    return program.withStatements(ordered);
  }

  /** Whether a result can be written before an earlier statement. */
  private static boolean mayPass(LoopStatement result, LoopStatement earlier) {
    return earlier.writes().stream()
        .noneMatch(b -> result.reads().contains(b) || result.writes().contains(b));
  }

  /** Whether it writes to the caller's arrays alone and reads none that a method writes. */
  private static boolean isResult(LoopStatement statement) {
    return statement.writes().stream().noneMatch(b -> b.space().isField())
        && statement.reads().stream().allMatch(b -> b.space().isGiven() || b.space().isField());
  }

  private void note(int method, LoopProgram program) {
    for (int at = 0; at < program.statements().size(); at++) {
      LoopStatement statement = program.statements().get(at);
      for (Buffer buffer : used(statement)) {
        if (buffer.space() == Space.SCRATCH) {
          Map<Integer, Life> of = lives.computeIfAbsent(buffer, b -> new LinkedHashMap<>());
          boolean begins = !of.containsKey(method);
          if (statement instanceof MatrixCall || begins && !fills(statement, buffer)) {
            excluded.add(buffer);
          }
          Life life = of.getOrDefault(method, new Life(at, at));
          of.put(method, life.and(at));
        }
      }
    }
    program.result().ifPresent(excluded::add);
  }

  /** Whether it writes every element and reads none, so that nothing of before is left. */
  private static boolean fills(LoopStatement statement, Buffer buffer) {
    return statement instanceof Nest nest
        && !nest.reads().contains(buffer)
        && nest.puts().stream()
            .filter(put -> put.target().buffer().equals(buffer))
            .anyMatch(put -> !put.adds() && nest.points() == buffer.count());
  }

  private void share() {
    Map<Integer, List<List<Buffer>>> byLength = new HashMap<>();
    for (Buffer buffer : lives.keySet()) {
      if (buffer.count() >= SHORT && !excluded.contains(buffer)) {
        List<List<Buffer>> groups =
            byLength.computeIfAbsent(buffer.count(), c -> new ArrayList<>());
        List<Buffer> group =
            groups.stream()
                .filter(g -> g.stream().noneMatch(m -> areInUseAtOnce(m, buffer)))
                .findFirst()
                .orElseGet(
                    () -> {
                      groups.add(new ArrayList<>());
                      return groups.get(groups.size() - 1);
                    });
        group.add(buffer);
      }
    }
    byLength.forEach(this::name);
  }

  private void name(int length, List<List<Buffer>> groups) {
    int number = 0;
    for (List<Buffer> group : groups) {
      if (group.size() > 1) {
        String name = "work" + length + (number == 0 ? "" : "_" + number);
        Buffer array = Buffer.rowMajor(name, Space.SCRATCH, List.of(length), 0);
        group.forEach(member -> shared.put(member, array));
        number++;
      }
    }
  }

  private boolean areInUseAtOnce(Buffer a, Buffer b) {
    Map<Integer, Life> other = lives.get(b);
    return lives.get(a).entrySet().stream()
        .anyMatch(
            entry -> {
              Life life = other.get(entry.getKey());
              return life != null && life.overlaps(entry.getValue());
            });
  }

  private LoopProgram replaced(LoopProgram program) {
    return program.withStatements(program.statements().stream().map(this::replaced).toList());
  }

  private LoopStatement replaced(LoopStatement statement) {
    if (statement instanceof MatrixCall) {
      return statement;
    }
    Nest nest = (Nest) statement;
    return nest.withSteps(nest.steps().stream().map(this::replaced).toList());
  }

  private NestStep replaced(NestStep step) {
    return step.withValue(step.value().replaceReads(read -> new Scalar.Read(replaced(read))))
        .mapTarget(this::replaced);
  }

  private Access replaced(Access access) {
    return shared.containsKey(access.buffer())
        ? new Access(shared.get(access.buffer()), access.address())
        : access;
  }
}
