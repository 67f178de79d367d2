package dev.nabla.cli;

import dev.nabla.cli.train.Kernel;
import dev.nabla.cli.train.Prediction;
import dev.nabla.codegen.GenerationException;
import dev.nabla.codegen.Options;
import dev.nabla.codegen.spec.Setting;
import dev.nabla.symbolic.network.Network;
import java.util.Map;
import java.util.Optional;

/** Classes of definitions to train and predict with. */
final class Kernels {
  private static final Map<Setting, String> SETTINGS =
      Map.of(
          Setting.TYPE, "double",
          Setting.TARGET, "plain",
          Setting.BATCH, "true",
          Setting.JACOBIAN, "false",
          Setting.PARAMETER_JACOBIAN, "false",
          Setting.HESSIAN, "false",
          Setting.HVP, "false");

  private Kernels() {}

  /**
   * The class of a definition.
   *
   * @param sizes before those of the command line
   * @param prediction the value that is the prediction, if that is said
   */
  static Kernel compile(
      SpecOptions definitions,
      SpecOptions.Definition definition,
      Map<String, Integer> sizes,
      Optional<String> prediction) {
    Network network = Prediction.choose(definitions.network(definition, sizes), prediction);
    Options options = definitions.codeOptions(definition, "Trained", SETTINGS);
    try {
      return Kernel.compile(network, options);
    } catch (GenerationException e) {
      throw definitions.failure(definition, e);
    }
  }

  /** Ends the work on a definition that has nothing to train. */
  static void requireTrainable(SpecOptions.Definition definition, Network network) {
    String name = definition.source().name();
    if (network.loss().isEmpty()) {
      throw new Failure(
          ExitCode.SPEC, name + ": error: there is no loss to make small: mark one, loss L = ...");
    }
    if (network.parameters().isEmpty()) {
      throw new Failure(ExitCode.SPEC, name + ": error: there are no parameters to train");
    }
  }
}
