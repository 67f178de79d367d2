package dev.nabla.cli;

import dev.nabla.codegen.GenerationException;
import dev.nabla.codegen.Options;
import dev.nabla.codegen.spec.Setting;
import dev.nabla.symbolic.network.Network;
import dev.nabla.train.Kernel;
import dev.nabla.train.Prediction;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Classes of definitions to train and predict with. */
final class Kernels {
  /** What the header may choose is how fast and how strict; what there is, is decided here. */
  private static final Map<Setting, String> SETTINGS = settings();

  private Kernels() {}

  private static Map<Setting, String> settings() {
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    Stream.of(Setting.values())
        .filter(Setting::isFlag)
        .forEach(setting -> settings.put(setting, "false"));
    settings.put(Setting.BATCH, "true");
    settings.put(Setting.TYPE, "double");
    settings.put(Setting.TARGET, "plain");
    return settings;
  }

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
      throw definitions.failure(definition, network, e);
    }
  }

  /** Ends the work on a definition that has nothing to train. */
  static void requireTrainable(SpecOptions.Definition definition, Network network) {
    String name = definition.source().name();
    if (network.loss().isEmpty()) {
      throw new WrongDefinition(
          name + ": error: there is no loss to make small: mark one, loss L = ...");
    }
    if (network.parameters().isEmpty()) {
      throw new WrongDefinition(name + ": error: there are no parameters to train");
    }
  }
}
