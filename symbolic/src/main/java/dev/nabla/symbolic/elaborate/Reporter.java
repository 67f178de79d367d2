package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.Diagnostics;
import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Syntax;
import dev.nabla.grammar.print.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Puts failures into words. */
final class Reporter {
  /** The longest text of an expression that a message shows. */
  static final int TEXT = 60;

  /** How many failures of one run are put into words. */
  private static final int MOST = 100;

  private final Definition definition;
  private final List<Failure> failures;
  private final Diagnostics diagnostics;
  private final Balancer balancer;

  Reporter(
      Definition definition, Prelude prelude, List<Failure> failures, Diagnostics diagnostics) {
    this.definition = definition;
    this.failures = failures;
    this.diagnostics = diagnostics;
    this.balancer = new Balancer(definition, prelude, failures);
  }

  void reportAll() {
    for (Failure failure : failures.subList(0, Math.min(MOST, failures.size()))) {
      report(failure);
    }
  }

  /** The expression as a message shows it. */
  static String text(Expression e) {
    return text(e, TEXT);
  }

  /** The expression, cut off after so many characters. */
  static String text(Expression e, int most) {
    if (Syntax.count(e, most) >= most) {
      return "…";
    }
    String text = Style.TEXT.expression(e);
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  private void report(Failure failure) {
    if (failure.context().call().isPresent()) {
      reportCall(failure, failure.context().call().get());
      return;
    }
    List<String> details = new ArrayList<>();
    String shown = operands(failure.operands());
    String reason = failure.reason().get();
    if (!shown.isEmpty()) {
      details.add(reason.isEmpty() ? shown : shown + "    " + reason);
    }
    diagnostics.report(
        failure.code(),
        failure.at().span(),
        failure.message().apply(text(failure.at())),
        details,
        help(failure));
  }

  private List<String> help(Failure failure) {
    List<String> help = new ArrayList<>();
    if (failure.isRearrangeable()) {
      help.addAll(balancer.suggestions(failure));
    }
    boolean found = help.stream().anyMatch(line -> !line.contains(", but "));
    help.addAll(failure.help().get());
    if (!found && failure.help().get().isEmpty()) {
      failure.rearranging().ifPresent(otherwise -> help.addAll(otherwise.get()));
    }
    return help;
  }

  /** Inside a function's body the fault lies with what it is applied to. */
  private void reportCall(Failure failure, Context.Call call) {
    String shown = operands(call.arguments());
    String name = call.at().function().text();
    String reason = failure.reason().get();
    String inner = failure.message().apply(text(failure.at()));
    boolean shape = failure.isRearrangeable() && !reason.isEmpty();
    boolean own = definition.functions().containsKey(name);
    String told = own ? "in " + name + ": " + inner : inner;
    String message = shape ? text(call.at()) + " does not balance" : told;
    List<String> details = new ArrayList<>();
    if (!shown.isEmpty() && (shape || !failure.operands().isEmpty())) {
      details.add(own || reason.isEmpty() ? shown : shown + "    " + reason);
    }
    if (own && shape) {
      details.add("in " + name + ": " + inner + (reason.isEmpty() ? "" : ": " + reason));
    }
    diagnostics.report(failure.code(), call.at().span(), message, details, help(failure));
  }

  /** {@code W1 : (n_in, n_hid) x : (n_in, 1)}, numbers left out. */
  private static String operands(List<Typed> operands) {
    return operands.stream()
        .filter(operand -> !operand.dims().isBroken())
        .filter(operand -> !(operand.syntax() instanceof Expression.Number))
        .map(operand -> text(operand.syntax()) + " : " + shape(operand.dims()))
        .distinct()
        .collect(Collectors.joining("    "));
  }

  /** A shape as messages print it. */
  static String shape(Dims dims) {
    return dims.isUnit()
        ? "()"
        : dims.terms().stream().map(SizeTerm::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
