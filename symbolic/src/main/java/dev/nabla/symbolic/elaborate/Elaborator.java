package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.Diagnostic;
import dev.nabla.grammar.diagnostic.Diagnostic.Severity;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.read.SpecParser;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.typing.Calls;
import dev.nabla.symbolic.elaborate.typing.Context;
import dev.nabla.symbolic.elaborate.typing.Failure;
import dev.nabla.symbolic.elaborate.typing.Inference;
import dev.nabla.symbolic.elaborate.typing.LossRule;
import dev.nabla.symbolic.elaborate.typing.Typed;
import dev.nabla.symbolic.elaborate.typing.Typer;
import dev.nabla.symbolic.elaborate.words.Prelude;
import dev.nabla.symbolic.network.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a parsed definition into a network: finds out what every name is, infers and checks every
 * shape, and builds the expressions of the core. Everything that is wrong is reported in one run,
 * and nothing that only follows from another error.
 */
public final class Elaborator {
  private final SpecParser.Partial read;
  private final Options options;
  private final Prelude prelude;
  private final Diagnostics diagnostics;

  private Elaborator(
      SpecParser.Partial read, Options options, Prelude prelude, Diagnostics diagnostics) {
    this.read = read;
    this.options = options;
    this.prelude = prelude;
    this.diagnostics = diagnostics;
  }

  /**
   * Reads a definition and elaborates it.
   *
   * @return the network, or empty when an error was reported
   */
  public static Optional<Network> read(Source source, Options options, Diagnostics diagnostics) {
    Prelude prelude = Calls.prelude();
    return SpecParser.parsePartially(source, prelude.functionNames(), diagnostics)
        .flatMap(read -> network(read, options, prelude, diagnostics));
  }

  /** The network; among sentences, of those definitions that go together. */
  private static Optional<Network> network(
      SpecParser.Partial read, Options options, Prelude prelude, Diagnostics diagnostics) {
    if (read.latex().leftOut().isEmpty()) {
      read.latex().note(diagnostics);
      return new Elaborator(read, options, prelude, diagnostics).network();
    }
    SpecParser.Partial rest = read;
    while (true) {
      Diagnostics found = new Diagnostics(diagnostics.source());
      Optional<Network> network = new Elaborator(rest, options, prelude, found).network();
      List<Diagnostic> errors =
          found.all().stream().filter(d -> d.severity() == Severity.ERROR).toList();
      Set<Statement> left = rest.latex().leaveOut(errors);
      if (left.isEmpty()) {
        rest.latex().note(diagnostics);
        found
            .all()
            .forEach(
                d -> diagnostics.report(d.code(), d.span(), d.message(), d.details(), d.help()));
        return diagnostics.hasErrors() ? Optional.empty() : network;
      }
      rest = rest.without(left);
    }
  }

  /**
   * Elaborates a parsed definition.
   *
   * @return the network, or empty when an error was reported
   */
  public static Optional<Network> elaborate(Spec spec, Options options, Diagnostics diagnostics) {
    SpecParser.Partial whole = SpecParser.Partial.whole(spec);
    return new Elaborator(whole, options, Calls.prelude(), diagnostics).network();
  }

  /** The names and aliases of all functions of the language, which the parser has to be told. */
  public static Set<String> functionNames() {
    return Calls.prelude().functionNames();
  }

  private Optional<Network> network() {
    Definition definition = DefinitionReader.read(read, options, prelude, diagnostics);
    if (definition.values().isEmpty()) {
      if (!diagnostics.hasErrors()) {
        diagnostics.report(
            DiagnosticCode.BAD_VALUE,
            Span.NONE,
            "nothing is defined",
            List.of(),
            List.of("write a statement such as z = W x + b"));
      }
      return Optional.empty();
    }
    Spec spec = read.spec();
    Ordering.Result order = Ordering.of(definition, diagnostics);
    Inference inference = new Inference(definition, false);
    Typer typer = new Typer(inference, prelude);
    Map<String, TypedValue> typed = typeAll(definition, order, inference, typer);
    inference.solve();
    SizeNames.assign(spec, definition, options, inference, typed.values(), diagnostics);
    new Reporter(definition, prelude, inference.failures(), diagnostics).reportAll();
    if (diagnostics.hasErrors()) {
      return Optional.empty();
    }
    return new NetworkBuilder(spec, options, definition, order, typed, diagnostics).build();
  }

  private static Map<String, TypedValue> typeAll(
      Definition definition, Ordering.Result order, Inference inference, Typer typer) {
    order.cyclic().forEach(name -> definition.setDims(name, Dims.broken()));
    Map<String, TypedValue> typed = new LinkedHashMap<>();
    for (String name : order.names()) {
      Statement.Assignment value = definition.values().get(name);
      Typed result =
          value == null
              ? constant(definition.constants().get(name), inference, typer)
              : LossRule.apply(inference, value, typer.type(value));
      typed.put(name, new TypedValue(result, inference.takeTyped()));
      if (value != null && !order.cyclic().contains(name)) {
        definition.setDims(name, result.dims());
      }
    }
    return typed;
  }

  private static Typed constant(Statement.Constant constant, Inference inference, Typer typer) {
    Typed value = typer.type(constant.value(), Context.TOP);
    if (!value.dims().isBroken() && !value.isNumber()) {
      inference.fail(
          Failure.plain(
              DiagnosticCode.BAD_VALUE,
              constant.value(),
              Context.TOP,
              "a const is made of numbers, sizes and other consts"));
    }
    return value;
  }
}
