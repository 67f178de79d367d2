package dev.nabla.symbolic.function;

import java.util.Arrays;
import java.util.Optional;

/** What functions are applied to, and how they are listed. */
public enum FunctionGroup {
  ELEMENTWISE("Element-wise"),
  ROWS("Of a vector, or of each row of a matrix"),
  REDUCTION("Reductions to a scalar"),
  MATRIX("Vectors and matrices"),
  LOSS_SUM("Losses that sum over the elements"),
  LOSS_MEAN("Losses that average over the elements");

  private final String title;

  FunctionGroup(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  /** The group with this title. */
  public static Optional<FunctionGroup> titled(String title) {
    return Arrays.stream(values()).filter(group -> group.title.equals(title)).findFirst();
  }
}
