package dev.nabla.benchmarks;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Calls until the compiler has had nothing to do for a while. On a busy machine, or where calls are
 * long, that takes more than a fixed number of warm-up iterations: HotSpot optimises a method with
 * loops after some hundred calls of it, and one without after some thousand.
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
   * @param frugal go on while a call allocates: vectors are objects until they are optimised
   * @return seconds until the compiler was last at work
   */
  static double settle(
      Implementation implementation, int idleMilliseconds, int leastCalls, boolean frugal) {
    long idle = TimeUnit.MILLISECONDS.toNanos(idleMilliseconds);
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    long start = System.nanoTime();
    long busy = start;
    long compiled = compiler.getTotalCompilationTime();
    long now = start;
    long bytes = 0;
    for (int call = 0;
        (now - busy < idle || call < leastCalls || frugal && bytes > 0)
            && now - start < MOST_IDLES * idle;
        call++) {
      bytes = Allocation.bytes(implementation, 1);
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
