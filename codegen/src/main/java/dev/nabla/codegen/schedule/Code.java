package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Access;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.LoopStatement;
import dev.nabla.codegen.loop.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A scheduled statement: what is printed, one for one. */
public sealed interface Code {
  /** {@code for (index = from; index < to; index += step)}. */
  record Loop(LoopIndex index, int from, int to, int step, List<Code> body) implements Code {
    public Loop {
      body = List.copyOf(body);
    }

    @Override
    public List<Code> children() {
      return body;
    }

    @Override
    public Code mapBodies(UnaryOperator<List<Code>> function) {
      return new Loop(index, from, to, step, function.apply(body));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.loop(this);
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

    @Override
    public List<Code> children() {
      return passes.stream().flatMap(pass -> pass.body().stream()).toList();
    }

    @Override
    public Code mapBodies(UnaryOperator<List<Code>> function) {
      return new Vectors(
          size,
          exact,
          passes.stream()
              .map(pass -> new Pass(pass.indices(), pass.lanes(), function.apply(pass.body())))
              .toList());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.vectors(this);
    }
  }

  /**
   * The body of a loop over an index.
   *
   * @param indices where the vectors that it computes start, one vector apart; a single element
   *     where there are no lanes
   * @param lanes whether registers hold vectors
   */
  record Pass(List<LoopIndex> indices, boolean lanes, List<Code> body) {
    public Pass {
      indices = List.copyOf(indices);
      body = List.copyOf(body);
    }
  }

  /** A new register that holds a vector of zeros. */
  record Zeros(Local vector) implements Code {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.zeros(this);
    }
  }

  /** The sum over the lanes of a register, as a number. */
  record Total(Local sum, Local vector) implements Code {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.total(this);
    }
  }

  /** A new register. */
  record Define(Local local, Scalar value, boolean changes) implements Code {
    @Override
    public List<Scalar> values() {
      return List.of(value);
    }

    @Override
    public Code mapValues(UnaryOperator<Scalar> function) {
      return new Define(local, function.apply(value), changes);
    }

    @Override
    public Optional<Local> defined() {
      return Optional.of(local);
    }

    @Override
    public Code mapLocal(UnaryOperator<Local> function) {
      return new Define(function.apply(local), value, changes);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.define(this);
    }
  }

  /** A new value for a register. */
  record Assign(Local local, Scalar value) implements Code {
    @Override
    public List<Scalar> values() {
      return List.of(value);
    }

    @Override
    public Code mapValues(UnaryOperator<Scalar> function) {
      return new Assign(local, function.apply(value));
    }

    @Override
    public Code mapLocal(UnaryOperator<Local> function) {
      return new Assign(function.apply(local), value);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.assign(this);
    }
  }

  /** A write to memory. */
  record Store(Access target, Scalar value, boolean adds) implements Code {
    @Override
    public List<Scalar> values() {
      return List.of(value);
    }

    @Override
    public Code mapValues(UnaryOperator<Scalar> function) {
      return new Store(target, function.apply(value), adds);
    }

    @Override
    public List<Buffer> buffers() {
      return List.of(target.buffer());
    }

    @Override
    public Code mapTarget(UnaryOperator<Access> function) {
      return new Store(function.apply(target), value, adds);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.store(this);
    }
  }

  /** A block copy between arrays. */
  record Copy(Access from, Access to, int length) implements Code {
    @Override
    public List<Buffer> buffers() {
      return List.of(from.buffer(), to.buffer());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.copy(this);
    }
  }

  /** An inverse or a determinant. */
  record Matrix(LoopStatement.MatrixCall call) implements Code {
    @Override
    public List<Buffer> buffers() {
      return List.of(call.matrix(), call.result());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.matrix(this);
    }
  }

  /** The statements in its bodies. */
  default List<Code> children() {
    return List.of();
  }

  /** The scalars that it computes, those of its children left out. */
  default List<Scalar> values() {
    return List.of();
  }

  /** The buffers that it writes or copies, those that its values read left out. */
  default List<Buffer> buffers() {
    return List.of();
  }

  /** The register that it defines to hold a value. */
  default Optional<Local> defined() {
    return Optional.empty();
  }

  /** The same with other bodies. */
  default Code mapBodies(UnaryOperator<List<Code>> function) {
    return this;
  }

  /** The same with other values, each rewritten as a whole. */
  default Code mapValues(UnaryOperator<Scalar> function) {
    return this;
  }

  /** The same, its value in another register. */
  default Code mapLocal(UnaryOperator<Local> function) {
    return this;
  }

  /** The same writing to another place. */
  default Code mapTarget(UnaryOperator<Access> function) {
    return this;
  }

  /** The same with every scalar in it rewritten as a whole. */
  default Code map(UnaryOperator<Scalar> function) {
    return mapBodies(body -> body.stream().map(c -> c.map(function)).toList()).mapValues(function);
  }

  /** Calls the case for what this is. */
  <R> R accept(Visitor<R> visitor);

  /** Something that has a case for each kind of statement. */
  interface Visitor<R> {
    R loop(Loop loop);

    R vectors(Vectors vectors);

    R zeros(Zeros zeros);

    R total(Total total);

    R define(Define define);

    R assign(Assign assign);

    R store(Store store);

    R copy(Copy copy);

    R matrix(Matrix matrix);
  }
}
