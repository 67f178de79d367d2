package dev.nabla.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nabla.cli.report.Formulas.Written;
import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Derivation.Derived;
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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The report for programs. A shape is an array of size names and numbers. */
public final class JsonReport {
  private final Report report;
  private final Derivation derivation;
  private final Network network;
  private final UnaryOperator<Expr> expansion;
  private final Formulas text;
  private final Formulas latex;

  private JsonReport(Report report) {
    this.report = report;
    this.derivation = report.derivation();
    this.network = derivation.network();
    this.expansion = derivation.readableExpansion();
    this.text = new Formulas(network, Style.TEXT, report.layout());
    this.latex = new Formulas(network, Style.LATEX, report.layout());
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
    matrices(json, "jacobians", report.jacobians(), false);
    matrices(json, "hessians", report.hessians(), true);
    steps(json);
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
      json.writeStringField("role", role(variable));
      shape(json, variable.shape());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private String role(Variable variable) {
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
    Written formula = text.derivative(derived.formula(), variable);
    Written expanded = text.derivative(expansion.apply(derived.formula()), variable);
    written(json, formula, expanded, latex.derivative(derived.formula(), variable));
  }

  private static void written(JsonGenerator json, Written formula, Written expanded, Written latex)
      throws IOException {
    if (!formula.indices().isEmpty()) {
      json.writeStringField("indices", formula.indices());
    }
    json.writeStringField("formula", formula.text());
    json.writeStringField("expanded", expanded.text());
    json.writeStringField("latex", latex.text());
  }

  private void matrices(
      JsonGenerator json, String field, Map<Variable, Expr> derivatives, boolean second)
      throws IOException {
    json.writeObjectFieldStart(field);
    if (!derivatives.isEmpty()) {
      json.writeObjectFieldStart(network.result().name());
      for (Map.Entry<Variable, Expr> entry : derivatives.entrySet()) {
        Shape shape =
            second
                ? Shape.ofAxes(entry.getValue().axes())
                : Formulas.jacobianShape(network.result(), entry.getKey());
        json.writeObjectFieldStart(entry.getKey().name());
        shape(json, shape);
        Written formula = text.write(entry.getValue(), shape);
        written(json, formula, formula, latex.write(entry.getValue(), shape));
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void steps(JsonGenerator json) throws IOException {
    JsonSteps steps = new JsonSteps(report, text, latex);
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
