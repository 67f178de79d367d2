package dev.nabla.train;

import dev.nabla.symbolic.eval.FactsOfValues;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Parameters to start from, after Glorot and Bengio (2010): a weight is uniform within {@code
 * sqrt(6 / (fan_in + fan_out))} of 0, all else is 0.
 *
 * <p>A weight is what a product multiplies with something else than numbers. Its fan-in is the
 * product of the sizes of the axes that the product sums over, its fan-out that of its other axes:
 * {@code W : (n, m)} in {@code W^T x} has the fan-in n. A matrix that no product contains is a
 * weight from its columns to its rows. The numbers come from {@link Random}, whose algorithm is
 * part of Java's specification, so that a seed means the same everywhere.
 */
public final class Initialization {
  private record Fan(long in, long out) {}

  private final List<Expr> all;

  private Initialization(Network network) {
    this.all = Traversal.topological(network.values().stream().map(Binding::value).toList());
  }

  /** The parameters of a network whose sizes are known, in order of declaration. */
  public static double[] of(Network network, long seed) {
    Initialization initialization = new Initialization(network);
    int count = network.parameters().stream().mapToInt(Initialization::elements).sum();
    double[] theta = new double[count];
    Random random = new Random(seed);
    int at = 0;
    for (Variable parameter : network.parameters()) {
      int end = at + elements(parameter);
      Optional<Fan> fan = initialization.fan(parameter);
      if (fan.isPresent()) {
        double bound = Math.sqrt(6.0 / (fan.get().in() + fan.get().out()));
        for (int k = at; k < end; k++) {
          theta[k] = (2 * random.nextDouble() - 1) * bound;
        }
      }
      int[] sizes = parameter.axes().stream().mapToInt(Size::intValue).toArray();
      double[] values = Arrays.copyOfRange(theta, at, end);
      FactsOfValues.impose(parameter.facts(), sizes, values);
      System.arraycopy(values, 0, theta, at, values.length);
      at = end;
    }
    return theta;
  }

  private static int elements(Variable variable) {
    return variable.axes().stream().mapToInt(Size::intValue).reduce(1, Math::multiplyExact);
  }

  /** The widest fan of a parameter; nothing when it is no weight. */
  private Optional<Fan> fan(Variable parameter) {
    Optional<Fan> widest = Optional.empty();
    for (Expr e : all) {
      if (e instanceof Contraction product && multiplies(product, parameter)) {
        Fan fan = fan(product, parameter);
        widest = widest.filter(w -> w.in() >= fan.in()).or(() -> Optional.of(fan));
      }
    }
    if (widest.isEmpty() && parameter.order() > 1) {
      long in = parameter.axes().get(parameter.order() - 1).intValue();
      return Optional.of(new Fan(in, elements(parameter) / in));
    }
    return widest;
  }

  /** Whether a product has the parameter as a factor, and another factor that can vary. */
  private static boolean multiplies(Contraction product, Variable parameter) {
    boolean with = product.factors().stream().anyMatch(f -> f.expr().equals(parameter));
    return with
        && product.factors().stream()
            .flatMap(factor -> Traversal.variablesOf(factor.expr()).stream())
            .anyMatch(v -> !v.equals(parameter) && v.role() != Variable.Role.CONST);
  }

  private static Fan fan(Contraction product, Variable parameter) {
    long in = 1;
    long out = 1;
    for (Contraction.Factor factor : product.factors()) {
      if (factor.expr().equals(parameter)) {
        for (int index : factor.indices()) {
          long size = product.indexSizes().get(index).intValue();
          in *= index >= product.order() ? size : 1;
          out *= index >= product.order() ? 1 : size;
        }
        break;
      }
    }
    return new Fan(in, out);
  }
}
