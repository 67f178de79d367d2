package dev.nabla.symbolic.elaborate;

import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was inferred of a definition that declares nothing, as the declarations it stands for. */
public final class InferredSummary {
  private InferredSummary() {}

  /** Lines such as {@code input x : (n, 1)}, one for each role, and none where all is declared. */
  public static List<String> of(Network network) {
    if (network.declared()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    Stream.of(network.inputs(), network.targets(), network.parameters())
        .filter(variables -> !variables.isEmpty())
        .forEach(variables -> lines.add(line(variables)));
    return List.copyOf(lines);
  }

  private static String line(List<Variable> variables) {
    String role = variables.get(0).role().name().toLowerCase(Locale.ROOT);
    return variables.stream()
        .map(v -> v.name() + " : " + v.shape())
        .collect(Collectors.joining(", ", role + " ", ""));
  }
}
