package dev.nabla.symbolic.elaborate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.Diagnostic;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
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
  @ValueSource(strings = {" + x", " - y", " ⊙ x", " .* x / y"})
  void takesLongChains(String step) throws InterruptedException {
    assertThat(onSmallStack("input x : (n), y : (n); f = x - y" + step.repeat(450))).isEmpty();
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
}
