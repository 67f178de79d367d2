package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;

/** A command that runs until it is interrupted. */
final class Background {
  private static final long PATIENCE = 60_000;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private int seen;

  /** What is done meanwhile. */
  interface Meanwhile {
    void act(Background running) throws Exception;
  }

  private Background() {}

  /** Runs a command, does something meanwhile, interrupts it and returns its exit code. */
  static int run(List<String> arguments, Meanwhile meanwhile) throws Exception {
    Background running = new Background();
    AtomicInteger code = new AtomicInteger(-1);
    Screen screen =
        new Screen(
            new PrintWriter(running.out, true),
            new PrintWriter(running.err, true),
            false,
            Map.of(),
            Duration.ofHours(1));
    Thread thread =
        new Thread(
            () ->
                code.set(
                    Main.run(
                        CommandLine.defaultFactory(), screen, arguments.toArray(String[]::new))));
    thread.start();
    try {
      meanwhile.act(running);
    } finally {
      thread.interrupt();
      thread.join(PATIENCE);
    }
    assertThat(thread.isAlive()).isFalse();
    return code.get();
  }

  /** Waits until something new is printed, up to a text, and returns it. */
  String await(String text) throws InterruptedException {
    long end = System.currentTimeMillis() + PATIENCE;
    while (System.currentTimeMillis() < end) {
      String fresh = out.toString().substring(seen);
      int at = fresh.indexOf(text);
      int lineEnd = at < 0 ? -1 : fresh.indexOf('\n', at);
      if (lineEnd >= 0) {
        seen += lineEnd + 1;
        return fresh.substring(0, lineEnd + 1);
      }
      Thread.sleep(20);
    }
    throw new AssertionError("no " + text + " in " + out + err);
  }

  /** What was printed to standard error. */
  String errors() {
    return err.toString();
  }
}
