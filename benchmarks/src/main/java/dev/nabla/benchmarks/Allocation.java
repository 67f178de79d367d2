package dev.nabla.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What calls allocate, exactly: by the counter of this thread. */
final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** The bytes that some calls allocate. */
  static long bytes(Implementation implementation, int calls) {
    long counting =
        -THREADS.getCurrentThreadAllocatedBytes() + THREADS.getCurrentThreadAllocatedBytes();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int call = 0; call < calls; call++) {
      implementation.run();
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before - counting;
  }
}
