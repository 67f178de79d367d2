package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a definition computes: its loss, or without one the values that no other value uses. */
final class Results {
  private Results() {}

  /**
   * The names of the results, in order of the text; there is at least one.
   *
   * @param needs what each value mentions
   */
  static List<String> of(Definition definition, Map<String, Set<String>> needs) {
    Optional<Statement.Assignment> loss = definition.loss();
    if (loss.isPresent()) {
      return List.of(loss.get().name().text());
    }
    Set<String> used = new HashSet<>();
    definition.values().keySet().forEach(name -> used.addAll(needs.getOrDefault(name, Set.of())));
    return definition.values().keySet().stream().filter(name -> !used.contains(name)).toList();
  }
}
