package dev.nabla.grammar.latex;

import java.util.Map;
import java.util.Set;

/**
 * What the typed statements of a source say about the names that its LaTeX may use.
 *
 * @param functions the names of all functions, built in or defined by {@code fn}
 * @param variables what is declared or assigned
 * @param sizes what {@code dim} declares
 * @param orders how many axes longer than one each declared variable has
 * @param applied names that stand before a parenthesis
 * @param mentioned names that stand anywhere else on a right side
 * @param hasLoss whether a statement is marked as the loss
 */
public record Surroundings(
    Set<String> functions,
    Set<String> variables,
    Set<String> sizes,
    Map<String, Integer> orders,
    Set<String> applied,
    Set<String> mentioned,
    boolean hasLoss) {
  public Surroundings {
    functions = Set.copyOf(functions);
    variables = Set.copyOf(variables);
    sizes = Set.copyOf(sizes);
    orders = Map.copyOf(orders);
    applied = Set.copyOf(applied);
    mentioned = Set.copyOf(mentioned);
  }

  /** Nothing but functions. */
  public static Surroundings of(Set<String> functions) {
    return new Surroundings(functions, Set.of(), Set.of(), Map.of(), Set.of(), Set.of(), false);
  }
}
