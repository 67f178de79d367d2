package dev.nabla.symbolic.elaborate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostic;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads definitions in tests. */
final class Specs {
  private Specs() {}

  static Network network(String text) {
    return network(text, Map.of());
  }

  static Network network(String text, Map<String, Integer> dims) {
    Diagnostics diagnostics = new Diagnostics(new Source("test.nabla", text));
    Optional<Network> network =
        Elaborator.read(diagnostics.source(), new Options("test", dims), diagnostics);
    assertThat(diagnostics.hasErrors()).as("%s", diagnostics.all()).isFalse();
    return network.orElseThrow();
  }

  static List<Diagnostic> diagnostics(String text) {
    return diagnostics(text, Map.of());
  }

  static List<Diagnostic> diagnostics(String text, Map<String, Integer> dims) {
    Diagnostics diagnostics = new Diagnostics(new Source("test.nabla", text));
    Elaborator.read(diagnostics.source(), new Options("test", dims), diagnostics);
    return diagnostics.all();
  }

  /** {@code x : (n, 1)} for everything that has a shape, by name. */
  static Map<String, String> shapes(Network network) {
    Stream<Variable> given =
        Stream.of(network.inputs(), network.targets(), network.parameters()).flatMap(List::stream);
    Stream<Variable> values = network.values().stream().map(Binding::variable);
    return Stream.concat(given, values)
        .collect(Collectors.toMap(Variable::name, v -> v.shape().toString()));
  }

  /** The value of a name, with numbers for the variables. */
  static Tensor value(Network network, String name, Map<String, Tensor> numbers) {
    Interpreter interpreter = new Interpreter();
    numbers.forEach((v, n) -> interpreter.set(network.given(v).orElseThrow(), n));
    interpreter.run(network.constants()).run(network.values());
    return interpreter.value(network.value(name).orElseThrow().variable());
  }
}
