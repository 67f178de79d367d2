package dev.nabla.codegen.schedule;

import dev.nabla.codegen.schedule.Section.Kind;
import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The schedules that may be chosen from.
 *
 * @param lanes how many numbers the widest vectors hold, where code may use vectors
 * @param kinds which kinds may be chosen; {@link Kind#LOOPS} and {@link Kind#MATRIX} always may
 */
public record Schedules(OptionalInt lanes, Set<Kind> kinds) {
  public Schedules {
    EnumSet<Kind> sorted = EnumSet.of(Kind.LOOPS, Kind.MATRIX);
    sorted.addAll(kinds);
    kinds = Collections.unmodifiableSet(sorted);
  }

  /** All of them. */
  public static Schedules all(OptionalInt lanes) {
    return new Schedules(lanes, EnumSet.allOf(Kind.class));
  }

  boolean allow(Kind kind) {
    return kinds.contains(kind);
  }
}
