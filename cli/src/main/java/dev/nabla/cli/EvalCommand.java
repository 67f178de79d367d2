package dev.nabla.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nabla.codegen.GenerationException;
import dev.nabla.codegen.check.GeneratedValues;
import dev.nabla.report.JsonTensor;
import dev.nabla.report.JsonText;
import dev.nabla.report.values.GivenValues;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Derivation.Derived;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.derive.Jacobians;
import dev.nabla.symbolic.derive.PartialDerivative;
import dev.nabla.symbolic.derive.Partials;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Evaluates a network and its derivatives at given values. */
@Command(
    name = "eval",
    mixinStandardHelpOptions = true,
    description = "Prints values and derivatives at given values, as JSON.",
    footer = {
      "",
      "FILE.json holds nested arrays: {\"x\": [1, 2], \"W\": [[1, 2], [3, 4]]}. Sizes",
      "that are open are read off them. Several definitions give an array.",
      "",
      "Examples:",
      "  # the loss and its gradients at a point",
      "  nabla eval --values two-layer.json two-layer.nabla",
      "  # as the generated class computes them",
      "  nabla eval --engine generated --values two-layer.json two-layer.nabla",
      "  # with the parameters that a training has found",
      "  nabla eval --values iris-theta.json --values flower.json iris.nabla",
      "  # values from standard input",
      "  nabla eval --values - -e 'input x : (), y : (); f = x y + 1' < product.json"
    })
final class EvalCommand implements Callable<Integer> {
  /** What computes. */
  enum Engine {
    INTERPRETER,
    GENERATED
  }

  @Spec private CommandSpec spec;
  @Mixin private SpecOptions definitions;

  @Option(
      names = "--values",
      required = true,
      paramLabel = "FILE.json",
      description =
          "the values of inputs, targets and parameters, maybe in several files, of which the later"
              + " go first; - is standard input")
  private List<String> values = List.of();

  @Option(names = "--wrt", split = ",", paramLabel = "NAME", description = "derive by these")
  private List<String> wrt = List.of();

  @Option(names = "--engine", description = "what computes gradients (default: interpreter)")
  private Engine engine = Engine.INTERPRETER;

  @Override
  public Integer call() {
    GivenValues arrays = GivenValues.read("eval", values, definitions.readStdin(), System.in);
    List<String> reports = new ArrayList<>();
    int code =
        definitions.each(
            definition -> {
              reports.add(report(definition, arrays));
              return ExitCode.DONE;
            });
    if (!reports.isEmpty()) {
      spec.commandLine().getOut().print(JsonText.all(reports));
    }
    return code;
  }

  private String report(SpecOptions.Definition definition, GivenValues arrays) {
    Network network = definitions.network(definition, arrays);
    Map<Variable, Tensor> given = arrays.of(network);
    Optional<List<Variable>> wanted = SpecOptions.variables(network, wrt);
    Derivation derivation =
        wanted.map(w -> Deriver.derive(network, w)).orElseGet(() -> Deriver.derive(network));
    Map<Variable, Tensor> generated =
        engine == Engine.GENERATED && network.result().isScalar()
            ? generated(definition, derivation, given)
            : Map.of();
    return JsonText.of(json -> write(json, derivation, given, generated));
  }

  private static void write(
      JsonGenerator json,
      Derivation derivation,
      Map<Variable, Tensor> given,
      Map<Variable, Tensor> generated)
      throws IOException {
    Network network = derivation.network();
    Interpreter interpreter = new Interpreter();
    given.forEach(interpreter::set);
    interpreter.run(network.constants()).run(derivation.program().values());
    boolean scalar = network.result().isScalar();
    derivation
        .program()
        .seed()
        .filter(seed -> scalar)
        .ifPresent(seed -> interpreter.set(seed, Tensor.scalar(1)));
    json.writeStartObject();
    if (network.loss().isPresent()) {
      json.writeFieldName("loss");
      JsonText.number(json, interpreter.value(network.result()).value());
    }
    json.writeObjectFieldStart("values");
    for (Binding binding : network.values()) {
      JsonTensor.write(json, binding.variable(), interpreter.value(binding.variable()));
    }
    json.writeEndObject();
    if (scalar) {
      gradients(json, derivation, generated, interpreter);
    } else {
      jacobians(json, derivation, interpreter);
    }
    json.writeEndObject();
  }

  private static void gradients(
      JsonGenerator json,
      Derivation derivation,
      Map<Variable, Tensor> generated,
      Interpreter interpreter)
      throws IOException {
    json.writeObjectFieldStart("adjoints");
    for (Derived adjoint : derivation.adjoints()) {
      interpreter.set(adjoint.name(), interpreter.value(adjoint.formula()));
      JsonTensor.write(json, adjoint.of(), interpreter.value(adjoint.name()));
    }
    json.writeEndObject();
    json.writeObjectFieldStart("gradients");
    for (Derived gradient : derivation.gradients()) {
      Tensor value =
          generated.containsKey(gradient.of())
              ? generated.get(gradient.of())
              : interpreter.value(gradient.formula());
      JsonTensor.write(json, gradient.of(), value);
    }
    json.writeEndObject();
  }

  private Map<Variable, Tensor> generated(
      SpecOptions.Definition definition, Derivation derivation, Map<Variable, Tensor> given) {
    try {
      return GeneratedValues.gradients(Deriver.derive(derivation.network()).program(), given);
    } catch (GenerationException e) {
      throw definitions.failure(definition, derivation.network(), e);
    }
  }

  private static void jacobians(JsonGenerator json, Derivation derivation, Interpreter interpreter)
      throws IOException {
    Network network = derivation.network();
    List<Variable> by = derivation.gradients().stream().map(Derived::of).toList();
    json.writeObjectFieldStart("jacobians");
    json.writeObjectFieldStart(network.result().name());
    Partials jacobians = new Jacobians(derivation.program()).jacobians(network.result(), by);
    interpreter.run(jacobians.bindings());
    for (PartialDerivative jacobian : jacobians.derivatives()) {
      json.writeFieldName(jacobian.last().name());
      Tensor value = interpreter.value(jacobian.value());
      JsonTensor.write(json, value.sizes(), value.data());
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
