package dev.nabla.symbolic.elaborate;

import java.util.Map;

/**
 * What a definition does not say itself.
 *
 * @param defaultName the network's name when the definition gives none
 * @param dims values of sizes, by name; they go before values in the definition
 */
public record Options(String defaultName, Map<String, Integer> dims) {
  public Options {
    dims = Map.copyOf(dims);
  }

  public static Options named(String defaultName) {
    return new Options(defaultName, Map.of());
  }
}
