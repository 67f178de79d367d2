package dev.nabla.codegen.loop;

import dev.nabla.symbolic.expr.MatrixFunction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One statement of a loop program. */
public sealed interface Statement {
  /** What it computes, for people: {@code z1 = W1^T x + b1}. */
  String title();

  Set<Buffer> reads();

  Set<Buffer> writes();

  /**
   * The steps at every point of the free indices. No point depends on another, so the indices may
   * run in any order.
   */
  record Nest(String title, List<Index> free, List<Step> steps) implements Statement {
    public Nest {
      free = List.copyOf(free);
      steps = List.copyOf(steps);
    }

    public Nest withSteps(List<Step> newSteps) {
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

    public List<Step.Put> puts() {
      return of(Step.Put.class);
    }

    public List<Step.Fold> folds() {
      return of(Step.Fold.class);
    }

    private <S extends Step> List<S> of(Class<S> kind) {
      return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Whether it runs over an index whose bound is only known when the code runs. */
    public boolean isOpen() {
      return free.stream().anyMatch(Index::open)
          || folds().stream().anyMatch(fold -> fold.over().stream().anyMatch(Index::open));
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
      implements Statement {
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
  static long volume(List<Index> indices) {
    long volume = 1;
    for (Index index : indices) {
      volume = Math.min(volume * index.size(), Long.MAX_VALUE >> 32);
    }
    return volume;
  }
}
