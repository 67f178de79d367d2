package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Scalar;
import java.util.List;
import java.util.Optional;

/**
 * A method, ready to be printed.
 *
 * @param straight whether all sections share registers and stand in one method
 * @param result the value that is returned, if one is
 */
public record ScheduledProgram(boolean straight, List<Section> sections, Optional<Scalar> result) {
  public ScheduledProgram {
    sections = List.copyOf(sections);
  }
}
