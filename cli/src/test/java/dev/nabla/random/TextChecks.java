package dev.nabla.random;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.nabla.cli.Main;
import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.ast.Statement.Assignment;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.format.Formatter;
import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.notation.Formula;
import dev.nabla.symbolic.notation.Notation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is printed can be read and means the same; names and order mean nothing. */
final class TextChecks {
  private TextChecks() {}

  // ---------------------------------------------------------------- the definition

  static void unicode(
      RandomSpec spec, Subject subject, Sample sample, long seed, Coverage coverage) {
    means(Style.UNICODE.spec(spec.spec()), spec, subject, sample, Map.of());
  }

  static void ascii(RandomSpec spec, Subject subject, Sample sample, long seed, Coverage coverage) {
    boolean plain =
        Stream.of(
                subject.network().inputs(),
                subject.network().targets(),
                subject.network().parameters())
            .flatMap(List::stream)
            .allMatch(v -> v.name().chars().allMatch(c -> c < 128));
    if (plain) {
      coverage.event("ASCII");
      means(Style.ASCII.spec(spec.spec()), spec, subject, sample, Map.of());
    }
  }

  /**
   * Values as LaTeX among declarations as text. What letters are indices is known in matrix
   * notation and below sums, so statements in index form stay text.
   */
  static void latex(RandomSpec spec, Subject subject, Sample sample, long seed, Coverage coverage) {
    StringBuilder text = new StringBuilder();
    for (Statement statement : spec.spec().statements()) {
      boolean formula =
          statement instanceof Assignment value
              && value.kind() == Statement.Kind.VALUE
              && value.indices().isEmpty();
      text.append(
          formula
              ? "$$" + Style.LATEX.statement(statement) + "$$\n"
              : Style.TEXT.statement(statement) + "\n");
    }
    means(text.toString(), spec, subject, sample, Map.of());
  }

  static void renamed(
      RandomSpec spec, Subject subject, Sample sample, long seed, Coverage coverage) {
    Map<String, String> names = new LinkedHashMap<>();
    Random random = new Random(seed);
    for (Statement statement : spec.spec().statements()) {
      name(statement)
          .ifPresent(
              name -> {
                String first = name.substring(0, name.offsetByCodePoints(0, 1));
                names.put(name, first + "q" + (char) ('a' + random.nextInt(26)) + names.size());
              });
    }
    Spec renamed = new Renaming(names).of(spec.spec());
    Map<String, Integer> dims = new LinkedHashMap<>();
    spec.dims().forEach((name, value) -> dims.put(names.get(name), value));
    means(Style.TEXT.spec(renamed), new RandomSpec(renamed, dims), subject, sample, names);
  }

  private static Optional<String> name(Statement statement) {
    if (statement instanceof Statement.Dimension dim) {
      return Optional.of(dim.name().text());
    }
    if (statement instanceof Statement.Declaration declaration) {
      return Optional.of(declaration.name().text());
    }
    if (statement instanceof Statement.Constant constant) {
      return Optional.of(constant.name().text());
    }
    if (statement instanceof Statement.Function function) {
      return Optional.of(function.name().text());
    }
    return statement instanceof Assignment value
        ? Optional.of(value.name().text())
        : Optional.empty();
  }

  static void reordered(
      RandomSpec spec, Subject subject, Sample sample, long seed, Coverage coverage) {
    List<Statement> statements = new ArrayList<>(spec.spec().statements());
    Statement last = statements.remove(statements.size() - 1);
    Collections.shuffle(statements, new Random(seed));
    statements.add(last);
    Spec reordered = new Spec(spec.spec().name(), statements);
    means(Style.TEXT.spec(reordered), spec, subject, sample, Map.of());
  }

  /** Reads a text and compares value and gradients at the same point. */
  private static void means(
      String text, RandomSpec spec, Subject subject, Sample sample, Map<String, String> names) {
    Subject other = read(text, spec.dims());
    Map<String, dev.nabla.symbolic.eval.Tensor> values = new LinkedHashMap<>();
    sample
        .point()
        .values()
        .forEach((name, value) -> values.put(names.getOrDefault(name, name), value));
    subject
        .program()
        .seed()
        .ifPresent(
            seed ->
                values.put(
                    other.program().seed().orElseThrow().name(),
                    sample.point().values().get(seed.name())));
    Point point = new Point(values);
    try {
      DerivativeChecks.same(
          "the value", sample.scalar(), Measured.of(i -> new double[] {other.scalar(i, point)}));
      for (int k = 0; k < sample.gradients().size(); k++) {
        String name = subject.program().gradients().get(k).variable().name();
        Binding gradient =
            other.program().gradients().stream()
                .filter(g -> g.variable().name().equals(names.getOrDefault(name, name)))
                .findFirst()
                .orElseThrow(() -> new Failure("there is no gradient by " + name));
        DerivativeChecks.same(
            "the gradient by " + name,
            sample.gradients().get(k),
            Measured.of(i -> other.gradient(i, point, gradient)));
      }
    } catch (Failure e) {
      throw new Failure(e.getMessage() + "\nread as\n" + text);
    }
  }

  private static Subject read(String text, Map<String, Integer> dims) {
    try {
      return Subject.of(text, dims);
    } catch (Subject.Rejected e) {
      throw new Failure(e.getMessage() + "\nin\n" + text);
    }
  }

  // ---------------------------------------------------------------- derived formulas

  static void formulas(
      RandomSpec spec, Subject subject, Sample sample, long seed, Coverage coverage) {
    Notation notation = new Notation(subject.network().exprs());
    List<Binding> bindings = new ArrayList<>(subject.program().adjoints());
    bindings.addAll(subject.program().gradients());
    for (boolean latex : new boolean[] {false, true}) {
      StringBuilder text = new StringBuilder();
      declare(spec, subject, text);
      for (int k = 0; k < bindings.size(); k++) {
        Binding binding = bindings.get(k);
        Formula formula = notation.of(binding.value(), binding.variable().shape());
        Assignment statement =
            new Assignment(
                Span.NONE,
                Statement.Kind.VALUE,
                new Expression.Name(Span.NONE, "result" + k),
                List.copyOf(formula.indices()),
                false,
                formula.expression());
        text.append(
            latex
                ? "$$" + Style.LATEX.statement(statement) + "$$\n"
                : Style.TEXT.statement(statement) + "\n");
      }
      read(text.toString(), spec, subject, sample, bindings);
    }
    coverage.event("formulas", bindings.size());
  }

  /** Declares everything that formulas mention. */
  private static void declare(RandomSpec spec, Subject subject, StringBuilder text) {
    for (Statement statement : spec.spec().statements()) {
      if (!(statement instanceof Assignment)) {
        text.append(Style.TEXT.statement(statement)).append("\n");
      }
    }
    for (Binding value : subject.program().values()) {
      text.append("param " + value.variable().name() + " : " + value.variable().shape() + "\n");
    }
    subject
        .program()
        .seed()
        .ifPresent(s -> text.append("param " + s.name() + " : " + s.shape() + "\n"));
    for (Binding adjoint : subject.program().adjoints()) {
      Variable variable = adjoint.variable();
      text.append("param " + variable.name() + " : " + variable.shape() + "\n");
    }
  }

  private static void read(
      String text, RandomSpec spec, Subject subject, Sample sample, List<Binding> bindings) {
    Network network;
    try {
      network = Subject.read(text, spec.dims());
    } catch (Subject.Rejected e) {
      throw new Failure(e.getMessage() + "\nin\n" + text);
    }
    for (int k = 0; k < bindings.size(); k++) {
      Binding binding = bindings.get(k);
      String name = "result" + k;
      Binding again = network.value(name).orElseThrow();
      Measured expected =
          Measured.of(i -> subject.derived(i, sample.point()).value(binding.value()).data());
      Measured actual =
          Measured.of(
              i -> {
                Interpreter derived = subject.derived(new Interpreter(), sample.point());
                Stream.of(network.inputs(), network.targets(), network.parameters())
                    .flatMap(List::stream)
                    .forEach(
                        v ->
                            i.set(
                                v,
                                derived.value(
                                    subject.network().exprs().variable(v.name()).orElseThrow())));
                return i.run(network.constants()).value(again.value()).data();
              });
      try {
        DerivativeChecks.same("the derivative by " + binding.variable(), expected, actual);
      } catch (Failure e) {
        String line = text.lines().filter(l -> l.contains(name)).collect(Collectors.joining("\n"));
        throw new Failure(e.getMessage() + "\nread from\n" + line);
      }
    }
  }

  // ---------------------------------------------------------------- commands

  private static final List<String> FORMATS =
      List.of("text", "unicode", "latex", "markdown", "json");

  private static final List<List<String>> MORE =
      List.of(
          List.of("--steps"),
          List.of("--expand"),
          List.of("--cost"),
          List.of("--jacobian"),
          List.of("--layout", "jacobian"),
          List.of("--hessian"),
          List.of("--hvp"),
          List.of("--order", "2"),
          List.of("--steps", "--expand", "--cost"));

  static void derive(
      RandomSpec spec, Subject subject, Sample sample, long seed, Coverage coverage) {
    Random random = new Random(seed);
    String format = FORMATS.get(random.nextInt(FORMATS.size()));
    List<String> more = MORE.get(random.nextInt(MORE.size()));
    run(spec, format, List.of(), coverage);
    run(spec, FORMATS.get(random.nextInt(FORMATS.size())), more, coverage);
  }

  private static void run(RandomSpec spec, String format, List<String> more, Coverage coverage) {
    List<String> arguments = new ArrayList<>(List.of("derive", "--format", format));
    arguments.addAll(more);
    if (coverage.events("derive " + format) % 2 == 0) {
      spec.dims().forEach((name, value) -> arguments.addAll(List.of("--dim", name + "=" + value)));
    }
    arguments.addAll(List.of("-e", spec.text()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    coverage.event("derive " + format);
    if (code != 0 && !(code == 2 && !more.isEmpty())
        || err.toString().contains("error: internal")) {
      throw new Failure(
          arguments.subList(0, arguments.size() - 1) + " ends with " + code + ":\n" + err);
    }
    if (code == 0 && format.equals("json")) {
      parse(out.toString());
    }
  }

  private static void parse(String json) {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      while (parser.nextToken() != null) {
        parser.getText();
      }
    } catch (IOException e) {
      throw new Failure("no JSON: " + e.getMessage() + "\n" + json);
    }
  }

  /** What fmt writes it writes again. */
  static void fmt(RandomSpec spec, Subject subject, Sample sample, long seed, Coverage coverage) {
    for (Style style : List.of(Style.TEXT, Style.UNICODE)) {
      String once = formatted(spec.text(), style);
      String twice = formatted(once, style);
      if (!twice.equals(once)) {
        throw new Failure("fmt changes what it wrote:\n" + once + "\nto\n" + twice);
      }
    }
  }

  private static String formatted(String text, Style style) {
    Source source = new Source("random.nabla", text);
    Diagnostics diagnostics = new Diagnostics(source);
    return Formatter.format(source, Elaborator.functionNames(), style, diagnostics)
        .orElseThrow(() -> new Failure(diagnostics.all() + "\nin\n" + text));
  }

  /** All checks of texts by name. */
  static Map<String, Check> all() {
    Map<String, Check> all = new LinkedHashMap<>();
    all.put("derive", TextChecks::derive);
    all.put("Unicode reads back", TextChecks::unicode);
    all.put("ASCII reads back", TextChecks::ascii);
    all.put("LaTeX reads back", TextChecks::latex);
    all.put("names mean nothing", TextChecks::renamed);
    all.put("order means nothing", TextChecks::reordered);
    all.put("formulas read back", TextChecks::formulas);
    all.put("fmt", TextChecks::fmt);
    return all;
  }
}
