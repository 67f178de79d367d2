package dev.nabla.symbolic.notation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.ast.Statement.Assignment;
import dev.nabla.grammar.ast.Statement.Kind;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.base.Span;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Elementwise;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.OpaqueCall;
import dev.nabla.symbolic.expr.Traversal;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Binding;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Shape;
import dev.nabla.symbolic.shape.Size;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;

/** Prints a formula, reads it again, and compares shapes and values. */
final class RoundTrip {
  private final Terms terms;

  RoundTrip(Terms terms) {
    this.terms = terms;
  }

  static boolean isPossible(Expr e) {
    return Traversal.topological(List.of(e)).stream()
        .noneMatch(
            n ->
                n instanceof OpaqueCall
                    || n instanceof Elementwise map && map.function().isOpaque());
  }

  void check(Expr e, Shape shape) {
    check(e, shape, new Notation(terms.f).of(e, shape));
  }

  /** Prints the formula as text and as LaTeX, and reads both. */
  void check(Expr e, Shape shape, Formula formula) {
    Assignment statement = statement(formula);
    check(e, shape, formula, Style.TEXT.statement(statement));
    check(e, shape, formula, "$$" + Style.LATEX.statement(statement) + "$$");
  }

  private void check(Expr e, Shape shape, Formula formula, String text) {
    Network network = read(text);
    Binding binding = network.value("result").orElseThrow();
    if (!formula.isIndexForm()) {
      List<Size> found = binding.variable().shape().sizes();
      assertThat(found).as(text).hasSameSizeAs(shape.sizes());
      for (int k = 0; k < found.size(); k++) {
        assertThat(found.get(k).matches(shape.sizes().get(k))).as(text).isTrue();
      }
    }
    Tensor expected = values(terms.f.variables()).value(e);
    List<Variable> given = network.parameters();
    Tensor actual = values(given).value(binding.value());
    assertThat(actual.sizes()).as(text).isEqualTo(expected.sizes());
    for (int k = 0; k < expected.data().length; k++) {
      double tolerance = 1e-9 * Math.max(1, Math.abs(expected.data()[k]));
      assertThat(actual.data()[k])
          .as("%s, element %d", text, k)
          .isCloseTo(expected.data()[k], Offset.offset(tolerance));
    }
  }

  private static Assignment statement(Formula formula) {
    return new Assignment(
        Span.NONE,
        Kind.VALUE,
        new Name(Span.NONE, "result"),
        List.copyOf(formula.indices()),
        false,
        formula.expression());
  }

  private Network read(String statement) {
    StringBuilder spec = new StringBuilder("dim m = 3, n = 4, p = 2\n");
    for (Variable v : terms.f.variables()) {
      String facts = v.facts().stream().map(f -> " " + f).collect(Collectors.joining());
      spec.append("param ").append(v.name()).append(" : ").append(v.shape());
      spec.append(facts.toLowerCase(java.util.Locale.ROOT)).append("\n");
    }
    Source source = new Source("test", spec.append(statement).append("\n").toString());
    Diagnostics diagnostics = new Diagnostics(source);
    Optional<Network> network = Elaborator.read(source, Options.named("Test"), diagnostics);
    assertThat(network).as("%s: %s", statement, diagnostics.all()).isPresent();
    return network.get();
  }

  private static Interpreter values(Iterable<Variable> variables) {
    Interpreter interpreter = new Interpreter();
    for (Variable v : variables) {
      Random random = new Random(v.name().hashCode());
      int[] sizes = v.axes().stream().mapToInt(Size::intValue).toArray();
      double[] data = random.doubles(Tensor.count(sizes), 0.1, 0.9).toArray();
      Tensor tensor = new Tensor(sizes, data);
      interpreter.set(v, v.facts().isEmpty() ? tensor : symmetric(tensor));
    }
    return interpreter;
  }

  private static Tensor symmetric(Tensor square) {
    int n = square.sizes()[0];
    double[] data = square.data().clone();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        data[i * n + j] = data[j * n + i];
      }
    }
    return new Tensor(square.sizes(), data);
  }
}
