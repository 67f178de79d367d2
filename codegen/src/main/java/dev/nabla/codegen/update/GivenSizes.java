package dev.nabla.codegen.update;

import dev.nabla.grammar.base.Names;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sizes given for many definitions, each meant for those that have a size of this name. */
final class GivenSizes {
  private final Map<String, Integer> given;
  private final Set<String> unused;

  GivenSizes(Map<String, Integer> given) {
    this.given = Map.copyOf(given);
    this.unused = new TreeSet<>(given.keySet());
  }

  /** What is given for a definition; all, when it is wrong in itself and says so anyway. */
  Map<String, Integer> of(Source source, String defaultName) {
    if (given.isEmpty()) {
      return given;
    }
    Optional<Network> network =
        Elaborator.read(source, Options.named(defaultName), new Diagnostics(source));
    Map<String, Integer> own = new TreeMap<>();
    given.forEach(
        (name, value) -> {
          if (network.isEmpty() || has(network.get(), name)) {
            own.put(name, value);
          }
        });
    unused.removeAll(own.keySet());
    return own;
  }

  private static boolean has(Network network, String name) {
    return network.sizes().stream().map(Size::name).anyMatch(size -> Names.same(size, name));
  }

  /** What no definition had any use for. */
  Set<String> unused() {
    return unused;
  }
}
