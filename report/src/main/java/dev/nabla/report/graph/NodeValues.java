package dev.nabla.report.graph;

import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Derivation.Derived;
import dev.nabla.symbolic.derive.DerivationException;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.derive.Deriver.Detail;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.rewrite.Rules;
import dev.nabla.symbolic.shape.Size;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values and adjoints of all nodes at a point. They are those of the operations as they were
 * typed: nothing is rewritten for stability, so that a node shows what its operation gives, be it
 * infinite.
 */
final class NodeValues {
  private static final Rules NONE = new Rules(List.of(), List.of());

  /** Two sums of the same numbers in different orders differ by less, relative to the largest. */
  private static final double TOLERANCE = 1e-6;

  /**
   * Where a graph is evaluated.
   *
   * @param given the values of inputs, targets and parameters
   * @param wrt what is derived by
   */
  record Point(Map<Variable, Tensor> given, List<Variable> wrt) {
    Point {
      given = Map.copyOf(given);
      wrt = List.copyOf(wrt);
    }
  }

  private final Map<String, Tensor> values = new HashMap<>();
  private final Map<String, Tensor> adjoints = new HashMap<>();

  private NodeValues() {}

  /**
   * Evaluates.
   *
   * @param original the network as it was defined, which named values and gradients are compared
   *     with
   * @throws DerivationException when they differ
   */
  static NodeValues at(Point point, Network original, SplitDefinition split) {
    Variable result = original.result();
    if (result.axes().stream().anyMatch(size -> !size.isKnownOne())) {
      throw new GraphException(
          "gradients need a number to derive, and the result "
              + result.name()
              + " : "
              + result.shape()
              + " is none; end with one, as in loss L = sum("
              + result.name()
              + ")");
    }
    Optional<String> opaque = split.opaque().stream().findFirst();
    if (opaque.isPresent()) {
      throw new GraphException(
          opaque.get()
              + " has no definition, so that there are no values; define it: fn "
              + opaque.get()
              + "(u) = ...");
    }
    NodeValues nodes = evaluate(point, split.network());
    NodeValues whole = evaluate(point, original);
    compare(original, "value", whole.values, nodes.values);
    compare(original, "derivative", whole.adjoints, nodes.adjoints);
    return nodes;
  }

  /** What a node computes. */
  Tensor value(String variable) {
    return values.get(variable);
  }

  /** The derivative of the result, where there is one. */
  Optional<Tensor> adjoint(String variable) {
    return Optional.ofNullable(adjoints.get(variable));
  }

  private static NodeValues evaluate(Point point, Network network) {
    NodeValues at = new NodeValues();
    Map<String, Variable> known = new HashMap<>();
    network.values().forEach(binding -> known.put(binding.variable().name(), binding.variable()));
    List<Variable> wrt =
        point.wrt().stream()
            .map(v -> network.given(v.name()).orElseGet(() -> known.get(v.name())))
            .toList();
    Derivation derivation = Deriver.derive(network, wrt, NONE, Detail.FORMULAS);
    Interpreter interpreter = new Interpreter();
    point
        .given()
        .forEach(
            (variable, value) -> {
              network.given(variable.name()).ifPresent(v -> interpreter.set(v, value));
              at.values.put(variable.name(), value);
            });
    interpreter.run(network.constants()).run(network.values());
    for (Binding binding : network.values()) {
      at.values.put(binding.variable().name(), interpreter.value(binding.variable()));
    }
    Variable result = network.result();
    Tensor one = ones(result);
    derivation.program().seed().ifPresent(seed -> interpreter.set(seed, one));
    at.adjoints.put(result.name(), one);
    for (Derived adjoint : derivation.adjoints()) {
      interpreter.set(adjoint.name(), interpreter.value(adjoint.formula()));
      at.adjoints.put(adjoint.of().name(), interpreter.value(adjoint.name()));
    }
    for (Derived gradient : derivation.gradients()) {
      at.adjoints.put(gradient.of().name(), interpreter.value(gradient.formula()));
    }
    return at;
  }

  private static Tensor ones(Variable result) {
    Tensor ones = Tensor.zeros(result.axes().stream().mapToInt(Size::intValue).toArray());
    Arrays.fill(ones.data(), 1);
    return ones;
  }

  private static void compare(
      Network network, String what, Map<String, Tensor> whole, Map<String, Tensor> nodes) {
    whole.forEach(
        (name, expected) -> {
          if (!nodes.containsKey(name) || !agree(expected.data(), nodes.get(name).data())) {
            throw new DerivationException(
                "the "
                    + what
                    + " of "
                    + name
                    + " in "
                    + network.name()
                    + " is not what its operations give one by one");
          }
        });
  }

  /** Whether numbers agree, as far as all of them are finite. */
  private static boolean agree(double[] expected, double[] actual) {
    if (expected.length != actual.length) {
      return false;
    }
    double largest = 0;
    double difference = 0;
    for (int k = 0; k < expected.length; k++) {
      largest = Math.max(largest, Math.abs(expected[k]));
      difference = Math.max(difference, Math.abs(expected[k] - actual[k]));
    }
    return !(difference > TOLERANCE * (1 + largest));
  }
}
