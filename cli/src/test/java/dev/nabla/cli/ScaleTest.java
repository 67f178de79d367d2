package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivations of deep networks take time and space in proportion to their depth. */
class ScaleTest {
  @TempDir private Path folder;

  private String network(int layers) throws IOException {
    StringBuilder text = new StringBuilder("dim n = 8\ninput x : (n)\ntarget y : (n)\n");
    for (int k = 1; k <= layers; k++) {
      text.append("param W%d : (n, n), b%d : (n)%n".formatted(k, k));
    }
    text.append("h0 = tanh(x)\n");
    for (int k = 1; k <= layers; k++) {
      text.append("z%d = W%d h%d + b%d%nh%d = tanh(z%d)%n".formatted(k, k, k - 1, k, k, k));
    }
    Path file = folder.resolve("deep" + layers + ".nabla");
    Files.writeString(file, text.append("loss L = ‖h%d - y‖^2%n".formatted(layers)));
    return file.toString();
  }

  private Cli derive(int layers, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("derive"));
    arguments.addAll(List.of(options));
    arguments.add(network(layers));
    Cli cli = Cli.run(arguments.toArray(String[]::new));
    assertThat(cli.code()).as(cli.err()).isEqualTo(ExitCode.DONE);
    return cli;
  }

  @Test
  void derivesAThousandLayersInAFewSeconds() throws IOException {
    derive(100);
    long start = System.nanoTime();
    Cli cli = derive(1_000);
    double seconds = (System.nanoTime() - start) / 1e9;

    assertThat(cli.out()).contains("∂L/∂W1000 = δz1000 h999^T");
    assertThat(seconds).as("3 seconds on an idle machine").isLessThan(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--expand", "--steps", "--cost", "--format=json", "--layout=jacobian"})
  void outputGrowsLinearly(String option) throws IOException {
    int small = derive(100, option).out().length();
    int large = derive(400, option).out().length();

    assertThat((double) large / small).isBetween(1.0, 4.6);
  }

  @Test
  void timeGrowsLinearly() throws IOException {
    derive(250);
    double small = Math.min(seconds(500), seconds(500));
    double large = seconds(2_500);

    // 5 times as much, with room for collecting garbage; quadratic growth would be 25.
    assertThat(large / small).isLessThan(20);
  }

  private double seconds(int layers) throws IOException {
    long start = System.nanoTime();
    derive(layers);
    return (System.nanoTime() - start) / 1e9;
  }

  @Test
  void noDepthOverflowsTheStack() throws IOException {
    derive(5_000, "--steps", "--cost");
  }
}
