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
