package dev.nabla.symbolic.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostic;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.print.Style;
import dev.nabla.symbolic.derive.Derivation;
import dev.nabla.symbolic.derive.Deriver;
import dev.nabla.symbolic.elaborate.Elaborator;
import dev.nabla.symbolic.elaborate.Options;
import dev.nabla.symbolic.network.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Mutations of the corpus are read, elaborated and, where they are small, derived. Whatever the
 * text is: no exception, no more than two seconds, and what is rejected says where. A longer run
 * with little memory:
 *
 * <pre>
 * mvn -pl symbolic -am test -Dtest=FuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dnabla.fuzz.seconds=300 -DargLine=-Xmx512m
 * </pre>
 *
 * <p>The property {@code nabla.fuzz.seed} gives other texts.
 */
class FuzzTest {
  private static final List<Path> FOLDERS =
      List.of(
          Path.of("src/test/resources/corpus"), Path.of("../grammar/src/test/resources/corpus"));

  /** Processor time for one text. */
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Time on the clock, which a busy machine stretches. */
  private static final int MOST_SECONDS = 60;

  /** Texts and networks up to these sizes are derived too. */
  private static final int SMALL_TEXT = 400;

  private static final int SMALL_NETWORK = 12;

  private static final long SEED = Long.getLong("nabla.fuzz.seed", 1);
  private static final int SECONDS = Integer.getInteger("nabla.fuzz.seconds", 10);

  private record Outcome(boolean accepted, boolean derived) {}

  @Test
  void everyTextIsReadOrRejected() throws Exception {
    Mutations mutations = new Mutations(corpus(), SEED);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    int texts = 0;
    int accepted = 0;
    int derived = 0;
    while (System.nanoTime() < end) {
      Outcome outcome = run(mutations.next());
      texts++;
      accepted += outcome.accepted() ? 1 : 0;
      derived += outcome.derived() ? 1 : 0;
    }
    System.out.printf("%,d texts, %,d accepted, %,d derived%n", texts, accepted, derived);
    assertThat(derived).isPositive();
    assertThat(accepted).isLessThan(texts);
  }

  private static List<String> corpus() throws IOException {
    List<String> texts = new ArrayList<>();
    for (Path folder : FOLDERS) {
      try (Stream<Path> files = Files.walk(folder)) {
        files
            .filter(f -> f.toString().endsWith(".nabla"))
            .sorted()
            .map(FuzzTest::read)
            .forEach(texts::add);
      }
    }
    return texts;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs one text on a thread of its own, so that one that hangs is seen. */
  private static Outcome run(String text) throws InterruptedException {
    FutureTask<Outcome> task = new FutureTask<>(() -> timed(text));
    Thread thread = new Thread(task, "fuzz");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(about(text), e.getCause());
    } catch (TimeoutException e) {
      AssertionError hang = new AssertionError("hangs " + about(text));
      hang.setStackTrace(thread.getStackTrace());
      throw hang;
    }
  }

  private static String about(String text) {
    return "on this text, seed " + SEED + ":\n" + text;
  }

  private static Outcome timed(String text) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Outcome outcome = process(text);
    long taken = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    assertThat(taken).as("nanoseconds").isLessThan(MOST_NANOS);
    return outcome;
  }

  private static Outcome process(String text) {
    Diagnostics diagnostics = new Diagnostics(new Source("fuzz.nabla", text));
    Optional<Network> network =
        Elaborator.read(diagnostics.source(), Options.named("fuzz"), diagnostics);
    assertThat(network.isPresent()).isNotEqualTo(diagnostics.hasErrors());
    for (Diagnostic diagnostic : diagnostics.all()) {
      assertThat(diagnostic.span().start()).isBetween(0, text.length());
      assertThat(diagnostic.span().end()).isBetween(diagnostic.span().start(), text.length());
      assertThat(diagnostic.toString()).startsWith("fuzz.nabla:").hasSizeLessThan(20_000);
    }
    network.ifPresent(n -> n.syntax().values().forEach(Style.TEXT::statement));
    boolean small = text.length() <= SMALL_TEXT && network.filter(n -> isSmall(n)).isPresent();
    if (small) {
      Derivation derivation = Deriver.derive(network.orElseThrow());
      assertThat(derivation.gradients()).isNotNull();
    }
    return new Outcome(network.isPresent(), small);
  }

  private static boolean isSmall(Network network) {
    return network.values().size() <= SMALL_NETWORK;
  }
}
