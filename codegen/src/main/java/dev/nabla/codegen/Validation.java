package dev.nabla.codegen;

import dev.nabla.codegen.lower.Goal;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.OpaqueCall;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What must hold before code is generated. */
final class Validation {
  /** The largest number of parameters whose Hessian code is made for. */
  private static final int MOST_VARIABLES = 32;

  private Validation() {}

  static void check(DerivedProgram program, Options options) {
    options.requireNames();
    List<Expr> all = Traversal.topological(roots(program));
    Set<Size> open = new LinkedHashSet<>();
    Set<String> opaque = new LinkedHashSet<>();
    for (Expr e : all) {
      e.axes().stream().filter(size -> size.value().isEmpty()).forEach(open::add);
      if (e instanceof dev.nabla.symbolic.expr.Extent extent && extent.size().value().isEmpty()) {
        open.add(extent.size());
      }
      if (e instanceof OpaqueCall call) {
        opaque.add(call.name());
      } else if (e instanceof Elementwise map && map.function().isOpaque()) {
        opaque.add(map.function().primeOf());
      }
    }
    if (!opaque.isEmpty()) {
      throw GenerationException.opaque(List.copyOf(opaque));
    }
    if (!open.isEmpty()) {
      throw GenerationException.openSizes(List.copyOf(open));
    }
    predictions(program.network());
    options.extras().forEach(goal -> check(program, goal));
  }

  /** A prediction is made where there is no target yet. */
  private static void predictions(Network network) {
    Set<Variable> known = new LinkedHashSet<>(network.targets());
    for (Binding binding : network.values()) {
      if (Traversal.variablesOf(binding.value()).stream().anyMatch(known::contains)) {
        known.add(binding.variable());
      }
    }
    for (Variable output : network.outputs()) {
      if (known.contains(output) && network.loss().filter(output::equals).isEmpty()) {
        throw GenerationException.notApplicable(
            "the output "
                + output.name()
                + " depends on a target, which a prediction does not have",
            "leave out output, or mark the value before the target comes in");
      }
    }
  }

  private static void check(DerivedProgram program, Goal goal) {
    Network network = program.network();
    long outputs = elements(network.outputs());
    switch (goal) {
      case JACOBIAN -> jacobian(outputs, "input", network.inputs());
      case PARAMETER_JACOBIAN -> jacobian(outputs, "parameter", network.parameters());
      default -> {
        if (network.loss().isEmpty()) {
          throw GenerationException.notApplicable(
              "there is no loss to derive", "mark a scalar as the loss: loss L = ...");
        }
        List<Variable> by =
            network.parameters().isEmpty() ? network.inputs() : network.parameters();
        if (goal == Goal.HESSIAN) {
          hessian(by);
        }
      }
    }
  }

  private static void jacobian(long outputs, String role, List<Variable> by) {
    if (by.isEmpty()) {
      throw GenerationException.notApplicable(
          "there is no " + role + " that the predictions could be derived by",
          "declare one: " + (role.equals("input") ? "input x" : "param W") + " : (n, 1)");
    }
    long elements = outputs * elements(by);
    if (elements > Integer.MAX_VALUE) {
      String what =
          String.format(
              Locale.ROOT, "the Jacobian of %,d outputs by %,d %ss", outputs, elements(by), role);
      throw GenerationException.tooMany(what, elements, "choose smaller sizes");
    }
  }

  private static void hessian(List<Variable> by) {
    long count = elements(by);
    if (count * count > Integer.MAX_VALUE) {
      throw GenerationException.tooMany(
          String.format(Locale.ROOT, "the Hessian by %,d numbers", count),
          count * count,
          "multiply by it with hvp instead");
    }
    if (by.size() > MOST_VARIABLES) {
      throw GenerationException.tooManyBlocks(by.size(), MOST_VARIABLES);
    }
  }

  private static long elements(List<Variable> variables) {
    long total = 0;
    for (Variable variable : variables) {
      long count = 1;
      for (Size size : variable.axes()) {
        count = Math.min(count * size.intValue(), Integer.MAX_VALUE);
      }
      total += count;
    }
    return Math.min(total, Integer.MAX_VALUE);
  }

  private static List<Expr> roots(DerivedProgram program) {
    List<Expr> roots = new ArrayList<>();
    Stream.of(
            program.network().inputs(),
            program.network().targets(),
            program.network().parameters(),
            program.network().outputs())
        .flatMap(List<Variable>::stream)
        .forEach(roots::add);
    Stream.of(
            program.network().constants(),
            program.values(),
            program.adjoints(),
            program.gradients())
        .flatMap(List<Binding>::stream)
        .forEach(b -> roots.add(b.value()));
    return roots;
  }
}
