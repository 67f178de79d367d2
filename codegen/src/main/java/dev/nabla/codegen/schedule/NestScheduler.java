package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.LoopStatement.Nest;
import dev.nabla.codegen.loop.NestStep;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.schedule.Section.Kind;
import dev.nabla.codegen.schedule.Section.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides how one nest runs as loops. */
final class NestScheduler {
  private static final int UNROLLED_POINTS = 16;

  /** From this length on a row is worth a vectorised loop. */
  static final int LONG = 16;

  private final Registers registers;
  private final Schedules schedules;
  private final Optional<VectorLoops> vectors;

  NestScheduler(Registers registers, Schedules schedules) {
    this.registers = registers;
    this.schedules = schedules;
    this.vectors =
        schedules.lanes().isPresent()
            ? Optional.of(new VectorLoops(registers, schedules.lanes().getAsInt()))
            : Optional.empty();
  }

  List<Unit> schedule(Nest given) {
    boolean little = Scheduler.work(given) <= UNROLLED_POINTS && !given.isOpen();
    if (little && schedules.allow(Kind.STRAIGHT)) {
      Unroller unroller = new Unroller(registers, false);
      unroller.add(given);
      List<Code> code = CommonScalars.extract(unroller.take(), registers);
      return List.of(new Unit(Kind.STRAIGHT, code));
    }
    Nest nest = arranged(given);
    if (nest.folds().isEmpty()) {
      return inVectors(nest).orElseGet(() -> elementwise(nest));
    }
    if (!isSum(nest)) {
      return inVectors(nest).orElseGet(() -> List.of(new PlainLoops(registers).unit(nest)));
    }
    Optional<VectorSums.Result> sums = vectorSums(nest).flatMap(VectorSums::schedule);
    if (sums.isPresent()) {
      List<Unit> units = new ArrayList<>(sums.get().units());
      sums.get().rest().ifPresent(rest -> units.addAll(schedule(rest)));
      return units;
    }
    NestStep.Fold fold = nest.folds().get(0);
    if (fold.over().size() == 1 && !nest.free().isEmpty()) {
      Optional<LoopIndex> along = rowIndex(nest, fold);
      boolean literal = !fold.over().get(0).open();
      if (literal && along.isPresent() && schedules.allow(Kind.ROWS)) {
        return new RowSums(registers, nest, fold, along.get())
            .units(schedules.allow(Kind.BLOCK_ROWS));
      }
      if (schedules.allow(Kind.DOTS)) {
        return List.of(new Dots(registers, nest, fold).unit());
      }
    }
    return List.of(new PlainLoops(registers).unit(nest));
  }

  /** About how many multiply-adds the loops take; one of a vector counts as one of a number. */
  double cost(Nest given) {
    Nest nest = arranged(given);
    if (isSum(nest)) {
      Optional<VectorSums> sums = vectorSums(nest);
      return sums.isPresent() ? sums.get().cost() : LoopCost.of(nest);
    }
    return inVectors(nest).isPresent()
        ? LoopCost.of(nest) / vectors.get().mostLanes()
        : LoopCost.of(nest);
  }

  private static boolean isSum(Nest nest) {
    return nest.folds().size() == 1
        && nest.steps().get(0) instanceof NestStep.Fold first
        && first.kind() == NestStep.Kind.SUM;
  }

  private Optional<VectorSums> vectorSums(Nest nest) {
    return vectors.map(loops -> new VectorSums(registers, loops, nest, schedules));
  }

  private Optional<List<Unit>> inVectors(Nest nest) {
    return vectors
        .filter(loops -> schedules.allow(Kind.VECTORS))
        .flatMap(loops -> loops.unit(nest))
        .map(List::of);
  }

  private Nest arranged(Nest nest) {
    return Collapse.collapse(samplesLast(nest), registers);
  }

  /** Where neighbours in memory are samples, their index is the innermost one. */
  private static Nest samplesLast(Nest nest) {
    return nest.free().stream()
        .filter(LoopIndex::open)
        .filter(
            index ->
                nest.puts().stream()
                    .allMatch(put -> put.target().address().coefficient(index) == 1))
        .findFirst()
        .map(
            index -> {
              List<LoopIndex> order = new ArrayList<>(nest.free());
              order.remove(index);
              order.add(index);
              return new Nest(nest.title(), order, nest.steps());
            })
        .orElse(nest);
  }

  /** A free index along which all in the sum is contiguous; best one that is so in the result. */
  private static Optional<LoopIndex> rowIndex(Nest nest, NestStep.Fold fold) {
    List<LoopIndex> rows =
        nest.free().stream()
            .filter(index -> index.size() >= LONG && isRow(fold.value(), index))
            .toList();
    Optional<LoopIndex> written =
        rows.stream()
            .filter(
                index ->
                    nest.puts().stream()
                        .allMatch(put -> put.target().address().coefficient(index) == 1))
            .reduce((a, b) -> b);
    return written.isPresent() ? written : rows.stream().reduce((a, b) -> b);
  }

  static boolean isRow(Scalar value, LoopIndex index) {
    return value.allMatch(
        s -> s instanceof Scalar.Read read ? read.isRow(index) : s.places().isEmpty());
  }

  private List<Unit> elementwise(Nest nest) {
    if (schedules.allow(Kind.OUTER) && nest.free().size() >= 2 && nest.steps().size() == 1) {
      LoopIndex along = nest.free().get(nest.free().size() - 1);
      NestStep.Put put = nest.puts().get(0);
      boolean contiguous = put.target().address().coefficient(along) == 1;
      if (along.size() >= LONG && contiguous && isRow(put.value(), along)) {
        return new OuterRows(registers, nest, put, along).units();
      }
    }
    return List.of(new PlainLoops(registers).unit(nest));
  }

  /** Wraps code in loops over indices, the first outermost. */
  static List<Code> loops(List<LoopIndex> indices, List<Code> body) {
    List<Code> code = body;
    for (int k = indices.size() - 1; k >= 0; k--) {
      LoopIndex index = indices.get(k);
      code = List.of(new Code.Loop(index, 0, index.size(), 1, code));
    }
    return code;
  }

  /** The steps other than a fold that has been dealt with, as code at one point. */
  static List<Code> steps(List<NestStep> steps) {
    List<Code> code = new ArrayList<>();
    for (NestStep step : steps) {
      if (step instanceof NestStep.Let let) {
        code.add(new Code.Define(let.local(), let.value(), false));
      } else if (step instanceof NestStep.Put put) {
        code.add(new Code.Store(put.target(), put.value(), put.adds()));
      }
    }
    return code;
  }

  static Scalar at(Scalar s, LoopIndex index, Affine place) {
    return s.replaceIndices(i -> i.equals(index) ? place : Affine.of(i));
  }
}
