package dev.nabla.symbolic.elaborate;

import dev.nabla.grammar.ast.Expression;
import dev.nabla.grammar.ast.Expression.Apply;
import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Statement;
import dev.nabla.grammar.ast.Syntax;
import dev.nabla.grammar.diagnostic.DiagnosticCode;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.elaborate.sizes.Dims;
import dev.nabla.symbolic.elaborate.typing.Excerpt;
import dev.nabla.symbolic.elaborate.typing.Typed;
import dev.nabla.symbolic.expr.Variable;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is allowed, and written by accident more often than not. */
final class Suspicions {
  private static final Pattern GLUED =
      Pattern.compile("([\\p{L}][\\p{M}]*[0-9]*)([\\p{L}][\\p{M}]*[0-9]*)");

  private static final Set<String> SOFTMAX = Set.of("softmax", "log_softmax");

  private final Definition definition;
  private final Map<String, TypedValue> typed;
  private final Diagnostics diagnostics;

  private Suspicions(
      Definition definition, Map<String, TypedValue> typed, Diagnostics diagnostics) {
    this.definition = definition;
    this.typed = typed;
    this.diagnostics = diagnostics;
  }

  static void report(
      Definition definition, Map<String, TypedValue> typed, Diagnostics diagnostics) {
    Suspicions suspicions = new Suspicions(definition, typed, diagnostics);
    suspicions.glued();
    suspicions.divisors();
    definition.values().forEach(suspicions::oneElement);
  }

  private void warn(Expression at, String message, String help) {
    diagnostics.report(DiagnosticCode.UNLIKELY, at.span(), message, List.of(), List.of(help));
  }

  /** {@code Wx} beside {@code W} or {@code x}. */
  private void glued() {
    Set<String> names = definition.names();
    for (Given given : definition.givens().values()) {
      Matcher parts = GLUED.matcher(given.name().text());
      if (given.declared().isPresent() || !parts.matches()) {
        continue;
      }
      String left = parts.group(1);
      String right = parts.group(2);
      if (names.contains(left) || names.contains(right)) {
        warn(
            given.name(),
            given.name().text() + " is a name of its own, not " + left + " times " + right,
            "write " + left + " " + right + " for the product");
      }
    }
  }

  /** A number of samples that became a parameter. */
  private void divisors() {
    for (Given given : definition.givens().values()) {
      String name = given.name().text();
      boolean parameter = given.role() == Variable.Role.PARAM && given.declared().isEmpty();
      if (parameter && given.dims().isUnit() && isOnlyDivisor(name)) {
        warn(
            given.name(),
            name + " is a parameter that only divides, and is derived by",
            "write mean(…) for the mean, dim " + name + " for a size, or const " + name + " = …");
      }
    }
  }

  private boolean isOnlyDivisor(String name) {
    int[] places = {0, 0};
    for (Statement.Assignment statement : definition.assignments()) {
      Syntax.walk(
          statement.value(),
          e -> {
            if (e instanceof Name mentioned && mentioned.text().equals(name)) {
              places[0]++;
            }
            if (e instanceof Expression.Binary quotient
                && quotient.is(Expression.Operator.DIVIDE)
                && isCounted(quotient.left())) {
              Syntax.chain(quotient.right(), Expression.Operator.PRODUCT).stream()
                  .filter(factor -> factor instanceof Name n && n.text().equals(name))
                  .forEach(factor -> places[1]++);
            }
          });
    }
    return places[0] > 0 && places[0] == places[1];
  }

  /** What is divided by a number of samples: 1, or a sum. */
  private static boolean isCounted(Expression e) {
    Expression at = e;
    while (at instanceof Expression.Negate || at instanceof Expression.Power) {
      at = at.children().get(0);
    }
    return at instanceof Expression.Number
        || at instanceof Expression.Reduction
        || at instanceof Expression.Norm
        || at instanceof Apply apply && apply.function().text().equals("sum");
  }

  /** A softmax or a mean over one element. */
  private void oneElement(String name, Statement.Assignment statement) {
    Map<Expression, Typed> shapes = new IdentityHashMap<>();
    typed.get(name).parts().forEach(part -> shapes.put(part.syntax(), part));
    Set<Expression> said = new HashSet<>();
    Syntax.walk(
        statement.value(),
        e -> {
          if (e instanceof Apply apply && apply.arguments().size() == 1 && said.add(e)) {
            Optional.ofNullable(shapes.get(apply.arguments().get(0)))
                .ifPresent(argument -> oneElement(apply, argument.dims()));
          }
        });
  }

  private void oneElement(Apply apply, Dims dims) {
    String function = apply.function().text();
    boolean row = !dims.isTensor() && dims.columns().isKnownOne() && dims.rows().isKnownOne();
    if (row && SOFTMAX.contains(function)) {
      String value = function.equals("softmax") ? "1" : "0";
      warn(
          apply,
          Excerpt.of(apply) + " is over one element, and always " + value,
          "write sigmoid(…) for the probability of one of two classes");
    } else if (row && function.equals("mean")) {
      warn(
          apply,
          Excerpt.of(apply) + " is over one element, which it is the mean of",
          "leave mean out, or give what is averaged more elements");
    }
  }
}
