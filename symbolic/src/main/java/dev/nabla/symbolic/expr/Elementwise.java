package dev.nabla.symbolic.expr;

import dev.nabla.symbolic.function.ScalarFunction;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A scalar function applied to each element of operands with equal axes. */
public final class Elementwise extends Expr {
  private static final Map<ScalarFunction, List<ScalarFormula>> DERIVATIVES =
      ScalarFunctions.rows().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  row -> row, row -> row.derivatives().stream().map(ScalarFormula::of).toList()));

  private final ScalarFunction function;
  private final List<Expr> arguments;

  Elementwise(ScalarFunction function, List<Expr> arguments) {
    super(arguments.get(0).axes());
    this.function = function;
    this.arguments = List.copyOf(arguments);
  }

  public ScalarFunction function() {
    return function;
  }

  public List<Expr> arguments() {
    return arguments;
  }

  /** The operand of a function of one argument. */
  public Expr argument() {
    return arguments.get(0);
  }

  /**
   * The derivative by argument k, element by element.
   *
   * @param output this value, or the variable that stands for it
   */
  public Expr derivative(Exprs f, int k, Expr output) {
    if (function.isOpaque()) {
      return f.apply(function.prime(), arguments);
    }
    Map<String, Expr> names = new HashMap<>(Map.of("v", output));
    for (int argument = 0; argument < arguments.size(); argument++) {
      names.put(function.parameters().get(argument), arguments.get(argument));
    }
    return f.broadcast(DERIVATIVES.get(function).get(k).of(f, names), axes());
  }

  @Override
  public List<Expr> operands() {
    return arguments;
  }

  @Override
  boolean computePiecewise() {
    return function.isPiecewise() || !Facts.isPositive(this) && super.computePiecewise();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.elementwise(this);
  }

  @Override
  Expr rebuild(Exprs f, List<Expr> operands) {
    return f.apply(function, operands);
  }

  @Override
  public String toString() {
    return function.name() + arguments;
  }
}
