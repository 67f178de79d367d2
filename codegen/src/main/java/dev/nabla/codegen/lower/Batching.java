package dev.nabla.codegen.lower;

import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.expr.Contraction;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Exprs;
import dev.nabla.symbolic.expr.Power;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Sum;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A program for a block of samples: everything that depends on an input or a target gets one more
 * axis in front, the sample; loss and gradients are summed over it. Contractions become
 * matrix-matrix products by themselves. What has the axis is called as before; the number of
 * samples is a number in a formula where what is the same for all samples is summed.
 */
public final class Batching implements Expr.Visitor<Expr> {
  private final DerivedProgram program;
  private final Exprs exprs;
  private final Size samples;
  private final Map<Expr, Expr> batched = new HashMap<>();
  private final Set<Expr> unbatched = new java.util.HashSet<>();

  private Batching(DerivedProgram program, Size samples) {
    this.program = program;
    this.exprs = program.network().exprs();
    this.samples = samples;
  }

  /** A node that has no form with one more axis. */
  private static final class NoBatchForm extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * The program for a block.
   *
   * @param samples how many, at least 2: {@link Size.Samples} for a block that may have fewer when
   *     the code runs
   * @return empty when it depends on inverses or determinants of something that differs by sample
   */
  public static Optional<DerivedProgram> block(DerivedProgram program, Size samples) {
    try {
      return Optional.of(new Batching(program, samples).run());
    } catch (NoBatchForm e) {
      return Optional.empty();
    }
  }

  private DerivedProgram run() {
    Network network = program.network();
    List<Variable> inputs = network.inputs().stream().map(this::widen).toList();
    List<Variable> targets = network.targets().stream().map(this::widen).toList();
    List<Binding> values = new ArrayList<>(bind(program.values()));
    List<Binding> adjoints = bind(program.adjoints());
    List<Binding> gradients = new ArrayList<>();
    for (Binding gradient : program.gradients()) {
      if (network.inputs().contains(gradient.variable())) {
        throw new NoBatchForm();
      }
      gradients.add(new Binding(gradient.variable(), total(gradient.value())));
    }
    Optional<Variable> loss =
        network
            .loss()
            .map(
                variable -> {
                  Variable sum = exprs.withShape(variable, Shape.SCALAR);
                  values.add(new Binding(sum, total(variable)));
                  return sum;
                });
    List<Variable> outputs =
        network.outputs().stream().map(v -> (Variable) everySample(v)).toList();
    Network block =
        new Network(
            network.spec(),
            network.name(),
            exprs,
            network.sizes(),
            inputs,
            targets,
            network.parameters(),
            network.constants(),
            values,
            network.syntax(),
            loss,
            network.lossIsSum(),
            outputs,
            List.of(loss.orElse(network.result())));
    return new DerivedProgram(block, values, Optional.empty(), adjoints, gradients);
  }

  /** Over all samples of the block. */
  private Expr total(Expr e) {
    Expr wide = batch(e);
    return unbatched.contains(e)
        ? exprs.times(exprs.extent(samples), e)
        : exprs.sumOver(wide, Set.of(0));
  }

  private Expr everySample(Variable output) {
    Expr wide = batch(output);
    if (unbatched.contains(output)) {
      throw new NoBatchForm();
    }
    return wide;
  }

  private Variable widen(Variable variable) {
    Variable made = exprs.withShape(variable, Shape.ofAxes(wide(variable.axes())));
    batched.put(variable, made);
    return made;
  }

  private List<Size> wide(List<Size> axes) {
    List<Size> wide = new ArrayList<>(List.of(samples));
    wide.addAll(axes);
    return wide;
  }

  private List<Binding> bind(List<Binding> bindings) {
    List<Binding> bound = new ArrayList<>();
    for (Binding binding : bindings) {
      Expr value = batch(binding.value());
      if (unbatched.contains(binding.value())) {
        unbatched.add(binding.variable());
        bound.add(binding);
      } else {
        bound.add(new Binding(widen(binding.variable()), value));
      }
    }
    return bound;
  }

  /** The expression for all samples; itself, and noted as such, where it is the same for all. */
  private Expr batch(Expr e) {
    for (Expr node : Traversal.topological(List.of(e))) {
      if (!batched.containsKey(node) && !unbatched.contains(node)) {
        if (unbatched.containsAll(node.operands())) {
          unbatched.add(node);
        } else {
          batched.put(node, node.accept(this));
        }
      }
    }
    return batched.getOrDefault(e, e);
  }

  @Override
  public Expr other(Expr e) {
    throw new NoBatchForm();
  }

  @Override
  public Expr contraction(Contraction c) {
    int label = c.indexSizes().size();
    List<Contraction.Factor> factors = new ArrayList<>();
    for (Contraction.Factor factor : c.factors()) {
      factors.add(unbatched.contains(factor.expr()) ? factor : widened(factor, label));
    }
    List<Integer> output = new ArrayList<>(List.of(label));
    output.addAll(Exprs.range(0, c.order()));
    return exprs.contract(factors, output);
  }

  @Override
  public Expr sum(Sum sum) {
    return exprs.linear(
        wide(sum.axes()),
        sum.terms().stream().map(t -> new Sum.Term(t.coefficient(), repeated(t.expr()))).toList());
  }

  @Override
  public Expr elementwise(Elementwise map) {
    return exprs.apply(map.function(), map.arguments().stream().map(this::repeated).toList());
  }

  @Override
  public Expr power(Power power) {
    return exprs.power(repeated(power.base()), power.exponent());
  }

  @Override
  public Expr reduce(Reduce reduce) {
    int order = reduce.operand().order() + 1;
    return exprs.reduce(
        reduce.kind(),
        repeated(reduce.operand()),
        new TreeSet<>(Exprs.range(order - reduce.count(), reduce.count())));
  }

  private Contraction.Factor widened(Contraction.Factor factor, int label) {
    List<Integer> indices = new ArrayList<>(List.of(label));
    indices.addAll(factor.indices());
    return new Contraction.Factor(batched.get(factor.expr()), indices);
  }

  /** With the sample's axis, whether or not it differs by sample. */
  private Expr repeated(Expr e) {
    return unbatched.contains(e)
        ? exprs.broadcastAlong(Set.of(0), wide(e.axes()), e)
        : batched.get(e);
  }
}
