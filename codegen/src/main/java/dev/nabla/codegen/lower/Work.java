package dev.nabla.codegen.lower;

import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.Buffer.Space;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.derive.HessianVector;
import dev.nabla.symbolic.derive.Jacobians;
import dev.nabla.symbolic.derive.PartialDerivative;
import dev.nabla.symbolic.derive.Partials;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one method computes.
 *
 * @param bindings named values beside the program's own that it may need, in order
 * @param given what lies in arrays of the caller beside parameters, inputs and targets
 * @param results what it writes to the caller's arrays
 * @param returnsLoss whether it returns the loss
 */
public record Work(
    List<Binding> bindings,
    Map<Variable, Buffer> given,
    List<Result> results,
    boolean returnsLoss) {
  /** Derivatives on the way of a larger weight are computed once, in a buffer. */
  private static final long LONGEST = 6;

  /**
   * Something to write.
   *
   * @param name what it is called in comments
   * @param target where it goes
   * @param adds whether it is added to what is there
   * @param transposed of a block of a symmetric matrix, where its transpose lies, at the positions
   *     of the block
   * @param diagonal whether it is a block on the diagonal, which is symmetric itself
   */
  public record Result(
      String name,
      Expr value,
      Buffer target,
      boolean adds,
      Optional<Buffer> transposed,
      boolean diagonal) {
    /** Something that is no part of a symmetric matrix. */
    static Result of(String name, Expr value, Buffer target, boolean adds) {
      return new Result(name, value, target, adds, Optional.empty(), false);
    }
  }

  public Work {
    bindings = List.copyOf(bindings);
    results = List.copyOf(results);
  }

  /**
   * The work for a goal.
   *
   * @param accumulates whether derivatives are added to what is there instead of replacing it
   */
  public static Work of(
      DerivedProgram program, ArrayLayout layout, Goal goal, boolean accumulates) {
    return switch (goal) {
      case PREDICT -> outputs(layout.outputs());
      case FORWARD -> outputs(layout.result());
      case LOSS -> new Work(List.of(), Map.of(), List.of(), true);
      case GRADIENT -> gradient(program, layout, accumulates, true);
      case GRADIENT_ONLY, BACKWARD -> gradient(program, layout, accumulates, false);
      case JACOBIAN -> jacobian(program, layout, layout.inputs());
      case PARAMETER_JACOBIAN -> jacobian(program, layout, layout.parameters());
      case HESSIAN -> hessian(program, layout);
      case HESSIAN_VECTOR -> hessianVector(program, layout);
    };
  }

  private static Work outputs(Map<Variable, Buffer> places) {
    List<Result> results = new ArrayList<>();
    places.forEach((variable, place) -> results.add(Result.of("out", variable, place, false)));
    return new Work(List.of(), Map.of(), results, false);
  }

  private static Work gradient(
      DerivedProgram program, ArrayLayout layout, boolean accumulates, boolean returnsLoss) {
    String of = program.network().loss().map(v -> "d" + plain(v) + "/d").orElse("cotangent of ");
    List<Result> results = new ArrayList<>();
    for (Binding gradient : program.gradients()) {
      Variable variable = gradient.variable();
      Buffer target = layout.derivative(variable, program);
      results.add(Result.of(of + plain(variable), gradient.value(), target, accumulates));
    }
    Map<Variable, Buffer> given = new LinkedHashMap<>();
    program
        .seed()
        .ifPresent(
            seed ->
                given.put(
                    seed,
                    Buffer.rowMajor(
                        seed.name(), Space.COTANGENT, ArrayLayout.sizes(seed.axes()), 0)));
    return new Work(List.of(), given, results, returnsLoss);
  }

  private static Work jacobian(
      DerivedProgram program, ArrayLayout layout, Map<Variable, Buffer> by) {
    Jacobians jacobians = new Jacobians(program, LONGEST);
    List<Binding> bindings = new ArrayList<>();
    List<Result> results = new ArrayList<>();
    int columns = ArrayLayout.count(by);
    layout
        .outputs()
        .forEach(
            (output, rows) -> {
              Partials partials = jacobians.jacobians(output, List.copyOf(by.keySet()));
              bindings.addAll(partials.bindings());
              for (PartialDerivative derivative : partials.derivatives()) {
                Buffer column = by.get(derivative.last());
                String name = "d" + plain(output) + "/d" + plain(derivative.last());
                Buffer target = ArrayLayout.block(name, Space.JACOBIAN, rows, column, columns);
                results.add(Result.of(name, derivative.value(), target, false));
              }
            });
    return new Work(bindings, Map.of(), results, false);
  }

  private static Work hessian(DerivedProgram program, ArrayLayout layout) {
    Map<Variable, Buffer> by = layout.differentiated(program);
    Partials partials = new Jacobians(program, LONGEST).hessians(true);
    int columns = ArrayLayout.count(by);
    List<Result> results = new ArrayList<>();
    String of = "d2" + plain(program.network().result()) + "/";
    for (PartialDerivative block : partials.derivatives()) {
      Variable row = block.by().get(0);
      Variable column = block.last();
      boolean diagonal = row == column;
      String name = of + "d" + plain(row) + (diagonal ? "2" : " d" + plain(column));
      Buffer target = ArrayLayout.block(name, Space.HESSIAN, by.get(row), by.get(column), columns);
      Buffer transposed = ArrayLayout.transposed(target, row.order(), columns);
      results.add(
          new Result(name, block.value(), target, false, Optional.of(transposed), diagonal));
    }
    return new Work(partials.bindings(), Map.of(), results, false);
  }

  private static Work hessianVector(DerivedProgram program, ArrayLayout layout) {
    HessianVector product = HessianVector.of(program);
    Map<Variable, Buffer> by = layout.differentiated(program);
    Map<Variable, Buffer> given = new LinkedHashMap<>();
    product
        .directions()
        .forEach(
            (variable, direction) ->
                given.put(direction, by.get(variable).in(Space.DIRECTION, direction.name())));
    List<Result> results = new ArrayList<>();
    for (Binding part : product.products()) {
      String name = "H v for " + plain(part.variable());
      Buffer target = by.get(part.variable()).in(Space.PRODUCT, "hv " + part.variable().name());
      results.add(Result.of(name, part.value(), target, false));
    }
    return new Work(product.bindings(), given, results, false);
  }

  private static String plain(Variable variable) {
    return variable.name();
  }
}
