package dev.nabla.benchmarks;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Calls until the compiler has had nothing to do for a while. On a busy machine, or where calls are
 * long, that takes more than a fixed number of warm-up iterations: HotSpot optimises a method with
 * loops after some hundred calls of it.
 */
final class Settling {
  private static final int MOST_IDLES = 40;
  private static final int UNIMPORTANT_MILLISECONDS = 5;

  private Settling() {}

  /**
   * Calls.
   *
   * @param idleMilliseconds how long nothing may have been compiled; 40 times that is the limit
   * @param leastCalls how many calls there are at least, within the limit
   * @return seconds until the compiler was last at work
   */
  static double settle(Implementation implementation, int idleMilliseconds, int leastCalls) {
    long idle = TimeUnit.MILLISECONDS.toNanos(idleMilliseconds);
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    long start = System.nanoTime();
    long busy = start;
    long compiled = compiler.getTotalCompilationTime();
    long now = start;
    for (int call = 0;
        (now - busy < idle || call < leastCalls) && now - start < MOST_IDLES * idle;
        call++) {
      implementation.run();
      now = System.nanoTime();
      long total = compiler.getTotalCompilationTime();
      if (total > compiled + UNIMPORTANT_MILLISECONDS) {
        compiled = total;
        busy = now;
      }
    }
    return (busy - start) / 1e9;
  }
}
