package dev.nabla.symbolic.elaborate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a definition does not say itself.
 *
 * @param defaultName the network's name when the definition gives none
 * @param dims values of sizes, by name; they go before values in the definition; what is wrong with
 *     them is reported in this order
 */
public record Options(String defaultName, Map<String, Integer> dims) {
  public Options {
    dims = Collections.unmodifiableMap(new LinkedHashMap<>(dims));
  }

  public static Options named(String defaultName) {
    return new Options(defaultName, Map.of());
  }
}
