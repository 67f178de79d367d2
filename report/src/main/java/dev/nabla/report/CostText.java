package dev.nabla.report;

import dev.nabla.grammar.base.Rational;
import dev.nabla.symbolic.cost.Cost;
import dev.nabla.symbolic.cost.Operations;
import dev.nabla.symbolic.cost.Operations.Kind;
import dev.nabla.symbolic.cost.Polynomial;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Shape;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is said of costs, in any format. */
final class CostText {
  private final Network network;
  private final NetworkFormulas formulas;
  private final Cost cost;

  CostText(Network network, NetworkFormulas formulas, Cost cost) {
    this.network = network;
    this.formulas = formulas;
    this.cost = cost;
  }

  /**
   * A count.
   *
   * @param polynomial the count for all sizes; none where that is the number itself
   * @param value the number where every size is known, otherwise empty
   */
  record Count(String what, Optional<Term> polynomial, String value) {}

  /** The operations of the function, or of its gradient, and all together. */
  List<Count> counts(Operations operations) {
    List<Count> counts = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (!operations.count(kind).isZero()) {
        counts.add(count(kind.name().toLowerCase(Locale.ROOT), operations.count(kind)));
      }
    }
    counts.add(count("together", operations.total()));
    return counts;
  }

  private Count count(String what, Polynomial polynomial) {
    String value = cost.value(polynomial).map(Rational::toString).orElse("");
    boolean number = polynomial.toString().equals(value);
    return new Count(
        what, number ? Optional.empty() : Optional.of(formulas.polynomial(polynomial)), value);
  }

  /** What the function is called. */
  Term function() {
    return formulas.name(network.result());
  }

  /** {@code the gradient takes 2.25 times the operations of L}, of this function. */
  String ratio(String function) {
    return cost.ratio()
        .map(
            ratio ->
                "the gradient takes "
                    + (cost.isExact() ? "" : "at most ")
                    + decimal(ratio)
                    + " times the operations of "
                    + function
                    + (cost.isExact() ? "" : ", whatever the sizes"))
        .orElse("how the gradient compares with " + function + " depends on the sizes");
  }

  /** Rounded up, so that a bound stays one. */
  static String decimal(Rational ratio) {
    return new java.math.BigDecimal(ratio.numerator())
        .divide(new java.math.BigDecimal(ratio.denominator()), 2, RoundingMode.CEILING)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** Products whose cheapest order depends on sizes that are open. */
  List<Term> undecided() {
    return cost.undecided().stream().map(this::formula).toList();
  }

  private Term formula(Contraction product) {
    return formulas.write(product, Shape.ofAxes(product.axes())).text();
  }
}
