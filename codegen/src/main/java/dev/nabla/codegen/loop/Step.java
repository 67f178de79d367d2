package dev.nabla.codegen.loop;

import java.util.List;

/** What is done at every point of a nest's free indices, one after the other. */
public sealed interface Step {
  /** Gives a value a name. */
  record Let(Local local, Scalar value) implements Step {}

  /** Combines a value over all points of more indices. */
  record Fold(Local local, Kind kind, List<Index> over, Scalar value) implements Step {
    public Fold {
      over = List.copyOf(over);
    }
  }

  /** Writes an element, or adds to it. */
  record Put(Access target, Scalar value, boolean adds) implements Step {}

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
  default Step withValue(Scalar value) {
    if (this instanceof Let let) {
      return new Let(let.local(), value);
    }
    if (this instanceof Fold fold) {
      return new Fold(fold.local(), fold.kind(), fold.over(), value);
    }
    Put put = (Put) this;
    return new Put(put.target(), value, put.adds());
  }
}
