package dev.nabla.codegen.loop;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is done at every point of a nest's free indices, one after the other. */
public sealed interface NestStep {
  /** Gives a value a name. */
  record Let(Local local, Scalar value) implements NestStep {
    @Override
    public Optional<Local> defined() {
      return Optional.of(local);
    }

    @Override
    public NestStep withValue(Scalar other) {
      return new Let(local, other);
    }
  }

  /** Combines a value over all points of more indices. */
  record Fold(Local local, Kind kind, List<LoopIndex> over, Scalar value) implements NestStep {
    public Fold {
      over = List.copyOf(over);
    }

    @Override
    public Optional<Local> defined() {
      return Optional.of(local);
    }

    @Override
    public NestStep withValue(Scalar other) {
      return new Fold(local, kind, over, other);
    }

    @Override
    public long points() {
      return LoopStatement.volume(over);
    }
  }

  /** Writes an element, or adds to it. */
  record Put(Access target, Scalar value, boolean adds) implements NestStep {
    @Override
    public NestStep withValue(Scalar other) {
      return new Put(target, other, adds);
    }

    @Override
    public NestStep mapTarget(Function<Access, Access> function) {
      return new Put(function.apply(target), value, adds);
    }
  }

  /** How a fold combines. */
  enum Kind {
    SUM,
    PRODUCT,
    MAX,
    MIN,
    /** The position, from 1, of the first largest value; over one index. */
    ARGMAX
  }

  /** The value it computes with. */
  Scalar value();

  /** The same with another value. */
  NestStep withValue(Scalar value);

  /** The register that it defines. */
  default Optional<Local> defined() {
    return Optional.empty();
  }

  /** How often the value is computed at a point of the nest; saturates. */
  default long points() {
    return 1;
  }

  /** The same writing to another place, if it writes. */
  default NestStep mapTarget(Function<Access, Access> function) {
    return this;
  }

  /** Replaces free indices everywhere. */
  default NestStep replaceIndices(Function<LoopIndex, Affine> replacement) {
    return withValue(value().replaceIndices(replacement))
        .mapTarget(target -> target.replace(replacement));
  }
}
