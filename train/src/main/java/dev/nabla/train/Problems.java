package dev.nabla.train;

import dev.nabla.report.values.BadInput;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with data, collected so that it can be told at once. */
public final class Problems {
  private static final int SHOWN = 20;

  private final List<String> messages = new ArrayList<>();
  private int count;

  /** Adds a problem at a place, such as {@code iris.csv:17:3}. */
  public void add(String place, String message) {
    count++;
    if (messages.size() < SHOWN) {
      messages.add(place + ": error: " + message);
    }
  }

  /**
   * Ends the work when there are problems.
   *
   * @throws BadInput with the first problems and how many there are
   */
  public void failIfAny() {
    if (count == 0) {
      return;
    }
    String more = count > SHOWN ? "\n... and " + (count - SHOWN) + " more" : "";
    String total = count == 1 ? "1 error" : count + " errors";
    throw new BadInput(String.join("\n", messages) + more + "\n" + total);
  }
}
