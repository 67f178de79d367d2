package dev.nabla.symbolic.network;

import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.shape.Size;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An elaborated definition: every shape is known and balances, every value is an expression of the
 * core.
 *
 * @param spec the definition as it was read
 * @param name the network's name
 * @param exprs what made the expressions; all that is derived is made by it too
 * @param sizes the declared and the inferred named sizes, in order of appearance
 * @param inputs the inputs, in order of declaration
 * @param targets the targets, in order of declaration
 * @param parameters the parameters, in order of declaration
 * @param constants the named numbers that occur in values
 * @param values the statements in an order in which each mentions only earlier ones; the loss
 *     included
 * @param syntax the statement behind each value, by name, as it was written
 * @param loss the loss, if there is one
 * @param lossIsSum whether {@code +=} said that the loss is the sum over the examples
 * @param outputs the predictions: what is marked {@code output}, or else the last value that no
 *     target reaches
 * @param results the loss, or without one the values that no other value uses, in order of the text
 */
public record Network(
    Spec spec,
    String name,
    Exprs exprs,
    List<Size> sizes,
    List<Variable> inputs,
    List<Variable> targets,
    List<Variable> parameters,
    List<Binding> constants,
    List<Binding> values,
    Map<String, Statement.Assignment> syntax,
    Optional<Variable> loss,
    boolean lossIsSum,
    List<Variable> outputs,
    List<Variable> results) {
  public Network {
    results = List.copyOf(results);
    sizes = List.copyOf(sizes);
    inputs = List.copyOf(inputs);
    targets = List.copyOf(targets);
    parameters = List.copyOf(parameters);
    constants = List.copyOf(constants);
    values = List.copyOf(values);
    syntax = Map.copyOf(syntax);
    outputs = List.copyOf(outputs);
  }

  /** What is derived: the loss, or without one the last of the results. */
  public Variable result() {
    return results.get(results.size() - 1);
  }

  /** What the results say on their left sides that they are derived by: {@code f(X) = …}. */
  public List<Variable> asked() {
    return results.stream()
        .flatMap(
            result ->
                Optional.ofNullable(syntax.get(result.name())).stream()
                    .flatMap(statement -> statement.by().stream()))
        .map(name -> given(name.text()))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  /** Whether the definition declares its variables; otherwise roles and shapes were inferred. */
  public boolean declared() {
    return spec.declares();
  }

  /** The binding of a value, if the name is one. */
  public Optional<Binding> value(String valueName) {
    return values.stream().filter(b -> b.variable().name().equals(valueName)).findFirst();
  }

  /** The same with another value as the result and without a loss. */
  public Network withResult(Variable value) {
    return new Network(
        spec,
        name,
        exprs,
        sizes,
        inputs,
        targets,
        parameters,
        constants,
        upTo(value),
        syntax,
        Optional.empty(),
        false,
        List.of(value),
        List.of(value));
  }

  /** The same with other predictions. */
  public Network withOutputs(List<Variable> predictions) {
    return new Network(
        spec,
        name,
        exprs,
        sizes,
        inputs,
        targets,
        parameters,
        constants,
        values,
        syntax,
        loss,
        lossIsSum,
        predictions,
        results);
  }

  /** The values that one depends on, itself included, in order. */
  public List<Binding> upTo(Variable value) {
    Set<Variable> needed = new HashSet<>(Set.of(value));
    LinkedList<Binding> kept = new LinkedList<>();
    for (int k = values.size() - 1; k >= 0; k--) {
      if (needed.contains(values.get(k).variable())) {
        needed.addAll(Traversal.variablesOf(values.get(k).value()));
        kept.addFirst(values.get(k));
      }
    }
    return kept;
  }

  /** Inputs, targets and parameters with this name. */
  public Optional<Variable> given(String givenName) {
    return java.util.stream.Stream.of(inputs, targets, parameters)
        .flatMap(List::stream)
        .filter(v -> v.name().equals(givenName))
        .findFirst();
  }
}
