package dev.nabla.cli;

import dev.nabla.codegen.GenerationException;
import dev.nabla.codegen.spec.Setting;
import dev.nabla.codegen.spec.SpecGenerator;
import dev.nabla.grammar.diagnostic.Diagnostic;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.report.values.BadInput;
import dev.nabla.report.values.GivenValues;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where definitions come from, and the sizes given for them. */
final class SpecOptions extends SourceOptions {
  @Option(
      names = "--dim",
      paramLabel = "NAME=SIZE",
      description = "the value of a size, as in --dim n_in=2")
  private Map<String, Integer> dims = new LinkedHashMap<>();

  /** The network of a definition; warnings and errors are printed. */
  Network network(Definition definition) {
    Diagnostics diagnostics = new Diagnostics(definition.source());
    Optional<Network> network = network(definition, valid(dims), diagnostics);
    report(diagnostics);
    return network.orElseThrow(() -> errors(diagnostics));
  }

  /** What is to be warned of in a definition that is right. */
  List<Diagnostic> warnings(Definition definition) {
    Diagnostics diagnostics = new Diagnostics(definition.source());
    network(definition, valid(dims), diagnostics);
    return diagnostics.all().stream()
        .filter(d -> d.severity() == Diagnostic.Severity.WARNING)
        .toList();
  }

  /**
   * The network of a definition, whose warnings have been printed, with more sizes given, which go
   * before those of options.
   */
  Network network(Definition definition, Map<String, Integer> moreDims) {
    Map<String, Integer> all = new LinkedHashMap<>(valid(dims));
    all.putAll(moreDims);
    Diagnostics diagnostics = new Diagnostics(definition.source());
    return network(definition, all, diagnostics)
        .orElseThrow(
            () ->
                new WrongDefinition(
                    String.join("\n", diagnostics.all().stream().map(String::valueOf).toList())));
  }

  private static Optional<Network> network(
      Definition definition, Map<String, Integer> sizes, Diagnostics diagnostics) {
    return Elaborator.read(
        definition.source(), new Options(definition.defaultName(), sizes), diagnostics);
  }

  /** The network of a definition with the sizes that these values have. */
  Network network(Definition definition, GivenValues values) {
    Network symbolic = network(definition);
    Map<String, Integer> sizes = values.sizes(symbolic);
    return sizes.isEmpty() ? symbolic : network(definition, sizes);
  }

  private Map<String, Integer> valid(Map<String, Integer> sizes) {
    for (Map.Entry<String, Integer> dim : sizes.entrySet()) {
      if (dim.getValue() < 1) {
        throw usage("--dim " + dim.getKey() + "=" + dim.getValue() + ": a size is at least 1");
      }
    }
    return sizes;
  }

  /** The one definition that a command is for. */
  Definition one() {
    List<Definition> all = all();
    if (all.size() != 1) {
      throw usage("one definition, not " + all.size());
    }
    return all.get(0);
  }

  /** The code options that the header of a definition chooses; errors in it are printed. */
  dev.nabla.codegen.Options codeOptions(
      Definition definition, String className, Map<Setting, String> settings) {
    Diagnostics diagnostics = new Diagnostics(definition.source());
    dev.nabla.codegen.Options options =
        SpecGenerator.options(
            definition.source(),
            dev.nabla.codegen.Options.of("", className),
            settings,
            diagnostics);
    if (diagnostics.hasErrors()) {
      throw failure(diagnostics);
    }
    return options;
  }

  /** The sizes given on the command line. */
  Map<String, Integer> dims() {
    return valid(dims);
  }

  /** The generated class of a definition; warnings and errors are printed. */
  SpecGenerator.Generated generated(
      Definition definition,
      String packageName,
      Optional<String> className,
      Map<Setting, String> settings) {
    Diagnostics diagnostics = new Diagnostics(definition.source());
    Optional<SpecGenerator.Generated> generated =
        generated(definition, packageName, className, settings, diagnostics);
    report(diagnostics);
    return generated.orElseThrow(() -> errors(diagnostics));
  }

  /** The generated class of a definition, unless there are errors, which are only collected. */
  Optional<SpecGenerator.Generated> generated(
      Definition definition,
      String packageName,
      Optional<String> className,
      Map<Setting, String> settings,
      Diagnostics diagnostics) {
    return SpecGenerator.generate(
        new SpecGenerator.Request(
            definition.source(),
            definition.defaultName(),
            packageName,
            className,
            valid(dims),
            Map.of(),
            settings),
        diagnostics);
  }

  /** Why there is no code, as a message about the definition. */
  WrongDefinition failure(Definition definition, Network network, GenerationException e) {
    Diagnostics diagnostics = new Diagnostics(definition.source());
    SpecGenerator.report(e, network.spec(), diagnostics);
    return failure(diagnostics);
  }

  /** The variables of these names, or what is derived by when none are named. */
  static Optional<List<Variable>> variables(Network network, List<String> names) {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    List<Variable> variables = new ArrayList<>();
    for (String name : names) {
      String canonical = dev.nabla.grammar.base.Names.canonical(name);
      Variable variable =
          network
              .given(canonical)
              .or(() -> network.value(canonical).map(b -> b.variable()))
              .orElseThrow(() -> new BadInput("--wrt " + name, "there is no such name"));
      if (!Deriver.isDerivable(variable)) {
        throw new BadInput(
            "--wrt " + name, "one-hot data can't be derived by: no small step keeps it so");
      }
      variables.add(variable);
    }
    return Optional.of(variables);
  }
}
