package dev.nabla.cli;

import dev.nabla.report.Derivatives;
import dev.nabla.report.values.BadInput;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.derive.HessianVector;
import dev.nabla.symbolic.derive.Jacobians;
import dev.nabla.symbolic.derive.Partials;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which derivatives are printed beside gradients, and of what. */
final class DerivativeOptions {
  /** The largest number of axes of a printed derivative. */
  private static final int MAX_AXES = 8;

  /** The highest order of a derivative. */
  private static final int MAX_ORDER = 12;

  @Option(
      names = "--of",
      paramLabel = "NAME",
      description = "derive this value, not the loss or the last one")
  private Optional<String> of = Optional.empty();

  @Option(names = "--jacobian", description = "the Jacobian of the result")
  private boolean jacobian;

  @Option(
      names = "--hessian",
      description = "the Hessian of the result, a scalar; mixed blocks too with --wrt a,b")
  private boolean hessian;

  @Option(names = "--hvp", description = "the Hessian of the result times a vector")
  private boolean product;

  @Option(
      names = "--order",
      paramLabel = "N",
      description = "the derivatives of the result by each variable up to order N")
  private int order = 1;

  /** The network with what is derived as its result. */
  Network network(Network network) {
    if (of.isEmpty()) {
      return network;
    }
    String name = dev.nabla.grammar.base.Names.canonical(of.get());
    Variable value =
        network
            .value(name)
            .map(Binding::variable)
            .orElseThrow(() -> new BadInput("--of " + of.get(), "there is no such value"));
    return value == network.result() ? network : network.withResult(value);
  }

  /**
   * What was asked for.
   *
   * @param chosen whether the variables to derive by were named
   * @param expand whether formulas are written out however long they become
   */
  Derivatives of(Derivation derivation, boolean chosen, boolean expand) {
    Network network = derivation.network();
    List<Variable> by = derivation.gradients().stream().map(g -> g.of()).toList();
    DerivedProgram program = derivation.program();
    Jacobians first = jacobians(program, expand);
    Partials jacobians = Partials.NONE;
    if (jacobian || network.loss().isEmpty()) {
      for (Variable result : network.results()) {
        List<Variable> shown = jacobian || chosen ? by : readable(result, by);
        jacobians = jacobians.and(first.jacobians(result, shown));
      }
    }
    Partials hessians = Partials.NONE;
    Optional<HessianVector> vector = Optional.empty();
    if (hessian || product) {
      DerivedProgram scalar = scalar(derivation);
      hessians = hessian ? jacobians(scalar, expand).hessians(chosen) : hessians;
      vector = product ? Optional.of(HessianVector.of(scalar)) : vector;
    }
    return new Derivatives(jacobians, hessians, orders(first, network, by), vector);
  }

  private static Jacobians jacobians(DerivedProgram program, boolean expand) {
    return expand ? new Jacobians(program, Long.MAX_VALUE) : new Jacobians(program);
  }

  private Partials orders(Jacobians jacobians, Network network, List<Variable> by) {
    if (order < 1 || order > MAX_ORDER) {
      throw new BadInput("--order " + order, "from 1 to " + MAX_ORDER);
    }
    Partials all = Partials.NONE;
    for (Variable variable : order == 1 ? List.<Variable>of() : by) {
      int axes = network.result().order() + order * variable.order();
      if (axes > MAX_AXES) {
        throw new BadInput(
            "--order " + order,
            "the derivative by "
                + variable.name()
                + " has "
                + axes
                + " axes, more than "
                + MAX_AXES
                + "; choose variables with --wrt");
      }
      all = all.and(jacobians.orders(network.result(), variable, order));
    }
    return all;
  }

  /** The program with the free cotangent, where there is no loss, being one. */
  private DerivedProgram scalar(Derivation derivation) {
    Network network = derivation.network();
    if (!network.result().isScalar()) {
      throw new BadInput(
          hessian ? "--hessian" : "--hvp",
          network.result().name() + " is not a scalar but of shape " + network.result().shape());
    }
    return derivation.program().seed().isEmpty()
        ? derivation.program()
        : derivation.withSeed(network.exprs().one()).program();
  }

  /** The variables whose Jacobian is at most a matrix; the others are printed when asked for. */
  private static List<Variable> readable(Variable result, List<Variable> variables) {
    return variables.stream().filter(v -> result.order() + v.order() <= 2).toList();
  }
}
