package dev.nabla.cli;

import dev.nabla.codegen.spec.WholeFile;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.Diagnostic;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.print.Style;
import dev.nabla.report.Derivatives;
import dev.nabla.report.HtmlPage;
import dev.nabla.report.JsonReport;
import dev.nabla.report.JsonText;
import dev.nabla.report.LatexReport;
import dev.nabla.report.Report;
import dev.nabla.report.TextReport;
import dev.nabla.report.values.BadInput;
import dev.nabla.symbolic.cost.Cost;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.explain.Explainer;
import dev.nabla.symbolic.explain.Explanation;
import dev.nabla.symbolic.explain.Layout;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.rewrite.Rules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what was understood and the derived formulas. */
@Command(
    name = "derive",
    mixinStandardHelpOptions = true,
    description = "Prints shapes and derived formulas.",
    footer = {
      "",
      "The loss is derived by the parameters, or by the inputs where there are none.",
      "Without a loss the values that no other value uses are derived.",
      "A page of HTML always shows steps and costs; several definitions are one page.",
      "",
      "Examples:",
      "  # shapes, adjoints and gradients",
      "  nabla derive two-layer.nabla",
      "  # how the gradient by W1 comes about, step by step",
      "  nabla derive --steps --wrt W1 two-layer.nabla",
      "  # formulas for a paper",
      "  nabla derive --format latex -e 'z = W x + b; loss L = ‖z - y‖^2'",
      "  # the full report as a page for a browser, with the graph and the Java class",
      "  nabla derive --format html two-layer.nabla -o two-layer.html",
      "  # the second derivatives by x",
      "  nabla derive --hessian --wrt x -e 'loss L = ‖A x - b‖^2'",
      "  # how a prediction changes with the input",
      "  nabla derive --jacobian --of h2 --wrt x two-layer.nabla",
      "  # three derivatives of a function",
      "  nabla derive --order 3 -e 'f = tanh(x)'",
      "  # equations in LaTeX, from standard input",
      "  nabla derive - < notes.tex"
    })
final class DeriveCommand implements Callable<Integer> {
  /** How the report is written. */
  enum Format {
    TEXT,
    UNICODE,
    LATEX,
    MARKDOWN,
    HTML,
    JSON
  }

  /** How derivatives are laid out. */
  enum Gradients {
    GRADIENT,
    JACOBIAN
  }

  /** How many operations a formula that is printed may have. */
  private static final long LONGEST = 50_000;

  private final Rules rules;

  @Spec private CommandSpec spec;
  @Mixin private SpecOptions definitions;

  @Option(
      names = "--wrt",
      split = ",",
      paramLabel = "NAME",
      description = "derive by these, not by the parameters")
  private List<String> wrt = List.of();

  @Option(names = "--format", description = "how formulas are written (default: text)")
  private Format format = Format.TEXT;

  @Option(
      names = "--layout",
      description = "gradient: the shape of the variable (default); jacobian: row vectors")
  private Gradients layout = Gradients.GRADIENT;

  @Option(names = "--steps", description = "show each step: chain, formula, rewrites, check")
  private boolean steps;

  @Option(
      names = "--cost",
      description = "count the operations of the function and of its gradient")
  private boolean cost;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "the file to write, unless a definition is wrong (default: standard output)")
  private Optional<Path> output = Optional.empty();

  @Option(names = "--as-read", description = "print the definition as it was read, and stop")
  private boolean asRead;

  @Option(names = "--expand", description = "write adjoints out")
  private boolean expand;

  @Mixin private DerivativeOptions derivatives;

  DeriveCommand() {
    this(Rules.STANDARD);
  }

  /** Derives with these rules. */
  DeriveCommand(Rules rules) {
    this.rules = rules;
  }

  /** A definition and what is derived from it. */
  private record Outcome(SpecOptions.Definition definition, Report report) {}

  @Override
  public Integer call() {
    if (asRead) {
      return definitions.each(
          definition -> {
            Style style = format == Format.UNICODE ? Style.UNICODE : Style.TEXT;
            String text = style.spec(definitions.network(definition).spec());
            spec.commandLine().getOut().print(text);
            return ExitCode.DONE;
          });
    }
    List<Outcome> outcomes = new ArrayList<>();
    int code =
        definitions.each(
            definition -> {
              outcomes.add(new Outcome(definition, report(definition)));
              return ExitCode.DONE;
            });
    if (output.isPresent()) {
      return code == ExitCode.DONE ? write(output.get(), text(outcomes)) : code;
    }
    boolean noPage = format == Format.HTML && outcomes.isEmpty();
    spec.commandLine().getOut().print(noPage ? "" : text(outcomes));
    return code;
  }

  private static int write(Path file, String text) {
    try {
      WholeFile.write(file, text);
      return ExitCode.DONE;
    } catch (IOException e) {
      throw BadInput.of(file, "written", e);
    }
  }

  private String text(List<Outcome> all) {
    return switch (format) {
      case TEXT -> joined(all, report -> TextReport.of(report, Style.TEXT));
      case UNICODE -> joined(all, report -> TextReport.of(report, Style.UNICODE));
      case LATEX -> joined(all, LatexReport::latex);
      case MARKDOWN -> joined(all, LatexReport::markdown);
      case HTML -> HtmlPage.of(all.stream().map(this::part).toList());
      case JSON -> JsonText.all(all.stream().map(Outcome::report).map(JsonReport::of).toList());
    };
  }

  private static String joined(List<Outcome> all, Function<Report, String> text) {
    return all.stream().map(Outcome::report).map(text).collect(Collectors.joining("\n"));
  }

  /** A report with the generated class, or why there is none. */
  private HtmlPage.Part part(Outcome outcome) {
    SpecOptions.Definition definition = outcome.definition();
    Diagnostics diagnostics = new Diagnostics(definition.source());
    Optional<String> java =
        definitions
            .generated(definition, "", Optional.empty(), Map.of(), diagnostics)
            .map(generated -> generated.source().text());
    String whyNot =
        diagnostics.all().stream()
            .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
            .map(Diagnostic::message)
            .findFirst()
            .orElse("");
    return new HtmlPage.Part(outcome.report(), definition.source(), java, whyNot);
  }

  private Report report(SpecOptions.Definition definition) {
    Network network = derivatives.network(definitions.network(definition));
    Optional<List<Variable>> wanted = SpecOptions.variables(network, wrt);
    Derivation derivation =
        Deriver.derive(
            network,
            wanted.orElseGet(() -> Deriver.variables(network)),
            rules,
            showsSteps() ? Deriver.Detail.REWRITES : Deriver.Detail.FORMULAS);
    requireReadable(definition, derivation);
    List<Diagnostic> warnings =
        format == Format.JSON ? definitions.warnings(definition) : List.of();
    return report(derivation, derivatives.of(derivation, !wrt.isEmpty(), expand), warnings);
  }

  /** A formula of which parts stand again and again is short as a program, and not on paper. */
  private void requireReadable(SpecOptions.Definition definition, Derivation derivation) {
    Network network = derivation.network();
    Stream.concat(
            network.values().stream(),
            derivation.steps().stream().map(step -> new Binding(step.name(), step.formula())))
        .filter(binding -> binding.value().weight() > LONGEST)
        .findFirst()
        .ifPresent(
            binding -> {
              Diagnostics diagnostics = new Diagnostics(definition.source());
              boolean value = network.syntax().containsKey(binding.variable().name());
              diagnostics.report(
                  DiagnosticCode.LIMIT,
                  value ? network.syntax().get(binding.variable().name()).span() : Span.NONE,
                  String.format(
                      Locale.ROOT,
                      "%s%s, written out, has more than %,d operations, the limit of what is printed",
                      value ? "" : "the derivative ",
                      binding.variable().name(),
                      LONGEST),
                  List.of(),
                  List.of(
                      "give names to parts that stand again and again, as in u = g(x);"
                          + " code can be generated as it is"));
              throw definitions.failure(diagnostics);
            });
  }

  /** A page is the full report. */
  private boolean showsSteps() {
    return steps || format == Format.HTML;
  }

  private boolean showsCost() {
    return cost || format == Format.HTML;
  }

  private Report report(Derivation derivation, Derivatives more, List<Diagnostic> warnings) {
    Layout laidOut =
        layout == Gradients.JACOBIAN ? Layout.numerator(derivation) : Layout.gradient(derivation);
    Explainer explainer = new Explainer(derivation, laidOut);
    List<Explanation> explained =
        showsSteps() ? derivation.steps().stream().map(explainer::explain).toList() : List.of();
    Optional<Cost> counted =
        showsCost() ? Optional.of(Cost.of(derivation.program())) : Optional.empty();
    return new Report(derivation, more, explained, counted, expand, laidOut, warnings);
  }
}
