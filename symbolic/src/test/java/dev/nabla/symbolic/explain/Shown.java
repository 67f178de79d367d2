package dev.nabla.symbolic.explain;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.explain.Explanation.Chain;
import dev.nabla.symbolic.explain.Explanation.Jacobian;
import dev.nabla.symbolic.explain.Explanation.Line;
import dev.nabla.symbolic.explain.Explanation.Link;
import dev.nabla.symbolic.explain.Explanation.Reason;
import dev.nabla.symbolic.notation.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All that an explanation says, as lines of text. */
final class Shown {
  private Shown() {}

  static List<String> lines(Explanation explanation) {
    List<String> lines = new ArrayList<>();
    lines.add(explanation.step().name() + " : " + explanation.shape());
    if (!explanation.inFull().isEmpty()) {
      lines.add(explanation.inFull().stream().map(Shown::text).collect(Collectors.joining(" ")));
    }
    explanation.chains().forEach(chain -> chain(chain, lines));
    explanation.lines().forEach(line -> line(line, lines));
    return lines;
  }

  private static void chain(Chain chain, List<String> into) {
    chain
        .head()
        .ifPresent(
            known ->
                into.add(
                    "known " + text(known.link()) + " = " + text(known.formula(), known.shape())));
    Jacobian jacobian = chain.jacobian();
    into.add(
        "times "
            + text(jacobian.link())
            + " = "
            + text(jacobian.formula(), jacobian.shape())
            + " by "
            + jacobian.order()
            + ", "
            + chain.verdict());
    chain.balance().ifPresent(balance -> into.add(balance(balance)));
  }

  /** {@code x : (m, 1) · δz^T : (1, n) from δz : (n, 1)}, with ~ where sizes cancel. */
  private static String balance(Balance balance) {
    StringBuilder text = new StringBuilder("makes ");
    for (int k = 0; k < balance.factors().size(); k++) {
      Balance.Factor factor = balance.factors().get(k);
      factor.joint().ifPresent(joint -> text.append(" " + joint + " "));
      text.append(text(factor.used())).append(" : ").append(factor.usedShape());
      if (factor.isTransposed()) {
        text.append(" from ").append(text(factor.own())).append(" : ").append(factor.ownShape());
      }
      text.append(balance.cancels(k) ? " ~" : "");
    }
    return text + " = " + text(balance.product()) + " : " + balance.shape();
  }

  private static void line(Line line, List<String> into) {
    line.reasons().forEach(reason -> into.add("  " + text(reason)));
    into.add("= " + text(line.formula()));
  }

  private static String text(Reason reason) {
    String equations =
        reason.equations().stream()
            .map(equation -> text(equation.left()) + " = " + text(equation.right()))
            .collect(Collectors.joining(", "));
    return reason.rule() + ": " + reason.words() + equations + ", " + reason.verdict();
  }

  private static String text(Link link) {
    return "∂" + link.above() + "/∂" + link.below();
  }

  private static String text(Formula formula, Object shape) {
    return text(formula) + " : " + shape;
  }

  private static String text(Formula formula) {
    String indices = formula.indices().stream().map(Name::text).collect(Collectors.joining(","));
    return (indices.isEmpty() ? "" : "[" + indices + "] ") + text(formula.expression());
  }

  private static String text(Expression e) {
    return Style.TEXT.expression(e);
  }
}
