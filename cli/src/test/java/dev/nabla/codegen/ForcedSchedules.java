package dev.nabla.codegen;

import dev.nabla.codegen.schedule.Schedules;
import dev.nabla.codegen.schedule.Section.Kind;
import dev.nabla.symbolic.derive.DerivedProgram;
import java.util.Set;

/** Classes that are generated with only some schedules to choose from. */
public final class ForcedSchedules {
  private ForcedSchedules() {}

  /** The class with plain loops and schedules of these kinds. */
  public static GeneratedSource generate(DerivedProgram program, Options options, Set<Kind> kinds) {
    return new JavaGenerator().generate(program, options, new Schedules(options.lanes(), kinds));
  }
}
