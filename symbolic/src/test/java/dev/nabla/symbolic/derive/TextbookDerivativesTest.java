package dev.nabla.symbolic.derive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.symbolic.expr.Expr;
import dev.nabla.symbolic.expr.Variable;
import dev.nabla.symbolic.network.Network;
import dev.nabla.symbolic.shape.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table {@code derivatives.txt}: what is derived equals the textbook's formula and the
 * difference quotients, and is written no longer than the textbook writes it.
 */
class TextbookDerivativesTest {
  /** A row of the table. */
  private record Row(String declarations, String definition, String by, String expected) {
    static Row of(String line) {
      String[] cells = line.split(" \\| ");
      assertThat(cells).as(line).hasSize(4);
      return new Row(cells[0], cells[1], cells[2], cells[3]);
    }

    /** The statements before the last. */
    List<String> values() {
      List<String> statements = List.of(definition.split("; "));
      return statements.subList(0, statements.size() - 1);
    }

    String result() {
      List<String> statements = List.of(definition.split("; "));
      return statements.get(statements.size() - 1);
    }

    String variable() {
      return by.substring(by.indexOf(' ') + 1);
    }

    boolean isJacobian() {
      return by.startsWith("J ");
    }

    boolean isHessian() {
      return by.startsWith("H ");
    }

    @Override
    public String toString() {
      return definition + " by " + by;
    }
  }

  static Stream<Row> rows() {
    try (var in = TextbookDerivativesTest.class.getResourceAsStream("derivatives.txt")) {
      String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return table.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).map(Row::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theTableIsLong() {
    assertThat(rows()).hasSizeGreaterThanOrEqualTo(150).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isTheTextbooksFormula(Row row) {
    Network network = network(row);
    Variable by = network.given(row.variable()).orElseThrow();
    Derivation derivation = Deriver.derive(network, List.of(by));
    Expr gradient = derivation.expand(derivation.gradients().get(0).formula());
    Expr derived = gradient;
    Expr differentiated = network.result();
    Jacobians jacobians = new Jacobians(derivation.program(), 2_000);
    if (row.isJacobian()) {
      derived = only(jacobians.jacobians(network.result(), List.of(by)));
    } else if (row.isHessian()) {
      derived = only(jacobians.hessians(false));
      differentiated = gradient;
    }
    Numbers numbers = Numbers.of(network);
    derivation.program().seed().ifPresent(numbers::draw);
    double[] value = numbers.value(derived).data();
    Numbers.assertClose(value, expected(row, network, numbers), "the textbook's value");
    if (derivation.program().seed().isEmpty() || row.isJacobian()) {
      double[] quotients = numbers.quotients(differentiated, by);
      Numbers.assertClose(value, quotients, "difference quotients");
    }
    if (derivation.program().seed().isEmpty() && derived == gradient) {
      Numbers.assertClose(numbers.programmed(derivation, by), value, "the program");
    }
    String text = text(row, network, by, derived);
    assertThat(length(text))
        .as("%s, which is longer than %s", text, row.expected())
        .isLessThanOrEqualTo(length(row.expected()));
  }

  private static Expr only(Partials partials) {
    return partials.derivatives().get(0).value();
  }

  private static String text(Row row, Network network, Variable by, Expr derived) {
    boolean isGradient = !row.isJacobian() && !row.isHessian();
    Shape shape = isGradient ? by.shape() : Shape.ofAxes(derived.axes());
    return Numbers.text(network.exprs(), derived, shape);
  }

  private static Network network(Row row) {
    String loss = row.by().startsWith("J ") || !isScalar(row) ? "f = " : "loss f = ";
    return Numbers.read(definition(row, "") + loss + row.result());
  }

  private static boolean isScalar(Row row) {
    return Numbers.read(definition(row, "") + "f = " + row.result()).result().order() == 0;
  }

  private static String definition(Row row, String more) {
    StringBuilder text = new StringBuilder("input " + row.declarations() + more + ";");
    row.values().forEach(value -> text.append(value).append(';'));
    return text.toString();
  }

  /** The textbook's formula, read as a definition of its own and evaluated at the same point. */
  private static double[] expected(Row row, Network network, Numbers numbers) {
    String cotangent = network.loss().isEmpty() ? ", δf : " + network.result().shape() : "";
    String formula = row.expected();
    String left = "Expected";
    if (formula.matches("\\[[a-z,]+\\] .*")) {
      left += formula.substring(0, formula.indexOf(']') + 1);
      formula = formula.substring(formula.indexOf(']') + 2);
    }
    Network textbook = Numbers.read(definition(row, cotangent) + left + " = " + formula);
    return numbers.at(textbook).value(textbook.result()).data();
  }

  private static int length(String formula) {
    return formula.replace(" ", "").length();
  }
}
