package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.codegen.compile.InMemoryCompiler;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An instance belongs to one thread; instances have nothing in common. */
class ParallelInstancesTest {
  private static final int THREADS = 4;
  private static final int SAMPLES = 5;
  private static final int CALLS = 300;

  @ParameterizedTest
  @EnumSource(Target.class)
  void instancesInParallelGiveTheAnswersOfOneAfterTheOther(Target target) throws Exception {
    Options options = Options.of("", "Net").withTarget(target).withBatch();
    GeneratedSource source =
        new JavaGenerator().generate(Specs.classifier(7, 9, 3, "tanh"), options);
    assertThat(source.text()).contains("belongs to one thread");
    Map<String, byte[]> classes = InMemoryCompiler.compile(source);
    Class<?> type = InMemoryCompiler.load("Net", classes).type();

    List<double[]> expected = new ArrayList<>();
    for (int seed = 0; seed < THREADS; seed++) {
      expected.add(answers(type, seed));
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Future<double[]>> running = new ArrayList<>();
      for (int seed = 0; seed < THREADS; seed++) {
        int own = seed;
        running.add(
            threads.submit(
                () -> {
                  start.await(1, TimeUnit.MINUTES);
                  return answers(type, own);
                }));
      }
      for (int seed = 0; seed < THREADS; seed++) {
        assertThat(running.get(seed).get(2, TimeUnit.MINUTES)).isEqualTo(expected.get(seed));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** What an instance of its own computes: losses, and the gradient of the last batch. */
  private static double[] answers(Class<?> type, long seed) throws ReflectiveOperationException {
    Object net = type.getConstructor().newInstance();
    Random random = new Random(seed);
    double[] theta =
        random.doubles(type.getField("PARAMETERS").getInt(null)).map(v -> v - 0.5).toArray();
    double[] grad = new double[theta.length];
    double[] answers = new double[CALLS + theta.length];
    for (int call = 0; call < CALLS; call++) {
      double[] xs = random.doubles(7L * SAMPLES).toArray();
      double[] ys = new double[3 * SAMPLES];
      for (int sample = 0; sample < SAMPLES; sample++) {
        ys[3 * sample + random.nextInt(3)] = 1;
      }
      answers[call] = gradientBatch(type, net, theta, xs, ys, grad);
      for (int k = 0; k < theta.length; k++) {
        theta[k] -= 0.1 * grad[k];
      }
    }
    System.arraycopy(grad, 0, answers, CALLS, grad.length);
    return answers;
  }

  private static double gradientBatch(
      Class<?> type, Object net, double[] theta, double[] xs, double[] ys, double[] grad)
      throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
    Class<?> array = double[].class;
    return (double)
        type.getMethod("gradientBatch", array, array, array, int.class, array)
            .invoke(net, theta, xs, ys, SAMPLES, grad);
  }
}
