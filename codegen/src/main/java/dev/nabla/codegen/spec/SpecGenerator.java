package dev.nabla.codegen.spec;

import dev.nabla.codegen.GeneratedSource;
import dev.nabla.codegen.GenerationException;
import dev.nabla.codegen.JavaGenerator;
import dev.nabla.codegen.Options;
import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.network.Network;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Generates the class of a definition from its text. All that stands in the way is a diagnostic
 * with a place in the text, whatever front end asks.
 */
public final class SpecGenerator {
  private static final UnaryOperator<String> COMMAND_SIZES = name -> "--dim " + name + "=4";

  private SpecGenerator() {}

  /**
   * What to generate from.
   *
   * @param source the definition
   * @param defaultName the network's name when the definition gives none
   * @param packageName the package of the class, empty for none
   * @param className the class's name when it is not the network's
   * @param dims values of sizes by name, which go before those in the definition
   * @param defaults what is chosen where the definition's header chooses nothing
   * @param overrides what is chosen whatever the header says
   * @param sizeSyntax how the front end is told a size, for messages: of {@code n}, {@code --dim
   *     n=4}
   */
  public record Request(
      Source source,
      String defaultName,
      String packageName,
      Optional<String> className,
      Map<String, Integer> dims,
      Map<Setting, String> defaults,
      Map<Setting, String> overrides,
      UnaryOperator<String> sizeSyntax) {
    public Request {
      dims = Collections.unmodifiableMap(new LinkedHashMap<>(dims));
      defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
      overrides = Collections.unmodifiableMap(new LinkedHashMap<>(overrides));
    }

    /** A request of the command. */
    public Request(
        Source source,
        String defaultName,
        String packageName,
        Optional<String> className,
        Map<String, Integer> dims,
        Map<Setting, String> defaults,
        Map<Setting, String> overrides) {
      this(source, defaultName, packageName, className, dims, defaults, overrides, COMMAND_SIZES);
    }
  }

  /**
   * What was generated.
   *
   * @param program what it computes
   * @param options with which choices
   * @param source the file
   */
  public record Generated(DerivedProgram program, Options options, GeneratedSource source) {}

  /** The class, unless there are errors, which are reported. */
  public static Optional<Generated> generate(Request request, Diagnostics diagnostics) {
    Map<Setting, String> header = Header.read(request.source(), diagnostics);
    Optional<Network> network =
        Elaborator.read(
            request.source(),
            new dev.nabla.symbolic.elaborate.Options(request.defaultName(), request.dims()),
            diagnostics);
    if (network.isEmpty() || diagnostics.hasErrors()) {
      return Optional.empty();
    }
    String name = request.className().orElse(network.get().name());
    Options options = options(Options.of(request.packageName(), name), request, header);
    DerivedProgram program = Deriver.derive(network.get()).program();
    try {
      GeneratedSource source = new JavaGenerator().generate(program, options);
      return Optional.of(new Generated(program, options, source));
    } catch (GenerationException e) {
      report(e, network.get().spec(), diagnostics, request.sizeSyntax());
      return Optional.empty();
    }
  }

  private static Options options(Options start, Request request, Map<Setting, String> header) {
    Options options = apply(start, request.defaults());
    return apply(apply(options, header), request.overrides());
  }

  /**
   * The options that a definition's header chooses.
   *
   * @param overrides what is chosen whatever the header says
   * @param diagnostics is told what the header gets wrong
   */
  public static Options options(
      Source source, Options start, Map<Setting, String> overrides, Diagnostics diagnostics) {
    return apply(apply(start, Header.read(source, diagnostics)), overrides);
  }

  /** The options with these choices. */
  public static Options apply(Options start, Map<Setting, String> chosen) {
    Options options = start;
    for (Map.Entry<Setting, String> choice : chosen.entrySet()) {
      options = choice.getKey().apply(options, choice.getValue());
    }
    return options;
  }

  /** Says at the place in the definition why there is no code, to users of the command. */
  public static void report(GenerationException e, Spec spec, Diagnostics diagnostics) {
    report(e, spec, diagnostics, COMMAND_SIZES);
  }

  private static void report(
      GenerationException e, Spec spec, Diagnostics diagnostics, UnaryOperator<String> sizeSyntax) {
    String name = e.details().get(0);
    String names = String.join(", ", e.details());
    switch (e.reason()) {
      case OPEN_SIZE ->
          diagnostics.report(
              DiagnosticCode.OPEN_SIZE,
              place(spec, name),
              "code needs the value of " + names,
              List.of(),
              List.of(
                  "give it as in "
                      + sizeSyntax.apply(name)
                      + ", or in the definition: dim "
                      + name
                      + " = 4"));
      case OPAQUE ->
          diagnostics.report(
              DiagnosticCode.OPAQUE,
              place(spec, name),
              "code cannot be generated from "
                  + names
                  + (e.details().size() == 1 ? ", which has" : ", which have")
                  + " no definition",
              List.of(),
              List.of("define it: fn " + name + "(u) = ..."));
      case INVALID_NAME ->
          diagnostics.report(
              DiagnosticCode.BAD_VALUE,
              place(spec, name),
              e.getMessage(),
              List.of(),
              List.of("choose another package or class"));
      case NOT_APPLICABLE ->
          diagnostics.report(
              DiagnosticCode.BAD_VALUE, Span.NONE, e.getMessage(), List.of(), e.details());
      case TOO_LARGE ->
          diagnostics.report(
              DiagnosticCode.LIMIT, Span.NONE, e.getMessage(), List.of(), e.details());
    }
  }

  /** Where a name is declared, or the start of what declares it nowhere. */
  private static Span place(Spec spec, String name) {
    return spec.statements().stream()
        .flatMap(statement -> declared(statement).stream())
        .filter(declared -> declared.text().equals(name))
        .map(Expression.Name::span)
        .findFirst()
        .orElse(Span.NONE);
  }

  private static Optional<Expression.Name> declared(Statement statement) {
    if (statement instanceof Statement.Dimension size) {
      return Optional.of(size.name());
    }
    return statement instanceof Statement.Function function
        ? Optional.of(function.name())
        : Optional.empty();
  }
}
