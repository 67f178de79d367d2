package dev.nabla.codegen.check;

import java.util.List;

/**
 * What a gradient check found.
 *
 * @param entries one for each variable derived by, and one for the result itself
 * @param points at how many points it looked: fewer than were asked for where no more were found at
 *     which the definition has a value
 */
public record CheckReport(List<Entry> entries, int points) {
  /**
   * The worst errors of a variable over all trials.
   *
   * @param name the variable
   * @param generatedToInterpreted how far the generated gradient is from the interpreted one
   * @param interpretedToNumeric how far that is from finite differences
   * @param generatedToNumeric how far the generated gradient is from finite differences
   * @param compared how many elements were compared with finite differences
   * @param kinks how many were not, because the function has a kink there
   */
  public record Entry(
      String name,
      double generatedToInterpreted,
      double interpretedToNumeric,
      double generatedToNumeric,
      int compared,
      int kinks) {
    Entry worse(Entry other) {
      return new Entry(
          name,
          larger(generatedToInterpreted, other.generatedToInterpreted),
          larger(interpretedToNumeric, other.interpretedToNumeric),
          larger(generatedToNumeric, other.generatedToNumeric),
          compared + other.compared,
          kinks + other.kinks);
    }

    private static double larger(double a, double b) {
      return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : Math.max(a, b);
    }

    /** Whether any element was compared with finite differences; a check without says nothing. */
    public boolean isCompared() {
      return compared > 0 || kinks == 0;
    }

    /** Whether it was compared and all errors are numbers up to the tolerance. */
    public boolean isWithin(double tolerance) {
      return isCompared() && worst() <= tolerance;
    }

    /** The worst of the three. */
    public double worst() {
      return larger(generatedToInterpreted, larger(interpretedToNumeric, generatedToNumeric));
    }
  }

  public CheckReport {
    entries = List.copyOf(entries);
  }

  /** Whether all entries were compared and are within the tolerance. */
  public boolean isWithin(double tolerance) {
    return entries.stream().allMatch(e -> e.isWithin(tolerance));
  }
}
