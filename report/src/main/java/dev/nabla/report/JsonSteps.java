package dev.nabla.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nabla.grammar.ast.Expression;
import dev.nabla.report.NetworkFormulas.Written;
import dev.nabla.symbolic.derive.Derivation.Derived;
import dev.nabla.symbolic.derive.Derivation.Path;
import dev.nabla.symbolic.explain.Balance;
import dev.nabla.symbolic.explain.Explanation;
import dev.nabla.symbolic.explain.Explanation.Chain;
import dev.nabla.symbolic.explain.Explanation.Equation;
import dev.nabla.symbolic.explain.Explanation.Line;
import dev.nabla.symbolic.explain.Explanation.Link;
import dev.nabla.symbolic.explain.Explanation.Reason;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.shape.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The steps of a derivation as JSON: a summary of each, and all there is to say where asked. */
final class JsonSteps {
  private final Report report;
  private final NetworkFormulas formulas;

  JsonSteps(Report report, NetworkFormulas formulas) {
    this.report = report;
    this.formulas = formulas;
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
      json.writeString(JsonReport.text(formulas.link(link)));
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
    json.writeStringField("before", text(step.raw(), shape, derivative));
    json.writeStringField("after", text(step.formula(), shape, derivative));
    json.writeArrayFieldStart("rewrites");
    for (String rule : step.rules()) {
      json.writeString(rule);
    }
    json.writeEndArray();
    json.writeStringField("checked", ShownStep.word(step.verdict()));
  }

  private String text(Expr e, Shape shape, boolean derivative) {
    return JsonReport.text(
        (derivative ? formulas.derivative(e, shape) : formulas.write(e, shape)).text());
  }

  private void links(JsonGenerator json, Variable of, Path path) throws IOException {
    Variable result = report.derivation().network().result();
    if (path.through() != result) {
      Shape shape = report.layout().shape(path.through().shape());
      factor(json, formulas.link(new Link(result, path.through())), shape);
      json.writeEndObject();
    }
    Shape shape = formulas.jacobianShape(path.through(), of);
    factor(json, formulas.link(new Link(path.through(), of)), shape);
    json.writeEndObject();
  }

  /** Begins a factor. */
  private static void factor(JsonGenerator json, Term factor, Shape shape) throws IOException {
    json.writeStartObject();
    json.writeStringField("factor", JsonReport.text(factor));
    JsonReport.shape(json, shape);
  }

  private void chain(JsonGenerator json, Chain chain) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("factors");
    for (ShownStep.Factor factor : ShownStep.factors(chain, formulas)) {
      factor(json, factor.name(), factor.shape());
      JsonReport.formula(json, factor.value(), Optional.empty());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (chain.balance().isPresent()) {
      balance(json, chain.balance().get());
    }
    json.writeStringField("checked", ShownStep.word(chain.verdict()));
    json.writeEndObject();
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
    Written formula = new Written(List.of(), formulas.text(e));
    JsonReport.formula(json, formula, Optional.empty());
    json.writeEndObject();
  }

  private void form(JsonGenerator json, Line line) throws IOException {
    json.writeStartObject();
    JsonReport.formula(json, formulas.write(line.formula()), Optional.empty());
    json.writeArrayFieldStart("by");
    for (Reason reason : line.reasons()) {
      json.writeStartObject();
      json.writeStringField("rule", reason.rule());
      if (!reason.words().isEmpty()) {
        json.writeStringField("words", reason.words());
      }
      json.writeArrayFieldStart("equations");
      for (Equation equation : reason.equations()) {
        json.writeString(JsonReport.text(formulas.equation(equation)));
      }
      json.writeEndArray();
      json.writeStringField("checked", ShownStep.word(reason.verdict()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
