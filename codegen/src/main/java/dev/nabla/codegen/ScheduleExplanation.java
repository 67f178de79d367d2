package dev.nabla.codegen;

import dev.nabla.codegen.emit.BatchPlan;
import dev.nabla.codegen.emit.ScratchBuffers;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.lower.Goal;
import dev.nabla.codegen.schedule.Price;
import dev.nabla.codegen.schedule.ScheduledProgram;
import dev.nabla.codegen.schedule.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Why a class computes as it does.
 *
 * @param methods each method with its statements
 * @param scratchBytes the size of the work arrays of an instance
 */
public record ScheduleExplanation(List<Method> methods, long scratchBytes) {
  /**
   * How a method computes.
   *
   * @param name the method, and the number of samples where it is one for a block
   * @param inRegisters whether it is one method without arrays in between
   */
  public record Method(String name, boolean inRegisters, List<Choice> statements) {
    /** The points of all steps: of products, their multiply-adds. */
    public long work() {
      return statements.stream().mapToLong(Choice::work).sum();
    }

    /** About how many bytes of bytecode it takes, in all methods that it calls. */
    public int bytecode() {
      return statements.stream().mapToInt(Choice::bytecode).sum();
    }
  }

  /**
   * What was chosen for a statement.
   *
   * @param formula what it computes
   * @param shape at which points, and over what it sums
   * @param kinds the schedules, in order
   * @param work the points of all its steps
   * @param bytecode about how many bytes of bytecode it takes
   */
  public record Choice(
      String formula, String shape, List<Section.Kind> kinds, long work, int bytecode) {}

  public ScheduleExplanation {
    methods = List.copyOf(methods);
  }

  static ScheduleExplanation of(
      Map<Goal, ScheduledProgram> single, BatchPlan batch, NumberType type) {
    Map<String, ScheduledProgram> all = new LinkedHashMap<>();
    single.forEach((goal, scheduled) -> all.put(goal.methodName(), scheduled));
    for (BatchPlan.Block block : batch.blocks()) {
      block
          .methods()
          .forEach(
              (goal, scheduled) -> all.put(goal.methodName() + " of " + block.title(), scheduled));
    }
    List<Method> methods = new ArrayList<>();
    Set<Buffer> scratch = new LinkedHashSet<>();
    all.forEach(
        (name, scheduled) -> {
          List<Choice> choices =
              scheduled.sections().stream().map(ScheduleExplanation::choice).toList();
          methods.add(new Method(name, scheduled.straight(), choices));
          scheduled
              .sections()
              .forEach(s -> s.units().forEach(u -> scratch.addAll(ScratchBuffers.of(u.code()))));
        });
    long numbers = scratch.stream().mapToLong(Buffer::count).sum();
    return new ScheduleExplanation(methods, numbers * type.bytes());
  }

  private static Choice choice(Section section) {
    return new Choice(
        section.title(),
        section.shape(),
        section.units().stream().map(Section.Unit::kind).distinct().toList(),
        section.work(),
        section.units().stream().mapToInt(unit -> Price.of(unit.code())).sum());
  }
}
