package dev.nabla.symbolic.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.symbolic.derive.Numbers;
import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table {@code simplifications.txt}: what each formula becomes and by which rules, and what
 * stays as it is although it looks much like the left side of a rule.
 */
class SimplificationsTest {
  private static final String DECLARATIONS =
      """
      dim n, m
      input a : (), b : (), c : (), d : () positive
      input x : (n), y : (n), z : (n)
      input t : (n) onehot
      input Z : (m, n), W : (m, n)
      input T : (m, n) onehot, H : (n, n) onehot
      input A : (n, n), B : (n, n), C : (n, n)
      input S : (n, n) symmetric
      """;

  /** A row of the table. */
  private record Row(String formula, String expected, List<String> rules) {
    static Row of(String line) {
      String[] cells = line.split(" \\| ?", -1);
      assertThat(cells).as(line).hasSize(3);
      return new Row(
          cells[0], cells[1], Stream.of(cells[2].split(" ")).filter(r -> !r.isEmpty()).toList());
    }

    @Override
    public String toString() {
      return formula;
    }
  }

  static Stream<Row> rows() {
    try (var in = SimplificationsTest.class.getResourceAsStream("simplifications.txt")) {
      String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return table.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).map(Row::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void comesToTheTextbooksForm(Row row) {
    Network network = network(row);
    Simplifier.Outcome outcome = simplifier(network).simplify(given(network));
    Expr form = outcome.result();
    assertThat(Numbers.text(network.exprs(), form, Shape.ofAxes(form.axes())))
        .isEqualTo(row.expected());
    assertThat(outcome.rules()).isEqualTo(row.rules());
    assertEqualNumbers(network, form);
  }

  /** Each step says which part became what, and the whole keeps its value to the last one. */
  @ParameterizedTest
  @MethodSource("rows")
  void everyStepKeepsTheValue(Row row) {
    Network network = network(row);
    Expr given = given(network);
    List<Simplifier.Step> steps = simplifier(network).steps(given);
    assertThat(steps.stream().map(Simplifier.Step::rule).distinct())
        .filteredOn(rule -> !rule.equals(Rules.DEFINITION))
        .containsExactlyElementsOf(row.rules());
    assertThat(steps).allSatisfy(step -> assertThat(step.before()).isNotSameAs(step.after()));
    steps.forEach(step -> assertEqualNumbers(network, step.whole()));
    Expr last = steps.isEmpty() ? given : steps.get(steps.size() - 1).whole();
    assertThat(last).isSameAs(simplifier(network).simplify(given).result());
  }

  private static Network network(Row row) {
    int last = row.formula().lastIndexOf("; ") + 1;
    String names = row.formula().substring(0, last);
    return Numbers.read(DECLARATIONS + names + "f = " + row.formula().substring(last));
  }

  private static Expr given(Network network) {
    return network.value("f").orElseThrow().value();
  }

  /** Knows all names but that of the formula. */
  private static Simplifier simplifier(Network network) {
    Simplifier simplifier = new Simplifier(network.exprs());
    network.values().stream()
        .filter(binding -> binding.value() != given(network))
        .forEach(binding -> simplifier.define(binding.variable(), binding.value()));
    return simplifier;
  }

  private static void assertEqualNumbers(Network network, Expr form) {
    Numbers numbers = Numbers.of(network);
    double[] expected = numbers.value(given(network)).data();
    double[] actual = numbers.value(form).data();
    assertThat(actual).hasSameSizeAs(expected);
    for (int k = 0; k < actual.length; k++) {
      if (!Double.isNaN(expected[k])) {
        assertThat(actual[k]).isCloseTo(expected[k], within(1e-10));
      }
    }
  }
}
