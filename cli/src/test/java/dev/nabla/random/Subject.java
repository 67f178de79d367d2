package dev.nabla.random;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostic;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.symbolic.derive.DerivedProgram;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Reduce;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A definition that has been read and derived. */
record Subject(String text, Network network, DerivedProgram program) {
  private static final long LARGEST_PRODUCT = 50;

  /** A text is not accepted though it should be. */
  static final class Rejected extends AssertionError {
    private static final long serialVersionUID = 1L;

    Rejected(String message) {
      super(message);
    }
  }

  static Subject of(String text, Map<String, Integer> dims) {
    Network network = read(text, dims);
    return new Subject(text, network, Deriver.derive(network).program());
  }

  static Network read(String text, Map<String, Integer> dims) {
    Source source = new Source("random.nabla", text);
    Diagnostics diagnostics = new Diagnostics(source);
    return Elaborator.read(source, new Options("Random", dims), diagnostics)
        .orElseThrow(
            () ->
                new Rejected(
                    diagnostics.all().stream()
                        .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
                        .findFirst()
                        .map(Diagnostic::toString)
                        .orElse("no error was reported")));
  }

  /** All that has to be given, and the cotangent where there is one. */
  List<Variable> given() {
    return Stream.of(
            network.inputs().stream(),
            network.targets().stream(),
            network.parameters().stream(),
            program.seed().stream())
        .flatMap(variables -> variables)
        .toList();
  }

  /**
   * Whether second derivatives can be afforded. The second derivative of a product of n elements
   * has, for each element, the products of all others but one of n: n cubed numbers.
   */
  boolean hasSmallProducts() {
    return Traversal.topological(network.values().stream().map(Binding::value).toList()).stream()
        .filter(e -> e instanceof Reduce reduce && reduce.kind() == Reduce.Kind.PROD)
        .noneMatch(e -> elements(e.operands().get(0)) > LARGEST_PRODUCT * elements(e));
  }

  private static long elements(Expr e) {
    return e.axes().stream().mapToLong(Size::intValue).reduce(1, (a, b) -> a * b);
  }

  /** The values as they were written. */
  Interpreter written(Interpreter interpreter, Point point) {
    return point.set(interpreter, given()).run(network.constants()).run(network.values());
  }

  /** Values and adjoints as they were derived. */
  Interpreter derived(Interpreter interpreter, Point point) {
    return point
        .set(interpreter, given())
        .run(network.constants())
        .run(program.values())
        .run(program.adjoints());
  }

  /** The scalar that is differentiated, as it was written: without a loss {@code <δf, f>}. */
  double scalar(Interpreter interpreter, Point point) {
    double[] result = written(interpreter, point).value(network.result()).data();
    if (program.seed().isEmpty()) {
      return result[0];
    }
    double[] weights = point.values().get(program.seed().get().name()).data();
    double sum = 0;
    for (int k = 0; k < result.length; k++) {
      sum += weights[k] * result[k];
    }
    return sum;
  }

  double[] gradient(Interpreter interpreter, Point point, Binding gradient) {
    return Point.possible(
        gradient.variable(), derived(interpreter, point).value(gradient.value()).data());
  }

  /** All gradients, one after the other. */
  double[] gradients(Interpreter interpreter, Point point) {
    derived(interpreter, point);
    return flat(interpreter, program.gradients());
  }

  static double[] flat(Interpreter interpreter, List<Binding> bindings) {
    return bindings.stream()
        .flatMapToDouble(
            b -> Arrays.stream(Point.possible(b.variable(), interpreter.value(b.value()).data())))
        .toArray();
  }
}
