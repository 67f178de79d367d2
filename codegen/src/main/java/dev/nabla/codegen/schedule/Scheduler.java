package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.LoopProgram;
import dev.nabla.codegen.loop.LoopStatement;
import dev.nabla.codegen.loop.LoopStatement.Nest;
import dev.nabla.codegen.loop.NestStep;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.schedule.Section.Kind;
import dev.nabla.codegen.schedule.Section.Unit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Decides how each statement of a loop program runs. */
public final class Scheduler {
  /** Up to this price a whole method is straight-line code on registers. */
  private static final int STRAIGHT_PRICE = 5000;

  /** Beyond this many points nobody tries. */
  private static final long STRAIGHT_POINTS = 600;

  private Scheduler() {}

  /** The schedules of the methods of a class, in the same order. */
  public static List<ScheduledProgram> schedule(List<LoopProgram> programs, Schedules schedules) {
    List<Optional<ScheduledProgram>> straight =
        programs.stream()
            .map(
                p ->
                    schedules.allow(Kind.STRAIGHT)
                        ? straight(p)
                        : Optional.<ScheduledProgram>empty())
            .toList();
    List<LoopProgram> others = new ArrayList<>();
    for (int k = 0; k < programs.size(); k++) {
      if (straight.get(k).isEmpty()) {
        others.add(programs.get(k));
      }
    }
    Iterator<LoopProgram> looped = WorkArrays.reuse(others).iterator();
    return straight.stream()
        .map(found -> found.orElseGet(() -> looped(looped.next(), schedules)))
        .toList();
  }

  private static Optional<ScheduledProgram> straight(LoopProgram program) {
    long points = 0;
    for (LoopStatement statement : program.statements()) {
      if (!(statement instanceof Nest nest) || nest.isOpen()) {
        return Optional.empty();
      }
      points += work(nest);
    }
    if (points > STRAIGHT_POINTS) {
      return Optional.empty();
    }
    Registers registers = new Registers();
    Unroller unroller = new Unroller(registers, true);
    List<Code> all = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    for (LoopStatement statement : program.statements()) {
      unroller.add((Nest) statement);
      all.addAll(unroller.take());
      ends.add(all.size());
    }
    Optional<Scalar> result =
        program.result().map(buffer -> unroller.element(buffer.at(List.of())));
    List<List<Code>> parts = StraightLine.parts(all, ends, registers);
    if (parts.stream().mapToInt(Price::of).sum() > STRAIGHT_PRICE) {
      return Optional.empty();
    }
    List<Section> sections = new ArrayList<>();
    for (int k = 0; k < parts.size(); k++) {
      List<Unit> units = List.of(new Unit(Kind.STRAIGHT, parts.get(k)));
      sections.add(Section.of(program.statements().get(k), units));
    }
    return Optional.of(new ScheduledProgram(true, sections, result));
  }

  /** How many points all steps have together. */
  static long work(Nest nest) {
    long work = 0;
    for (NestStep step : nest.steps()) {
      work +=
          step instanceof NestStep.Fold fold
              ? nest.points() * LoopStatement.volume(fold.over())
              : step instanceof NestStep.Put ? nest.points() : 0;
    }
    return work;
  }

  private static ScheduledProgram looped(LoopProgram program, Schedules schedules) {
    NestScheduler nests = new NestScheduler(new Registers(), schedules);
    List<Section> sections = new ArrayList<>();
    for (LoopStatement statement : program.statements()) {
      List<Unit> units =
          statement instanceof LoopStatement.MatrixCall call
              ? List.of(new Unit(Kind.MATRIX, List.of(new Code.Matrix(call))))
              : nests.schedule((Nest) statement);
      sections.add(Section.of(statement, units));
    }
    return new ScheduledProgram(
        false, sections, program.result().map(b -> new Scalar.Read(b.at(List.of()))));
  }
}
