package dev.nabla.codegen.update;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which definition each generated file comes from, over all executions in one project's build, so
 * that no two claim one file. Files whose names differ only in case are one file, as on some file
 * systems.
 */
public final class Claims {
  /**
   * That a file is made.
   *
   * @param spec the definition it is made from
   * @param execution by which execution
   */
  record Claim(Path spec, String execution) {}

  private final Map<String, Claim> claims = new HashMap<>();

  /** Forgets what an execution has claimed, as it starts anew. */
  void start(String execution) {
    claims.values().removeIf(claim -> claim.execution().equals(execution));
  }

  /** Claims a file, unless somebody else has done so: the answer is who. */
  Optional<Claim> claim(Path file, Claim claim) {
    String key = file.toString().toLowerCase(Locale.ROOT);
    return Optional.ofNullable(claims.putIfAbsent(key, claim));
  }
}
