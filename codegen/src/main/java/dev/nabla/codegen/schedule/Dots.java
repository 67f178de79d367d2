package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.LoopStatement.Nest;
import dev.nabla.codegen.loop.NestStep;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.Scalars;
import dev.nabla.codegen.schedule.Section.Kind;
import dev.nabla.codegen.schedule.Section.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums side by side: one pass over the summed index feeds several registers, which hides the
 * latency of the additions and reads what the rows share once.
 */
final class Dots {
  private static final int ROWS = 8;

  private final Registers registers;
  private final Nest nest;
  private final NestStep.Fold fold;
  private final LoopIndex over;
  private final LoopIndex row;

  Dots(Registers registers, Nest nest, NestStep.Fold fold) {
    this.registers = registers;
    this.nest = nest;
    this.fold = fold;
    this.over = fold.over().get(0);
    this.row = nest.free().get(nest.free().size() - 1);
  }

  Unit unit() {
    List<Code> body = new ArrayList<>();
    int whole = row.size() - row.size() % ROWS;
    if (whole == ROWS) {
      body.addAll(block(Affine.ZERO, ROWS));
    } else if (whole > 0) {
      body.add(new Code.Loop(row, 0, whole, ROWS, block(Affine.of(row), ROWS)));
    }
    if (whole < row.size()) {
      body.addAll(block(Affine.of(whole), row.size() - whole));
    }
    List<LoopIndex> outer = nest.free().subList(0, nest.free().size() - 1);
    return new Unit(Kind.DOTS, NestScheduler.loops(outer, body));
  }

  private List<Code> block(Affine first, int rows) {
    List<Code> code = new ArrayList<>();
    List<Code> sums = new ArrayList<>();
    List<Local> totals = new ArrayList<>();
    LoopIndex running = registers.like(over);
    for (int k = 0; k < rows; k++) {
      Local total = registers.local(fold.local().hint());
      totals.add(total);
      code.add(new Code.Define(total, Scalars.ZERO, true));
      Scalar element = NestScheduler.at(fold.value(), row, first.plus(k));
      element = NestScheduler.at(element, over, Affine.of(running));
      sums.add(new Code.Assign(total, Scalars.add(new Scalar.Use(total), element)));
    }
    code.add(new Code.Loop(running, 0, over.size(), 1, CommonScalars.extract(sums, registers)));
    List<Code> ends = new ArrayList<>();
    for (int k = 0; k < rows; k++) {
      ends.addAll(end(totals.get(k), first.plus(k)));
    }
    code.addAll(CommonScalars.extract(ends, registers));
    return code;
  }

  /** The rest of the nest's steps at one row. */
  private List<Code> end(Local total, Affine place) {
    Map<Local, Scalar> renamed = new HashMap<>();
    renamed.put(fold.local(), new Scalar.Use(total));
    List<Code> code = new ArrayList<>();
    for (NestStep step : nest.steps()) {
      if (step instanceof NestStep.Fold) {
        continue;
      }
      Scalar value = NestScheduler.at(step.value(), row, place).replaceLocals(renamed);
      if (step instanceof NestStep.Let let) {
        Local local = registers.local(let.local().hint());
        renamed.put(let.local(), new Scalar.Use(local));
        code.add(new Code.Define(local, value, false));
      } else if (step instanceof NestStep.Put put) {
        code.add(
            new Code.Store(
                put.target().replace(i -> i.equals(row) ? place : Affine.of(i)),
                value,
                put.adds()));
      }
    }
    return code;
  }
}
