package dev.nabla.codegen.lower;

import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Index;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.Step;
import java.util.List;

/** Where an element is needed: at each point of a nest, or of a fold in it. */
interface Scope {
  /** How many points there are. */
  long points();

  /** Whether a position runs exactly once over these points, so that a fold fits in. */
  boolean isExactly(List<Affine> position);

  /**
   * Adds a fold at each point.
   *
   * @throws IllegalStateException inside another fold
   */
  Scalar fold(Local local, Step.Kind kind, List<Index> over, Scalar element);

  /** The points of a fold over more indices. */
  Scope within(List<Index> over);
}
