package dev.nabla.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line.
 *
 * @param root the folder of the project
 * @param only a regular expression, part of which is in the names of the cases to measure
 * @param out where to write the report as well
 * @param command what was typed, for the report
 */
record Options(
    Path root,
    boolean quick,
    boolean list,
    boolean generation,
    String only,
    List<String> peers,
    Optional<Path> out,
    String command) {

  private static final List<String> FLAGS = List.of("--quick", "--list", "--no-generation");
  private static final List<String> VALUES = List.of("--root", "--only", "--peers", "--out");

  Effort effort() {
    return quick ? Effort.QUICK : Effort.FULL;
  }

  /** All peers, the C compiler first. */
  private static String allPeers() {
    return "gcc," + String.join(",", Providers.peers());
  }

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  static Options parse(List<String> arguments) {
    Map<String, String> values = new HashMap<>();
    List<String> typed = new ArrayList<>(List.of("benchmarks/run"));
    for (int k = 0; k < arguments.size(); k++) {
      String name = arguments.get(k);
      boolean takesValue = VALUES.contains(name);
      if (!takesValue && !FLAGS.contains(name)) {
        throw new IllegalArgumentException("unknown option " + name);
      }
      if (takesValue && k + 1 == arguments.size()) {
        throw new IllegalArgumentException("a value is missing after " + name);
      }
      values.put(name, takesValue ? arguments.get(++k) : "");
      if (!name.equals("--root") && !name.equals("--out")) {
        typed.add(takesValue ? name + " " + values.get(name) : name);
      }
    }
    return new Options(
        Path.of(values.getOrDefault("--root", ".")).toAbsolutePath().normalize(),
        values.containsKey("--quick"),
        values.containsKey("--list"),
        !values.containsKey("--no-generation"),
        values.getOrDefault("--only", ""),
        peers(values.getOrDefault("--peers", allPeers())),
        Optional.ofNullable(values.get("--out")).map(Path::of),
        String.join(" ", typed));
  }

  private static List<String> peers(String commas) {
    List<String> known = List.of(allPeers().split(","));
    List<String> peers =
        Arrays.stream(commas.split(",")).filter(peer -> !peer.equals("none")).toList();
    peers.stream()
        .filter(peer -> !known.contains(peer))
        .findFirst()
        .ifPresent(
            peer -> {
              throw new IllegalArgumentException("no peer " + peer + "; there are " + known);
            });
    return known.stream().filter(peers::contains).toList();
  }
}
