package dev.nabla.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the virtual machine says about compiling a generated class: whether a method was given up,
 * and whether what is called reached the optimising compiler.
 */
final class Compilations {
  /**
   * Flags, tier, class and method, bytes, a remark. Code that replaced a running loop has a place
   * behind the method, and does not match: it is discarded when the loop is over.
   */
  private static final Pattern LINE =
      Pattern.compile("\\d+ [sbn! ]*([1-4]) +(\\S+)::(\\S+) \\((?:\\d+) bytes\\)(.*)");

  private static final Pattern GIVEN_UP =
      Pattern.compile("(\\S+)::(\\S+) .*?(COMPILE SKIPPED: .*|out of nodes.*)");

  private static final int OPTIMISED = 4;
  private static final int LOST = 0;

  private Compilations() {}

  /** What is wrong, in words; empty where everything that ran was compiled. */
  static List<String> complaints(Path log, String className) throws IOException {
    Map<String, Integer> tiers = new TreeMap<>();
    List<String> complaints = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      Matcher givenUp = GIVEN_UP.matcher(line);
      if (givenUp.find()) {
        if (givenUp.group(1).equals(className)) {
          complaints.add(givenUp.group(2) + ": " + givenUp.group(3));
        }
        continue;
      }
      Matcher compiled = LINE.matcher(line);
      if (compiled.find() && compiled.group(2).equals(className)) {
        tier(tiers, compiled.group(3), Integer.parseInt(compiled.group(1)), compiled.group(4));
      }
    }
    if (!tiers.containsValue(OPTIMISED) && !tiers.containsValue(LOST)) {
      complaints.add("no method reached the optimising compiler: " + tiers);
    }
    tiers.forEach(
        (method, tier) -> {
          if (tier == LOST) {
            complaints.add(method + ": its optimised code was discarded and not made again");
          }
        });
    return complaints;
  }

  /** A method that is only inlined into others stays in a lower tier: that is no complaint. */
  private static void tier(Map<String, Integer> tiers, String method, int tier, String remark) {
    if (remark.isBlank()) {
      tiers.merge(method, tier, Math::max);
    } else if (tier == OPTIMISED && remark.contains("made not entrant")) {
      tiers.put(method, LOST);
    }
  }
}
