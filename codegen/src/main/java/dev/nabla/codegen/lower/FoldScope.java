package dev.nabla.codegen.lower;

import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.NestStep;
import dev.nabla.codegen.loop.Scalar;
import java.util.List;

/** Where an element is needed: at each point of a nest, or of a fold in it. */
interface FoldScope {
  /** How many points there are. */
  long points();

  /** Whether a position runs exactly once over these points, so that a fold fits in. */
  boolean isExactly(List<Affine> position);

  /**
   * Adds a fold at each point.
   *
   * @throws IllegalStateException inside another fold
   */
  Scalar fold(Local local, NestStep.Kind kind, List<LoopIndex> over, Scalar element);

  /** The points of a fold over more indices. */
  FoldScope within(List<LoopIndex> over);
}
