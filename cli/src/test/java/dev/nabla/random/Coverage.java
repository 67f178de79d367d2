package dev.nabla.random;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How often what was generated, checked or left out. */
final class Coverage {
  private final Map<String, Integer> functions = new TreeMap<>();
  private final Map<String, Integer> constructs = new TreeMap<>();
  private final Map<String, Integer> events = new TreeMap<>();

  void function(String name) {
    functions.merge(name, 1, Integer::sum);
  }

  void construct(String name) {
    constructs.merge(name, 1, Integer::sum);
  }

  void event(String name) {
    events.merge(name, 1, Integer::sum);
  }

  void event(String name, int count) {
    events.merge(name, count, Integer::sum);
  }

  Map<String, Integer> functions() {
    return functions;
  }

  Map<String, Integer> constructs() {
    return constructs;
  }

  int events(String name) {
    return events.getOrDefault(name, 0);
  }

  void add(Coverage other) {
    other.functions.forEach((name, count) -> functions.merge(name, count, Integer::sum));
    other.constructs.forEach((name, count) -> constructs.merge(name, count, Integer::sum));
    other.events.forEach((name, count) -> events.merge(name, count, Integer::sum));
  }

  @Override
  public String toString() {
    return "functions: "
        + line(functions)
        + "\nconstructs: "
        + line(constructs)
        + "\nchecked: "
        + line(events);
  }

  private static String line(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
