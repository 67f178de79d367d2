package dev.nabla.symbolic.elaborate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.diagnostic.Diagnostic;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing ends in a stack overflow, or takes more than linear time. */
class LimitsTest {
  private static List<Diagnostic> onSmallStack(String text) throws InterruptedException {
    AtomicReference<List<Diagnostic>> result = new AtomicReference<>();
    Thread thread =
        new Thread(null, () -> result.set(Specs.diagnostics(text)), "small stack", 1 << 20);
    thread.start();
    thread.join();
    assertThat(result.get()).as("a stack overflow").isNotNull();
    return result.get();
  }

  @ParameterizedTest
  @ValueSource(strings = {" + x", " - y", " ⊙ x", " .* x"})
  void takesLongChains(String step) throws InterruptedException {
    assertThat(onSmallStack("input x : (n), y : (n); f = x - y" + step.repeat(240))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "log ", "relu "})
  void takesDeepOperands(String prefix) throws InterruptedException {
    assertThat(onSmallStack("f = " + prefix.repeat(490) + "x")).isEmpty();
  }

  @Test
  void takesDeepTransposes() throws InterruptedException {
    assertThat(onSmallStack("f = A" + "^T".repeat(490))).isEmpty();
  }

  @Test
  @Timeout(20)
  void takesThousandsOfStatements() throws InterruptedException {
    String layers =
        IntStream.rangeClosed(1, 5_000)
            .map(i -> 5_001 - i)
            .mapToObj(i -> "z" + i + " = tanh(W z" + (i - 1) + " + b" + i + ")\n")
            .collect(Collectors.joining());
    assertThat(onSmallStack(layers)).isEmpty();
  }

  @Test
  @Timeout(20)
  void stopsFunctionsThatGrowExponentially() throws InterruptedException {
    String functions =
        IntStream.range(1, 60)
            .mapToObj(i -> "fn f" + i + "(u) = f" + (i - 1) + "(f" + (i - 1) + "(u))\n")
            .collect(Collectors.joining("", "fn f0(u) = u + u\n", "z = f59(x)\n"));
    assertThat(onSmallStack(functions))
        .singleElement()
        .satisfies(d -> assertThat(d.message()).contains("50,000 operations, the limit"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a%d = a%d + a%d", "a%d = a%d a%d", "a%d = a%d ⊙ a%d", "a%d = (a%d)^2 / a%d"})
  void growthByNamesCostsNothing(String statement) throws InterruptedException {
    String text =
        IntStream.rangeClosed(1, 40)
            .mapToObj(i -> String.format(statement, i, i - 1, i - 1))
            .collect(Collectors.joining("\n", "input x : ()\na0 = x\n", "\n"));
    assertThat(onSmallStack(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          B = ((A^64)^64)^64        | a product comes to more than 64 factors, the limit
          B = A^100                 | the power of a matrix is above 64, the limit
          B = A^(10^300)            | the power of a matrix is above 64, the limit
          B = A 1e400               | the number is above 1.8e308, the limit
          T = ones(2,2,2,2,2,2,2,2,2) | ones takes 1 to 8 arguments, not 9
          """)
  void saysWhichLimitIsPassed(String statement, String message) throws InterruptedException {
    assertThat(onSmallStack("input A : (n, n)\n" + statement))
        .singleElement()
        .satisfies(d -> assertThat(d.message()).isEqualTo(message))
        .satisfies(d -> assertThat(d.span().start()).isGreaterThan(16));
  }

  @Test
  void boundsWhatNumbersComeTo() throws InterruptedException {
    String product = "z = x" + " 1e300".repeat(400);
    assertThat(onSmallStack("input x : ()\n" + product))
        .singleElement()
        .satisfies(d -> assertThat(d.message()).contains("10,000 bits, the limit"));
    assertThat(onSmallStack("input x : ()\nz = x ((2^1000)^1000)^1000")).isEmpty();
  }

  @Test
  @Timeout(60)
  void offersNothingAtLengthForWhatFailsOften() throws InterruptedException {
    String declared = "input x : (n), y : (m), A : (n, m), B : (k, l)\n";
    String statement = "z%d = A x + B y + A B A B A B + (x + y) (A x) + B A^T x y B A\n";
    String text =
        IntStream.range(0, 300)
            .mapToObj(i -> String.format(statement, i))
            .collect(Collectors.joining("", declared, ""));
    assertThat(onSmallStack(text)).hasSizeGreaterThan(50).hasSizeLessThanOrEqualTo(101);
  }
}
