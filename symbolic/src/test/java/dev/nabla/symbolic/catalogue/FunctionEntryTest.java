package dev.nabla.symbolic.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.grammar.ast.Expression.Name;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.elaborate.BuiltIns;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.elaborate.words.BuiltIn;
import dev.nabla.symbolic.eval.Interpreter;
import dev.nabla.symbolic.eval.Tensor;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.function.FunctionGroup;
import dev.nabla.symbolic.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is listed of every function is read again and held against its values. */
class FunctionEntryTest {
  private static final double STEP = 1e-5;

  static Stream<BuiltIn> functions() {
    return BuiltIns.all().stream().filter(f -> !f.ofSizes());
  }

  @Test
  void everyFunctionIsListed() {
    Set<String> names = new LinkedHashSet<>();
    for (BuiltIn function : BuiltIns.all()) {
      names.add(function.name());
      names.addAll(function.aliases());
      assertThat(BuiltIns.named(function.name())).contains(function);
      assertThat(function.definition() + function.note() + FunctionEntry.of(function).derivatives())
          .as(function.name())
          .hasSizeGreaterThan(2);
    }
    assertThat(names).isEqualTo(Elaborator.functionNames());
    assertThat(BuiltIns.near("sofmax")).containsExactly("softmax");
  }

  @Test
  void functionsOfSizesAreListed() {
    assertThat(BuiltIns.all().stream().filter(BuiltIn::ofSizes).map(BuiltIn::signature))
        .containsExactly("identity(n)", "ones(n)", "zeros(n)");
  }

  @ParameterizedTest
  @MethodSource("functions")
  void definitionsMeanTheFunction(BuiltIn function) {
    FunctionEntry entry = FunctionEntry.of(function);
    assertThat(entry.definition().isPresent()).isNotEqualTo(function.definition().isEmpty());
    if (entry.definition().isEmpty()) {
      return;
    }
    String indices =
        function.indices().isEmpty() ? "" : "[" + String.join(",", function.indices()) + "]";
    String other = "w" + indices + " = " + Style.TEXT.expression(entry.definition().get());
    Evaluation both = new Evaluation(function, other);
    Map<String, Tensor> point = both.point();
    assertClose(both.value("w", point).data(), both.value("v", point).data(), 1e-13);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void derivativesAgreeWithDifferenceQuotients(BuiltIn function) {
    for (FunctionDerivative derivative : FunctionEntry.of(function).derivatives()) {
      String formula =
          Style.TEXT.expression(derivative.formula().expression()).replaceAll("\\b[nm]\\b", "3");
      String indices =
          derivative.formula().indices().stream().map(Name::text).collect(Collectors.joining(","));
      String left = indices.isEmpty() ? "w = " : "w[" + indices + "] = ";
      Evaluation evaluation = new Evaluation(function, left + formula);
      Map<String, Tensor> point = evaluation.point();
      double[] expected = evaluation.quotients(derivative, point);
      assertClose(evaluation.value("w", point).data(), expected, 1e-8);
    }
  }

  /**
   * As it is listed: in matrix notation where there is one, with the indices in front otherwise.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exp(u) | u | exp(u)
          tanh(u) | u | 1 - tanh(u)^2
          pow(a, b) | a | b pow(a, b - 1)
          pow(a, b) | b | pow(a, b) log(a)
          clip(u, low, high) | high | high < max(u, low)
          logsumexp(u) | u | softmax(u)
          softmax(u) | u | diag(softmax(u)) - softmax(u) softmax(u)^T
          argmax(u) | u | zeros(n)
          sum(A) | A | ones(n) ones(m)^T
          mean(A) | A | ones(n) ones(m)^T / (n m)
          norm(u) | u | u / norm(u)
          det(A) | A | det(A) inv(A)^T
          inv(A) | A | -inv(A)^T δv inv(A)^T
          rowsum(A)[i] | A | δv ones(m)^T
          colsum(A)[j] | A | ones(n) δv
          diag(u) | u | diag(δv)
          outer(a, b) | b | δv^T a
          prod_others(A) | A | [i,j] sum[k,l] (1 - identity(n)[k,i] identity(m)[l,j]) δv[k,l] prod[p,q] where(identity(n)[i,p] identity(m)[j,q], 1, where(identity(n)[k,p] identity(m)[l,q], 1, A[p,q]))
          bce(p, y) | p | (1 - y) / (1 - p) - y / p
          hinge(s, y) | s | -y ⊙ relu'(1 - s ⊙ y)
          mse(a, b) | b | 2 (b - a) / n
          """)
  void derivativesAreListedAsTextbooksWriteThem(String application, String by, String expected) {
    BuiltIn function =
        BuiltIns.all().stream()
            .filter(f -> application.startsWith(f.signature()))
            .findFirst()
            .orElseThrow();
    FunctionEntry entry = FunctionEntry.of(function);
    FunctionDerivative derivative =
        entry.derivatives().stream().filter(d -> d.by().equals(by)).findFirst().orElseThrow();
    String indices =
        derivative.formula().indices().stream().map(Name::text).collect(Collectors.joining(","));
    String formula = Style.TEXT.expression(derivative.formula().expression());

    assertThat(Style.TEXT.expression(entry.application())).isEqualTo(application);
    assertThat(indices.isEmpty() ? formula : "[" + indices + "] " + formula).isEqualTo(expected);
    assertThat(derivative.pulledBack()).isEqualTo(expected.contains("δv"));
  }

  /** A loss is compared with labels, which it is not derived by; sizes are nothing to derive by. */
  @Test
  void labelsAndSizesAreNotDerivedBy() {
    for (BuiltIn function : BuiltIns.all()) {
      List<String> by =
          FunctionEntry.of(function).derivatives().stream().map(FunctionDerivative::by).toList();
      List<String> expected =
          new ArrayList<>(function.ofSizes() ? List.of() : function.parameters());
      if (function.group() == FunctionGroup.LOSS_SUM) {
        expected.remove("y");
      }
      assertThat(by).as(function.signature()).isEqualTo(expected);
    }
  }

  private static void assertClose(double[] actual, double[] expected, double error) {
    assertThat(actual.length).isIn(1, expected.length);
    for (int i = 0; i < expected.length; i++) {
      double value = actual[actual.length == 1 ? 0 : i];
      assertThat(value).isCloseTo(expected[i], within(error * Math.max(1, Math.abs(expected[i]))));
    }
  }

  /** The network {@code v = f(…)} with another value beside it. */
  private static final class Evaluation {
    private final Map<String, String> shapes = new LinkedHashMap<>();
    private final Network network;

    Evaluation(BuiltIn function, String other) {
      for (int k = 0; k < function.parameters().size(); k++) {
        shapes.put(function.parameters().get(k), shape(function, k));
      }
      String value = "v = " + function.signature();
      if (other.contains("δv")) {
        shapes.put("δv", read(value).result().shape().toString());
      }
      network = read(value + "\n" + other);
    }

    private static String shape(BuiltIn function, int k) {
      boolean loss = function.group().name().startsWith("LOSS");
      if (function.group() == FunctionGroup.ELEMENTWISE || loss && k == 2) {
        return "()";
      }
      boolean matrix = Character.isUpperCase(function.parameters().get(k).charAt(0));
      return matrix ? "(3, 3)" : "(3)";
    }

    private Network read(String values) {
      StringBuilder text = new StringBuilder();
      shapes.forEach((name, shape) -> text.append("input " + name + " : " + shape + "\n"));
      Source source = new Source("test", text + values);
      Diagnostics diagnostics = new Diagnostics(source);
      return Elaborator.read(source, Options.named("test"), diagnostics)
          .orElseThrow(() -> new AssertionError(source.text() + diagnostics.all()));
    }

    /** Numbers between 0 and 1, all different. */
    Map<String, Tensor> point() {
      Random random = new Random(5);
      Map<String, Tensor> point = new LinkedHashMap<>();
      for (Variable variable : network.inputs()) {
        int[] sizes = variable.axes().stream().mapToInt(size -> size.intValue()).toArray();
        Tensor tensor = Tensor.zeros(sizes);
        for (int i = 0; i < tensor.data().length; i++) {
          tensor.data()[i] = 0.05 + 0.85 * random.nextDouble();
        }
        point.put(variable.name(), tensor);
      }
      return point;
    }

    Tensor value(String name, Map<String, Tensor> point) {
      Interpreter interpreter = new Interpreter();
      point.forEach((v, tensor) -> interpreter.set(network.given(v).orElseThrow(), tensor));
      interpreter.run(network.constants()).run(network.values());
      return interpreter.value(network.value(name).orElseThrow().variable());
    }

    /** The Jacobian by differences, values in rows; contracted with δv where it is pulled back. */
    double[] quotients(FunctionDerivative derivative, Map<String, Tensor> point) {
      double[] at = point.get(derivative.by()).data();
      List<double[]> columns = new ArrayList<>();
      for (int k = 0; k < at.length; k++) {
        double middle = at[k];
        at[k] = middle + STEP;
        double[] above = value("v", point).data().clone();
        at[k] = middle - STEP;
        double[] below = value("v", point).data().clone();
        at[k] = middle;
        for (int i = 0; i < above.length; i++) {
          above[i] = (above[i] - below[i]) / (2 * STEP);
        }
        columns.add(above);
      }
      if (derivative.pulledBack()) {
        double[] adjoint = point.get("δv").data();
        return columns.stream().mapToDouble(column -> dot(adjoint, column)).toArray();
      }
      double[] rows = new double[columns.get(0).length * at.length];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = columns.get(i % at.length)[i / at.length];
      }
      return rows;
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }
  }
}
