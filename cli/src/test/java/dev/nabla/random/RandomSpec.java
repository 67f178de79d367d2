package dev.nabla.random;

import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.print.Style;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A definition.
 *
 * @param dims the values of the sizes that it leaves open
 */
record RandomSpec(Spec spec, Map<String, Integer> dims) {
  RandomSpec {
    dims = Map.copyOf(dims);
  }

  String text() {
    return Style.TEXT.spec(spec);
  }

  /** The options that give open sizes their values. */
  String options() {
    return dims.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(dim -> " --dim " + dim.getKey() + "=" + dim.getValue())
        .collect(Collectors.joining());
  }
}
