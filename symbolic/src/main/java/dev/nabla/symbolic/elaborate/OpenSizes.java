package dev.nabla.symbolic.elaborate;

/** What messages say about sizes that are still open. */
final class OpenSizes {
  private OpenSizes() {}

  /** The way out when something balances for one value of a size only. */
  static String onlyWhenOne(String size) {
    return "it balances only when " + size + " = 1: write dim " + size + " = 1";
  }
}
