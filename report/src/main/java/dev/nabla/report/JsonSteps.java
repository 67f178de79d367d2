package dev.nabla.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nabla.grammar.ast.Expression;
import dev.nabla.symbolic.derive.Derivation.Derived;
import dev.nabla.symbolic.derive.Derivation.Path;
import dev.nabla.symbolic.eval.Verifier.Verdict;
import dev.nabla.symbolic.explain.Balance;
import dev.nabla.symbolic.explain.Explanation;
import dev.nabla.symbolic.explain.Explanation.Chain;
import dev.nabla.symbolic.explain.Explanation.Equation;
import dev.nabla.symbolic.explain.Explanation.Line;
import dev.nabla.symbolic.explain.Explanation.Link;
import dev.nabla.symbolic.explain.Explanation.Reason;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.notation.Formula;
import dev.nabla.symbolic.shape.Shape;
import java.io.IOException;
import java.util.Locale;

/** The steps of a derivation as JSON: a summary of each, and all there is to say where asked. */
final class JsonSteps {
  private final Report report;
  private final Formulas<String> text;
  private final Formulas<String> latex;

  JsonSteps(Report report, Formulas<String> text, Formulas<String> latex) {
    this.report = report;
    this.text = text;
    this.latex = latex;
  }

  /** A step: its first chain, the formula before and after, the rewrites and the check. */
  void summary(JsonGenerator json, Derived step) throws IOException {
    json.writeStartObject();
    summaryFields(json, step);
    json.writeEndObject();
  }

  /** The same with every chain, every factor's Jacobian, the balance and every rewrite. */
  void explained(JsonGenerator json, Explanation step) throws IOException {
    json.writeStartObject();
    summaryFields(json, step.step());
    json.writeArrayFieldStart("chains");
    for (Chain chain : step.chains()) {
      chain(json, chain);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("inFull");
    for (Link link : step.inFull()) {
      json.writeString(text.link(link));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("forms");
    for (Line line : step.lines()) {
      form(json, line);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void summaryFields(JsonGenerator json, Derived step) throws IOException {
    boolean rewritten = step.of() == step.name() && step.of().role() == Variable.Role.VALUE;
    Shape shape = step.of().shape();
    json.writeStringField("of", step.name().name());
    json.writeArrayFieldStart("chain");
    if (!step.paths().isEmpty()) {
      links(json, step.of(), step.paths().get(0));
    }
    json.writeEndArray();
    boolean derivative = !(rewritten && step.paths().isEmpty());
    json.writeStringField(
        "before",
        (derivative ? text.derivative(step.raw(), shape) : text.write(step.raw(), shape)).text());
    json.writeStringField(
        "after",
        (derivative ? text.derivative(step.formula(), shape) : text.write(step.formula(), shape))
            .text());
    json.writeArrayFieldStart("rewrites");
    for (String rule : step.rules()) {
      json.writeString(rule);
    }
    json.writeEndArray();
    json.writeStringField("checked", word(step.verdict()));
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private void links(JsonGenerator json, Variable of, Path path) throws IOException {
    Variable result = report.derivation().network().result();
    if (path.through() != result) {
      factor(
          json,
          text.link(new Link(result, path.through())),
          report.layout().shape(path.through().shape()));
    }
    factor(json, text.link(new Link(path.through(), of)), text.jacobianShape(path.through(), of));
  }

  private static void factor(JsonGenerator json, String factor, Shape shape) throws IOException {
    json.writeStartObject();
    json.writeStringField("factor", factor);
    JsonReport.shape(json, shape);
    json.writeEndObject();
  }

  private void chain(JsonGenerator json, Chain chain) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("factors");
    if (chain.head().isPresent()) {
      Explanation.Known head = chain.head().get();
      factor(json, text.head(head), head.formula(), head.shape());
    }
    Explanation.Jacobian jacobian = chain.jacobian();
    factor(json, text.link(jacobian.link()), jacobian.formula(), jacobian.shape());
    json.writeEndArray();
    if (chain.balance().isPresent()) {
      balance(json, chain.balance().get());
    }
    json.writeStringField("checked", word(chain.verdict()));
    json.writeEndObject();
  }

  private void factor(JsonGenerator json, String factor, Formula formula, Shape shape)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("factor", factor);
    JsonReport.shape(json, shape);
    formula(json, formula);
    json.writeEndObject();
  }

  private void formula(JsonGenerator json, Formula formula) throws IOException {
    Formulas.Written<String> written = text.write(formula);
    if (!written.indices().isEmpty()) {
      json.writeStringField("indices", JsonReport.indices(written.indices()));
    }
    json.writeStringField("formula", written.text());
    json.writeStringField("latex", latex.write(formula).text());
  }

  private void balance(JsonGenerator json, Balance balance) throws IOException {
    json.writeObjectFieldStart("balance");
    json.writeArrayFieldStart("factors");
    for (Balance.Factor factor : balance.factors()) {
      json.writeStartObject();
      part(json, "own", factor.own(), factor.ownShape());
      part(json, "used", factor.used(), factor.usedShape());
      json.writeEndObject();
    }
    json.writeEndArray();
    part(json, "product", balance.product(), balance.shape());
    json.writeEndObject();
  }

  private void part(JsonGenerator json, String field, Expression e, Shape shape)
      throws IOException {
    json.writeObjectFieldStart(field);
    JsonReport.shape(json, shape);
    json.writeStringField("formula", text.text(e));
    json.writeStringField("latex", latex.text(e));
    json.writeEndObject();
  }

  private void form(JsonGenerator json, Line line) throws IOException {
    json.writeStartObject();
    formula(json, line.formula());
    json.writeArrayFieldStart("by");
    for (Reason reason : line.reasons()) {
      json.writeStartObject();
      json.writeStringField("rule", reason.rule());
      if (!reason.words().isEmpty()) {
        json.writeStringField("words", reason.words());
      }
      json.writeArrayFieldStart("equations");
      for (Equation equation : reason.equations()) {
        json.writeString(text.equation(text.text(equation.left()), text.text(equation.right())));
      }
      json.writeEndArray();
      json.writeStringField("checked", word(reason.verdict()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
