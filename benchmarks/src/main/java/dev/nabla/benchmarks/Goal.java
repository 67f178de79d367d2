package dev.nabla.benchmarks;

import java.util.List;
import java.util.Map;

/**
 * What we want to reach: the time of a peer divided by ours.
 *
 * @param ours the variant it is for
 */
record Goal(String caseName, String ours, String peer, double atLeast) {
  private static final double NEAR = 1 / 1.2;

  static final List<Goal> ALL =
      List.of(
          new Goal("binary-2-4-1-double", "plain", "gcc", NEAR),
          new Goal("binary-2-4-1-double", "plain", "ejml", 3),
          new Goal("binary-2-4-1-double", "plain", "pytorch", 1000),
          new Goal("binary-2-4-1-double", "plain", "tensorflow", 1000),
          new Goal("softmax-4-8-3-double", "plain", "gcc", NEAR),
          new Goal("softmax-4-8-3-double", "plain", "ejml", 3),
          new Goal("softmax-4-8-3-double", "plain", "pytorch", 1000),
          new Goal("softmax-4-8-3-double", "plain", "tensorflow", 1000),
          new Goal("softmax-8-16-4-double", "plain", "gcc", NEAR),
          new Goal("softmax-16-16-8-double", "plain", "gcc", NEAR),
          new Goal("softmax-32-32-8-double", "plain", "gcc", NEAR),
          new Goal("softmax-64-128-8-double", "plain", "gcc", NEAR),
          new Goal("softmax-784-128-10-float-64", "vector", "tensorflow", 1),
          new Goal("softmax-784-128-10-float-64", "vector", "pytorch", 2),
          new Goal("linear-64-784-128-float", "vector", "openblas", 0.85),
          new Goal("softmax-784-128-10-float-64", "plain", "ejml", 5),
          new Goal("deep-tanh-256-256-256-256-256-256-10-double-32", "vector", "pytorch", 1),
          new Goal("deep-tanh-256-256-256-256-256-256-10-double-32", "plain", "ejml", 3));

  /** The speed we want of the plain class for the medium network, in operations a nanosecond. */
  static final double MEDIUM_PLAIN_GFLOPS = 25;

  /** Seconds that generating a definition may take after the start of the command. */
  static final Map<String, Double> GENERATION =
      Map.of(Generation.MEDIUM, 1.0, Generation.DEEPEST, 5.0);

  /** How many times the source of 200 layers may be that of 50. */
  static final double GROWTH = 4.5;
}
