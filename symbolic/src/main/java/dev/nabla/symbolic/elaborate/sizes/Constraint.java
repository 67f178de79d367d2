package dev.nabla.symbolic.elaborate.sizes;

import java.util.List;

/** A condition on sizes that may not be decidable yet. */
public abstract class Constraint {
  /** How much may be assumed to settle a constraint. The order is the order of trying. */
  public enum Level {
    /** Nothing: only what follows from what is known. */
    CERTAIN,
    /** The usual reading, where it takes nothing to be 1. */
    HARMLESS,
    /** The usual reading, even where it makes an inferred size 1. */
    DEFAULT,
    /** Preferences for what nothing else decides. */
    LAST,
    /** What is still not clear is refused. */
    REFUSE
  }

  private boolean settled;

  /** Tries to decide, and says whether nothing is left to do. Failures are reported on the way. */
  public abstract boolean attempt(Level level);

  /** The shapes on which a decision depends. */
  public abstract List<Dims> watched();

  final boolean settle(Level level) {
    settled = settled || attempt(level);
    return settled;
  }

  final boolean isSettled() {
    return settled;
  }
}
