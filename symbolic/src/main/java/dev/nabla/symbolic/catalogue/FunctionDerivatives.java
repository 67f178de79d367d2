package dev.nabla.symbolic.catalogue;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.derive.Jacobians;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.elaborate.words.BuiltIn;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.function.FunctionGroup;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.notation.Notation;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Derives functions as any definition is derived: that of {@code softmax} by way of the network
 * {@code v = softmax(u)}. Labels, the {@code y} of a loss, are not derived by.
 */
final class FunctionDerivatives {
  private static final String VALUE = "v";
  private static final String LABEL = "y";

  private FunctionDerivatives() {}

  /** The derivatives by each parameter, in order; none for a function of sizes. */
  static List<FunctionDerivative> of(BuiltIn function) {
    Source source = new Source(function.name(), definition(function));
    Diagnostics diagnostics = new Diagnostics(source);
    Network network =
        Elaborator.read(source, Options.named(function.name()), diagnostics)
            .orElseThrow(() -> new IllegalStateException(diagnostics.all().toString()));
    return Stream.concat(network.inputs().stream(), network.parameters().stream())
        .map(by -> derivative(network, by))
        .toList();
  }

  /**
   * The network whose derivatives are those of the function. Element-wise functions are of numbers;
   * losses compare vectors, and their third argument is a number; other shapes are inferred.
   */
  private static String definition(BuiltIn function) {
    String value = VALUE + " = " + function.signature();
    boolean elementwise = function.group() == FunctionGroup.ELEMENTWISE;
    boolean loss =
        function.group() == FunctionGroup.LOSS_SUM || function.group() == FunctionGroup.LOSS_MEAN;
    if (!elementwise && !loss) {
      return value;
    }
    StringBuilder text = new StringBuilder();
    for (int k = 0; k < function.parameters().size(); k++) {
      String parameter = function.parameters().get(k);
      text.append(loss && parameter.equals(LABEL) ? "target " : "input ").append(parameter);
      text.append(loss && k < 2 ? " : (n)\n" : " : ()\n");
    }
    return text + value;
  }

  private static FunctionDerivative derivative(Network network, Variable by) {
    Variable value = network.result();
    boolean pulledBack = value.order() + by.order() > 2;
    Derivation derivation = Deriver.derive(network, List.of(by));
    Expr formula = derivation.gradients().get(0).formula();
    Shape shape = by.shape();
    if (!pulledBack) {
      Jacobians jacobians = new Jacobians(derivation.program());
      formula = jacobians.jacobians(value, List.of(by)).derivatives().get(0).value();
      List<Size> axes = new ArrayList<>(value.axes());
      axes.addAll(by.axes());
      shape = Shape.ofAxes(axes);
    }
    Binding binding = network.value(VALUE).orElseThrow();
    Expr alone = network.exprs().substitute(formula, Map.of(binding.variable(), binding.value()));
    return new FunctionDerivative(
        by.name(), pulledBack, new Notation(network.exprs()).of(alone, shape));
  }
}
