package dev.nabla.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is generated compiles without a warning, needs nothing, and computes gradients. */
class GeneratedCodeTest {
  private static final Path EXAMPLES = Path.of("../generated-examples/src/main/nabla");

  private static final List<String> FILES =
      List.of("two-layer", "iris", "attention", "lstm-cell", "gaussian", "hinge-score");

  @Test
  void compilesAndRuns(@TempDir Path folder) throws Exception {
    Javac javac = new Javac(folder).with(NablaProcessor::new);
    for (String file : FILES) {
      String type = "T" + FILES.indexOf(file);
      String annotation =
          "@dev.nabla.annotation.Nabla(batch = true, file = \"" + file + ".nabla\")";
      javac.file(
          "src/dev/nabla/examples/" + type + ".java",
          "package dev.nabla.examples;\n" + annotation + "\ninterface " + type + " {}\n");
    }
    String option = "-Anabla.sourceDir=" + EXAMPLES;
    assertThat(javac.compile(option, "-Xlint:all,-processing", "-Werror")).isEmpty();

    Javac alone = new Javac(folder.resolve("alone"));
    for (String name :
        List.of("TwoLayer", "Iris", "Attention", "LstmCell", "Gaussian", "HingeScore")) {
      String path = "dev/nabla/examples/" + name + ".java";
      alone.file("src/" + path, Files.readString(javac.classes().resolve(path)));
    }
    assertThat(alone.compile("-Xlint:all", "-Werror", "-proc:none", "-cp", "")).isEmpty();
    hasTheSlopeOfTheLossAsGradient(alone.load("dev.nabla.examples.TwoLayer"));
  }

  private static void hasTheSlopeOfTheLossAsGradient(Class<?> type) throws Exception {
    Class<?> array = double[].class;
    Method loss = type.getMethod("loss", array, array, array);
    Object net = type.getConstructor().newInstance();
    double[] theta = new Random(1).doubles(17, -1, 1).toArray();
    double[] x = {0.3, -0.7};
    double[] y = {1};
    double[] grad = new double[17];
    type.getMethod("gradient", array, array, array, array).invoke(net, theta, x, y, grad);
    for (int k = 0; k < theta.length; k++) {
      double middle = theta[k];
      theta[k] = middle + 1e-5;
      double above = (double) loss.invoke(net, theta, x, y);
      theta[k] = middle - 1e-5;
      double below = (double) loss.invoke(net, theta, x, y);
      theta[k] = middle;
      assertThat(grad[k]).isCloseTo((above - below) / 2e-5, within(1e-8));
    }
    assertThat(Arrays.stream(grad)).anyMatch(g -> Math.abs(g) > 0.01);
  }
}
