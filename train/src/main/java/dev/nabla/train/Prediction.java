package dev.nabla.train;

import dev.nabla.grammar.base.Names;
import dev.nabla.grammar.base.NearMisses;
import dev.nabla.report.values.BadInput;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which value of a network is its prediction. */
public final class Prediction {
  private Prediction() {}

  /**
   * The network with one prediction: the value that is wished for; or the one marked {@code
   * output}; or else the last value that no target reaches. Where there are no targets and no such
   * value, it is the loss.
   *
   * @throws BadInput when that is not one value, or a target is needed to compute it
   */
  public static Network choose(Network network, Optional<String> wish) {
    Variable chosen = wish.map(name -> named(network, name)).orElseGet(() -> usual(network));
    Optional<Variable> target =
        network.upTo(chosen).stream()
            .flatMap(binding -> Traversal.variablesOf(binding.value()).stream())
            .filter(v -> v.role() == Variable.Role.TARGET)
            .findFirst();
    if (target.isPresent()) {
      throw new BadInput(
          chosen.name()
              + " cannot be the prediction, since the target "
              + target.get().name()
              + " is needed to compute it; choose another value with --predict");
    }
    return network.withOutputs(List.of(chosen));
  }

  private static Variable named(Network network, String name) {
    String canonical = Names.canonical(name);
    return network
        .value(canonical)
        .map(Binding::variable)
        .orElseThrow(
            () -> {
              List<String> values =
                  network.values().stream().map(b -> b.variable().name()).toList();
              List<String> near = NearMisses.of(canonical, values);
              return new BadInput(
                  "--predict " + name,
                  "there is no such value; "
                      + (near.isEmpty()
                          ? "there are " + String.join(", ", values)
                          : "did you mean " + String.join(" or ", near) + "?"));
            });
  }

  private static Variable usual(Network network) {
    List<Variable> outputs = network.outputs();
    if (outputs.size() == 1) {
      return outputs.get(0);
    }
    if (!outputs.isEmpty()) {
      throw new BadInput(
          "which of "
              + outputs.stream().map(Variable::name).collect(Collectors.joining(", "))
              + " is the prediction? Say it as in --predict "
              + outputs.get(0).name());
    }
    if (network.targets().isEmpty()) {
      return network.result();
    }
    throw new BadInput(
        "no value is a prediction: give what is compared with "
            + network.targets().get(0).name()
            + " a name, as in z = W x + b");
  }
}
