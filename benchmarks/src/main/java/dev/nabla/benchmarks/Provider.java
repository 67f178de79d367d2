package dev.nabla.benchmarks;

import java.util.Optional;

/** A source of implementations: a library, a variant of our classes. */
public interface Provider {
  /** The implementation of a case; empty where this library has none here. */
  Optional<Implementation> prepare(Problem problem);

  /** The version of the library. */
  String version();
}
