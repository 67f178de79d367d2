package dev.nabla.codegen.loop;

import dev.nabla.symbolic.expr.MatrixFunction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One statement of a loop program. */
public sealed interface LoopStatement {
  /** What it computes, for people: {@code z1 = W1^T x + b1}. */
  String title();

  Set<Buffer> reads();

  Set<Buffer> writes();

  /**
   * The steps at every point of the free indices. No point depends on another, so the indices may
   * run in any order.
   */
  record Nest(String title, List<LoopIndex> free, List<NestStep> steps) implements LoopStatement {
    public Nest {
      free = List.copyOf(free);
      steps = List.copyOf(steps);
    }

    public Nest withSteps(List<NestStep> newSteps) {
      return new Nest(title, free, newSteps);
    }

    @Override
    public Set<Buffer> reads() {
      Set<Buffer> buffers = new LinkedHashSet<>();
      steps.forEach(step -> step.value().reads().forEach(read -> buffers.add(read.buffer())));
      return buffers;
    }

    @Override
    public Set<Buffer> writes() {
      Set<Buffer> buffers = new LinkedHashSet<>();
      puts().forEach(put -> buffers.add(put.target().buffer()));
      return buffers;
    }

    public List<NestStep.Put> puts() {
      return of(NestStep.Put.class);
    }

    public List<NestStep.Fold> folds() {
      return of(NestStep.Fold.class);
    }

    private <S extends NestStep> List<S> of(Class<S> kind) {
      return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Whether it runs over an index whose bound is only known when the code runs. */
    public boolean isOpen() {
      return free.stream().anyMatch(LoopIndex::open)
          || folds().stream().anyMatch(fold -> fold.over().stream().anyMatch(LoopIndex::open));
    }

    /** How many points the free indices have. */
    public long points() {
      return volume(free);
    }
  }

  /**
   * An inverse or a determinant.
   *
   * @param matrix the n×n operand, dense in row-major order in an array of its own; destroyed
   * @param result the inverse, likewise, or an array whose first element gets the determinant
   */
  record MatrixCall(String title, MatrixFunction.Kind kind, Buffer matrix, Buffer result)
      implements LoopStatement {
    @Override
    public Set<Buffer> reads() {
      return Set.of(matrix);
    }

    @Override
    public Set<Buffer> writes() {
      return Set.of(result);
    }
  }

  /** The number of points of these indices; saturates. */
  static long volume(List<LoopIndex> indices) {
    long volume = 1;
    for (LoopIndex index : indices) {
      volume = Math.min(volume * index.size(), Long.MAX_VALUE >> 32);
    }
    return volume;
  }
}
