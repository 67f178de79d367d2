package dev.nabla.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that runs inside a Java process: the variants of our classes, and the peers. */
final class Providers {
  /** The classes of the peers; a peer whose profile was not built is not there. */
  private static final Map<String, String> PEERS = new LinkedHashMap<>();

  static {
    PEERS.put("ejml", "Ejml");
    PEERS.put("openblas", "OpenBlas");
    PEERS.put("pytorch", "PyTorch");
    PEERS.put("tensorflow", "TensorFlow");
    PEERS.put("nd4j", "Nd4j");
  }

  /** How the reason begins when a library cannot be loaded. */
  static final String CANNOT_LOAD = "cannot load: ";

  /** Peers that take seconds to load, and whose work is native code. */
  private static final List<String> HEAVY = List.of("pytorch", "tensorflow", "nd4j");

  private Providers() {}

  static boolean isHeavy(String provider) {
    return HEAVY.contains(provider);
  }

  /** The variants of our classes, in the order of {@code variants.txt}. */
  static List<String> variants() {
    return Case.rows("/variants.txt").stream().map(row -> row[0]).toList();
  }

  /** The names of the peers. */
  static List<String> peers() {
    return new ArrayList<>(PEERS.keySet());
  }

  /** Whether the profile of a peer was built. */
  static boolean isBuilt(String peer) {
    return Providers.class.getResource("peers/" + PEERS.get(peer) + ".class") != null;
  }

  /**
   * The provider of a name.
   *
   * @throws IllegalStateException when the library cannot be loaded; the message says why
   */
  static Provider named(String name) {
    if (variants().contains(name)) {
      return new Generated(name);
    }
    try {
      String type = Providers.class.getPackageName() + ".peers." + PEERS.get(name);
      return (Provider) Class.forName(type).getConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException(CANNOT_LOAD + reason(e));
    }
  }

  /** The innermost cause, in a line. */
  static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String text =
        cause.getMessage() == null ? "" : cause.getMessage().lines().findFirst().orElse("");
    boolean ours = cause instanceof IllegalStateException;
    return ours ? text : (cause.getClass().getSimpleName() + ": " + text).strip();
  }
}
