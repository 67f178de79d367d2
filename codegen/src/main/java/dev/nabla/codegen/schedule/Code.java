package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Access;
import dev.nabla.codegen.loop.Index;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.Statement;
import java.util.List;
import java.util.function.UnaryOperator;

/** A scheduled statement: what is printed, one for one. */
public sealed interface Code {
  /** {@code for (index = from; index < to; index += step)}. */
  record Loop(Index index, int from, int to, int step, List<Code> body) implements Code {
    public Loop {
      body = List.copyOf(body);
    }
  }

  /**
   * A loop over an index in vectors, pass after pass: each goes on from where the one before had to
   * stop.
   *
   * @param size how far the index runs
   * @param exact whether the last vector may not reach behind the last sample
   */
  record Vectors(int size, boolean exact, List<Pass> passes) implements Code {
    public Vectors {
      passes = List.copyOf(passes);
    }
  }

  /**
   * The body of a loop over an index.
   *
   * @param indices where the vectors that it computes start, one vector apart; a single element
   *     where there are no lanes
   * @param lanes whether registers hold vectors
   */
  record Pass(List<Index> indices, boolean lanes, List<Code> body) {
    public Pass {
      indices = List.copyOf(indices);
      body = List.copyOf(body);
    }
  }

  /** A new register that holds a vector of zeros. */
  record Zeros(Local vector) implements Code {}

  /** The sum over the lanes of a register, as a number. */
  record Total(Local sum, Local vector) implements Code {}

  /** A new register. */
  record Define(Local local, Scalar value, boolean changes) implements Code {}

  /** A new value for a register. */
  record Assign(Local local, Scalar value) implements Code {}

  /** A write to memory. */
  record Store(Access target, Scalar value, boolean adds) implements Code {}

  /** A block copy between arrays. */
  record Copy(Access from, Access to, int length) implements Code {}

  /** An inverse or a determinant. */
  record Matrix(Statement.MatrixCall call) implements Code {}

  /** The same with every scalar rewritten as a whole. */
  default Code map(UnaryOperator<Scalar> function) {
    if (this instanceof Loop loop) {
      return new Loop(
          loop.index(),
          loop.from(),
          loop.to(),
          loop.step(),
          loop.body().stream().map(c -> c.map(function)).toList());
    }
    if (this instanceof Vectors vectors) {
      return new Vectors(
          vectors.size(),
          vectors.exact(),
          vectors.passes().stream()
              .map(
                  p ->
                      new Pass(
                          p.indices(),
                          p.lanes(),
                          p.body().stream().map(c -> c.map(function)).toList()))
              .toList());
    }
    if (this instanceof Define define) {
      return new Define(define.local(), function.apply(define.value()), define.changes());
    }
    if (this instanceof Assign assign) {
      return new Assign(assign.local(), function.apply(assign.value()));
    }
    if (this instanceof Store store) {
      return new Store(store.target(), function.apply(store.value()), store.adds());
    }
    return this;
  }
}
