package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.LoopStatement.Nest;
import dev.nabla.codegen.loop.NestStep;
import dev.nabla.codegen.schedule.Section.Kind;
import dev.nabla.codegen.schedule.Section.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Loops in vectors, and nests without sums as such loops. */
final class VectorLoops {
  private final Registers registers;
  private final int mostLanes;

  /**
   * @param mostLanes how many elements the widest vectors have; what divides by it needs no single
   *     elements
   */
  VectorLoops(Registers registers, int mostLanes) {
    this.registers = registers;
    this.mostLanes = mostLanes;
  }

  /**
   * A loop in which several vectors are computed at once, then one at a time, then single elements.
   * An array for samples has room for whole vectors: what stands behind the last one is not read.
   *
   * @param body what is done at each of these places
   */
  Code loop(LoopIndex along, int copies, Function<List<LoopIndex>, List<Code>> body) {
    List<Code.Pass> passes = new ArrayList<>();
    if (along.size() >= copies * mostLanes) {
      passes.add(pass(along, copies, body));
    }
    boolean whole = !along.open() && along.size() % (copies * mostLanes) == 0;
    if (copies > 1 && !whole || passes.isEmpty()) {
      passes.add(pass(along, 1, body));
    }
    if (along.size() % mostLanes != 0) {
      passes.add(single(along, body));
    }
    return new Code.Vectors(along.size(), false, passes);
  }

  /** A loop over the vectors that are full of elements. */
  Code full(LoopIndex along, Function<List<LoopIndex>, List<Code>> body) {
    return new Code.Vectors(along.size(), true, List.of(pass(along, 1, body)));
  }

  /** A loop over the elements that full vectors leave over. */
  Optional<Code> rest(LoopIndex along, Function<List<LoopIndex>, List<Code>> body) {
    return along.open() || along.size() % mostLanes != 0
        ? Optional.of(new Code.Vectors(along.size(), true, List.of(single(along, body))))
        : Optional.empty();
  }

  private Code.Pass single(LoopIndex along, Function<List<LoopIndex>, List<Code>> body) {
    List<LoopIndex> place = List.of(registers.like(along));
    return new Code.Pass(place, false, body.apply(place));
  }

  private Code.Pass pass(LoopIndex along, int copies, Function<List<LoopIndex>, List<Code>> body) {
    List<LoopIndex> places = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      places.add(registers.like(along));
    }
    return new Code.Pass(places, true, body.apply(places));
  }

  int mostLanes() {
    return mostLanes;
  }

  /** How many steps a loop over this many elements takes, in vectors of the largest length. */
  double steps(int size) {
    return size / mostLanes + size % mostLanes;
  }

  /**
   * A nest, if all that it reads and writes runs along its last free index; what it folds is folded
   * for neighbours at once.
   */
  Optional<Unit> unit(Nest nest) {
    if (nest.free().isEmpty()) {
      return Optional.empty();
    }
    LoopIndex along = nest.free().get(nest.free().size() - 1);
    if (along.size() < mostLanes || !isVector(nest.steps(), along)) {
      return Optional.empty();
    }
    Hoist hoist = new Hoist(registers, along);
    List<NestStep> remaining = new ArrayList<>();
    for (NestStep step : nest.steps()) {
      boolean fold = step instanceof NestStep.Fold;
      remaining.add(fold ? step : step.withValue(hoist.remaining(step.value())));
    }
    List<Code> code = new ArrayList<>(hoist.before());
    code.add(loop(along, 1, places -> at(remaining, along, places.get(0))));
    List<LoopIndex> outer = nest.free().subList(0, nest.free().size() - 1);
    return Optional.of(new Unit(Kind.VECTORS, NestScheduler.loops(outer, code)));
  }

  /** Whether steps can be done for neighbours along an index at once. */
  static boolean isVector(List<NestStep> steps, LoopIndex along) {
    return steps.stream()
        .allMatch(
            step ->
                VectorForms.isVector(step.value(), along)
                    && !(step instanceof NestStep.Fold fold && fold.kind() == NestStep.Kind.ARGMAX)
                    && (!(step instanceof NestStep.Put put)
                        || put.target().address().coefficient(along) == 1));
  }

  private List<Code> at(List<NestStep> steps, LoopIndex along, LoopIndex place) {
    List<Code> code = new ArrayList<>();
    for (Code c : new PlainLoops(registers).body(steps)) {
      code.add(moved(c, Map.of(along, Affine.of(place))));
    }
    return Fresh.locals(code, registers);
  }

  /** A statement at a point. */
  static Code moved(Code code, Map<LoopIndex, Affine> point) {
    return code.map(value -> value.replaceIndices(at(point)))
        .mapTarget(target -> target.replace(at(point)));
  }

  /** Puts the indices of a point at their places there. */
  static Function<LoopIndex, Affine> at(Map<LoopIndex, Affine> point) {
    return index -> point.getOrDefault(index, Affine.of(index));
  }
}
