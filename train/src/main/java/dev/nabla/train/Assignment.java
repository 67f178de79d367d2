package dev.nabla.train;

import dev.nabla.report.values.BadInput;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which columns go to which input and target. */
final class Assignment {
  private final Table table;
  private final Map<Variable, List<Integer>> columns = new LinkedHashMap<>();
  private final Map<Integer, Variable> takers = new HashMap<>();

  private Assignment(Table table) {
    this.table = table;
  }

  /**
   * The columns of each target and input. Targets take what is said, or the column of their name;
   * inputs take what is said; one that is left takes all columns that are left, of several each
   * takes the column of its name.
   *
   * <p>A column can be both an input and a target where both are said.
   *
   * @throws BadInput when that is not clear
   */
  static Map<Variable, List<Integer>> of(
      Network network, Table table, List<String> features, List<String> targets) {
    Assignment assignment = new Assignment(table);
    assignment.said("--target", targets, network.targets());
    assignment.said("--features", features, network.inputs());
    assignment.byName("--target", assignment.open(network.targets()));
    List<Variable> open = assignment.open(network.inputs());
    if (open.size() == 1) {
      assignment.rest(open.get(0));
    } else {
      assignment.byName("--features", open);
    }
    return assignment.columns;
  }

  private List<Variable> open(List<Variable> variables) {
    return variables.stream().filter(v -> !columns.containsKey(v)).toList();
  }

  private void said(String option, List<String> texts, List<Variable> variables) {
    Map<String, Variable> byName =
        variables.stream()
            .collect(
                Collectors.toMap(
                    Variable::name, v -> v, (a, b) -> a, LinkedHashMap<String, Variable>::new));
    for (String text : texts) {
      Selection selection = Selection.of(option, text, byName.keySet(), table);
      if (selection.variable().isEmpty() && variables.size() != 1) {
        throw usage(option, text, variables);
      }
      Variable taker = selection.variable().map(byName::get).orElseGet(() -> variables.get(0));
      List<Integer> before = columns.getOrDefault(taker, List.of());
      List<Integer> all = new ArrayList<>(before);
      all.addAll(selection.columns());
      columns.put(taker, all);
      selection.columns().forEach(column -> take(option, column, taker));
    }
  }

  private static BadInput usage(String option, String text, List<Variable> variables) {
    String what = option.equals("--target") ? "target" : "input";
    return new BadInput(
        option + " " + text,
        variables.isEmpty()
            ? "the definition has no " + what
            : "the definition has several "
                + what
                + "s; say which one takes it, as in "
                + option
                + " "
                + variables.get(0).name()
                + "="
                + text);
  }

  private void take(String option, int column, Variable taker) {
    if (taker.equals(takers.put(column, taker))) {
      String name = table.columns().get(column);
      throw new BadInput(option, "the column " + name + " is named twice");
    }
  }

  private void byName(String option, List<Variable> variables) {
    Set<String> missing = new LinkedHashSet<>();
    for (Variable variable : variables) {
      int column = table.columns().indexOf(variable.name());
      if (column < 0 || takers.containsKey(column)) {
        missing.add(variable.name());
      } else {
        columns.put(variable, List.of(column));
        take(option, column, variable);
      }
    }
    if (!missing.isEmpty()) {
      String name = missing.iterator().next();
      throw new BadInput(
          "which columns hold "
              + String.join(", ", missing)
              + "? Say it as in "
              + option
              + " "
              + (variables.size() > 1 ? name + "=" : "")
              + table.columns().get(table.columns().size() - 1)
              + "; "
              + table.name()
              + " has "
              + shortened(table.columns()));
    }
  }

  private void rest(Variable input) {
    List<Integer> rest = new ArrayList<>();
    for (int k = 0; k < table.columns().size(); k++) {
      if (!takers.containsKey(k)) {
        rest.add(k);
        takers.put(k, input);
      }
    }
    if (rest.isEmpty()) {
      throw new BadInput(table.name(), "no column is left for the input " + input.name());
    }
    columns.put(input, rest);
  }

  /** The names of columns, as far as a line has room. */
  static String shortened(List<String> names) {
    int most = 8;
    return names.size() <= most
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 3))
            + ", ..., "
            + names.get(names.size() - 1)
            + " ("
            + names.size()
            + " columns)";
  }
}
