package dev.nabla.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nabla.grammar.diagnostic.Diagnostic;
import dev.nabla.grammar.print.Style;
import dev.nabla.report.NetworkFormulas.Written;
import dev.nabla.symbolic.cost.Cost;
import dev.nabla.symbolic.cost.Operations;
import dev.nabla.symbolic.cost.Polynomial;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Derivation.Derived;
import dev.nabla.symbolic.derive.HessianVector;
import dev.nabla.symbolic.derive.PartialDerivative;
import dev.nabla.symbolic.derive.Partials;
import dev.nabla.symbolic.explain.Explanation;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report for programs. A shape is an array of size names and numbers. */
public final class JsonReport {
  private static final PlainTypesetting TEXT = new PlainTypesetting(Style.TEXT);
  private static final Typesetting<String> LATEX = new LatexTypesetting();

  private final Report report;
  private final Derivation derivation;
  private final Network network;
  private final UnaryOperator<Expr> expansion;
  private final NetworkFormulas formulas;

  private JsonReport(Report report) {
    this.report = report;
    this.derivation = report.derivation();
    this.network = derivation.network();
    this.expansion = derivation.readableExpansion();
    this.formulas = new NetworkFormulas(network, report.layout());
  }

  public static String of(Report report) {
    return JsonText.of(new JsonReport(report)::write);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("network", network.name());
    if (network.loss().isPresent()) {
      json.writeStringField("loss", network.result().name());
    } else {
      json.writeNullField("loss");
    }
    json.writeStringField("result", network.result().name());
    variables(json);
    json.writeArrayFieldStart("adjoints");
    for (Derived adjoint : derivation.adjoints()) {
      json.writeStartObject();
      json.writeStringField("name", adjoint.name().name());
      json.writeStringField("of", adjoint.of().name());
      formula(json, adjoint);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("gradients");
    for (Derived gradient : derivation.gradients()) {
      json.writeObjectFieldStart(gradient.of().name());
      formula(json, gradient);
      json.writeEndObject();
    }
    json.writeEndObject();
    Derivatives more = report.more();
    partials(json, "jacobians", more.jacobians());
    partials(json, "hessians", more.hessians());
    orders(json);
    factors(json, List.of(more.jacobians(), more.hessians(), more.orders()));
    if (more.product().isPresent()) {
      product(json, more.product().get());
    }
    if (report.cost().isPresent()) {
      cost(json, report.cost().get());
    }
    steps(json);
    if (!report.warnings().isEmpty()) {
      warnings(json);
    }
    json.writeEndObject();
  }

  private void warnings(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("warnings");
    for (Diagnostic warning : report.warnings()) {
      json.writeStartObject();
      json.writeStringField("code", warning.code().id());
      json.writeNumberField("line", warning.position().line());
      json.writeNumberField("column", warning.position().column());
      json.writeStringField("message", warning.message());
      json.writeArrayFieldStart("help");
      for (String help : warning.help()) {
        json.writeString(help);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void cost(JsonGenerator json, Cost cost) throws IOException {
    CostText costs = new CostText(network, formulas, cost);
    json.writeObjectFieldStart("cost");
    operations(json, "function", cost.function(), cost);
    operations(json, "gradient", cost.gradient(), cost);
    if (cost.ratio().isPresent()) {
      json.writeFieldName(cost.isExact() ? "ratio" : "ratioAtMost");
      json.writeNumber(CostText.decimal(cost.ratio().get()));
    }
    json.writeArrayFieldStart("undecided");
    for (Term product : costs.undecided()) {
      json.writeString(text(product));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void operations(JsonGenerator json, String field, Operations operations, Cost cost)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (Operations.Kind kind : Operations.Kind.values()) {
      count(json, kind.name().toLowerCase(Locale.ROOT), operations.count(kind), cost);
    }
    count(json, "together", operations.total(), cost);
    json.writeEndObject();
  }

  private static void count(JsonGenerator json, String field, Polynomial count, Cost cost)
      throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("polynomial", count.toString());
    if (cost.value(count).isPresent()) {
      json.writeFieldName("value");
      json.writeNumber(cost.value(count).get().toString());
    }
    json.writeEndObject();
  }

  private void variables(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("variables");
    List<Variable> all =
        Stream.concat(
                Stream.of(network.inputs(), network.targets(), network.parameters())
                    .flatMap(List::stream),
                network.values().stream().map(Binding::variable))
            .toList();
    for (Variable variable : all) {
      json.writeStartObject();
      json.writeStringField("name", variable.name());
      json.writeStringField("role", role(network, variable));
      shape(json, variable.shape());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** {@code param}, {@code output}, {@code loss}. */
  static String role(Network network, Variable variable) {
    if (network.loss().filter(variable::equals).isPresent()) {
      return "loss";
    }
    boolean output = variable.role() == Variable.Role.VALUE && network.outputs().contains(variable);
    return output ? "output" : variable.role().name().toLowerCase(Locale.ROOT);
  }

  static void shape(JsonGenerator json, Shape shape) throws IOException {
    json.writeArrayFieldStart("shape");
    for (Size size : shape.sizes()) {
      if (size.isLiteral()) {
        json.writeNumber(size.intValue());
      } else {
        json.writeString(size.name());
      }
    }
    json.writeEndArray();
  }

  private void formula(JsonGenerator json, Derived derived) throws IOException {
    Shape variable = derived.of().shape();
    shape(json, report.layout().shape(variable));
    Written expanded = formulas.derivative(expansion.apply(derived.formula()), variable);
    formula(json, formulas.derivative(derived.formula(), variable), Optional.of(expanded));
  }

  /** A formula in the language. */
  static String text(Term formula) {
    return formula.in(TEXT);
  }

  /**
   * A formula as text and in LaTeX.
   *
   * @param expanded the same written out, if that is asked for
   */
  static void formula(JsonGenerator json, Written formula, Optional<Written> expanded)
      throws IOException {
    if (!formula.indices().isEmpty()) {
      json.writeStringField("indices", TEXT.indices(formula.indices()));
    }
    json.writeStringField("formula", text(formula.text()));
    if (expanded.isPresent()) {
      json.writeStringField("expanded", text(expanded.get().text()));
    }
    json.writeStringField("latex", formula.text().in(LATEX));
  }

  /** By what is derived, then by what it is derived by: {@code {"L": {"W1": …, "W1,b1": …}}}. */
  private void partials(JsonGenerator json, String field, Partials partials) throws IOException {
    json.writeObjectFieldStart(field);
    if (!partials.isEmpty()) {
      json.writeObjectFieldStart(network.result().name());
      for (PartialDerivative derivative : partials.derivatives()) {
        json.writeObjectFieldStart(by(derivative));
        partial(json, derivative);
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void factors(JsonGenerator json, List<Partials> all) throws IOException {
    json.writeArrayFieldStart("factors");
    for (Partials partials : all) {
      for (Partials.Factor factor : partials.factors()) {
        json.writeStartObject();
        json.writeStringField("name", factor.name().name());
        json.writeStringField("of", factor.derivative().above().name());
        json.writeStringField("by", by(factor.derivative()));
        partial(json, factor.derivative());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  /** The variables derived by; those of a Hessian's diagonal block and of higher orders once. */
  private static String by(PartialDerivative derivative) {
    List<Variable> by = derivative.by();
    return by.stream().distinct().count() == 1
        ? by.get(0).name()
        : by.stream().map(Variable::name).collect(Collectors.joining(","));
  }

  private void partial(JsonGenerator json, PartialDerivative derivative) throws IOException {
    shape(json, formulas.shape(derivative));
    Written formula = formulas.write(derivative);
    formula(json, formula, Optional.of(formula));
  }

  private void orders(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("orders");
    for (PartialDerivative derivative : report.more().orders().derivatives()) {
      json.writeStartObject();
      json.writeNumberField("order", derivative.order());
      json.writeStringField("by", by(derivative));
      partial(json, derivative);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void product(JsonGenerator json, HessianVector product) throws IOException {
    json.writeObjectFieldStart("hessianVector");
    json.writeObjectFieldStart("directions");
    for (Map.Entry<Variable, Variable> entry : product.directions().entrySet()) {
      json.writeStringField(entry.getKey().name(), entry.getValue().name());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("tangents");
    for (HessianVector.Tangent tangent : product.tangents()) {
      json.writeStartObject();
      json.writeStringField("name", tangent.name().name());
      json.writeStringField("of", tangent.of().name());
      shape(json, tangent.of().shape());
      plain(json, tangent.value(), tangent.of().shape());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("products");
    for (Binding part : product.products()) {
      json.writeObjectFieldStart(part.variable().name());
      shape(json, part.variable().shape());
      plain(json, part.value(), part.variable().shape());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /** What has no adjoints to write out. */
  private void plain(JsonGenerator json, Expr e, Shape shape) throws IOException {
    Written formula = formulas.write(e, shape);
    formula(json, formula, Optional.of(formula));
  }

  private void steps(JsonGenerator json) throws IOException {
    JsonSteps steps = new JsonSteps(report, formulas);
    json.writeArrayFieldStart("steps");
    if (report.steps().isEmpty()) {
      for (Derived step : derivation.steps()) {
        steps.summary(json, step);
      }
    } else {
      for (Explanation step : report.steps()) {
        steps.explained(json, step);
      }
    }
    json.writeEndArray();
  }
}
