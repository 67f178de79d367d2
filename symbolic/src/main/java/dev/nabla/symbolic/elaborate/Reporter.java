package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.elaborate.typing.Context;
import dev.nabla.symbolic.elaborate.typing.Excerpt;
import dev.nabla.symbolic.elaborate.typing.Failure;
import dev.nabla.symbolic.elaborate.typing.Typed;
import dev.nabla.symbolic.elaborate.words.Prelude;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Puts failures into words. */
final class Reporter {
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
        failure.message().apply(Excerpt.of(failure.at())),
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
    String inner = failure.message().apply(Excerpt.of(failure.at()));
    boolean shape = failure.isRearrangeable() && !reason.isEmpty();
    boolean own = definition.functions().containsKey(name);
    String told = own ? "in " + name + ": " + inner : inner;
    String message = shape ? Excerpt.of(call.at()) + " does not balance" : told;
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
        .map(operand -> Excerpt.of(operand.syntax()) + " : " + operand.dims())
        .distinct()
        .collect(Collectors.joining("    "));
  }
}
