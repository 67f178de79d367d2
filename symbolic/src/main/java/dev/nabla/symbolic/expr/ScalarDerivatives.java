package dev.nabla.symbolic.expr;

import dev.nabla.grammar.Diagnostics;
import dev.nabla.grammar.Source;
import dev.nabla.grammar.SpecParser;
import dev.nabla.grammar.ast.Expression;
import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The derivatives of scalar functions, from the formulas in their rows. */
final class ScalarDerivatives {
  private static final Set<String> NAMES =
      ScalarFunctions.rows().stream()
          .map(ScalarFunction::name)
          .collect(Collectors.toUnmodifiableSet());

  private static final Map<ScalarFunction, List<Expression>> FORMULAS =
      ScalarFunctions.rows().stream()
          .collect(Collectors.toUnmodifiableMap(row -> row, ScalarDerivatives::formulas));

  private ScalarDerivatives() {}

  /** The derivative of a function by argument k, where v is the output or stands for it. */
  static Expr derivative(Exprs f, ScalarFunction function, List<Expr> arguments, int k, Expr v) {
    if (function.isOpaque()) {
      return f.apply(function.prime(), arguments);
    }
    Map<String, Expr> names = new HashMap<>(Map.of("v", v));
    for (int a = 0; a < arguments.size(); a++) {
      names.put(function.parameters().get(a), arguments.get(a));
    }
    return f.broadcast(ScalarFormula.of(f, FORMULAS.get(function).get(k), names), v.axes());
  }

  private static List<Expression> formulas(ScalarFunction row) {
    return row.derivatives().stream().map(text -> formula(row, text)).toList();
  }

  private static Expression formula(ScalarFunction row, String text) {
    Source source = new Source(row.name(), text);
    Diagnostics diagnostics = new Diagnostics(source);
    return SpecParser.parseExpression(source, NAMES, diagnostics)
        .orElseThrow(() -> new IllegalStateException(diagnostics.all().toString()));
  }
}
