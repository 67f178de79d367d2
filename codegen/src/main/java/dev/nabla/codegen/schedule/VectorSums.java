package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Access;
import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.Buffer.Space;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.LoopStatement;
import dev.nabla.codegen.loop.LoopStatement.Nest;
import dev.nabla.codegen.loop.NestStep;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.Scalars;
import dev.nabla.codegen.schedule.Section.Kind;
import dev.nabla.codegen.schedule.Section.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A sum of products in vectors, by tiles of the result whose sums stay in registers. Vectors run
 * along a free index, or along one that is summed over: whichever is cheaper, what has to be copied
 * to another order first counted in.
 */
final class VectorSums {
  private static final int ROWS = 4;
  private static final int COLUMNS = 4;

  /** With one free index only, so many sums side by side keep the additions busy. */
  private static final int ALONE = 8;

  /** Beyond this price a tile has fewer columns: the compiler of the virtual machine gives up. */
  private static final int TILE = 5000;

  /** What reordering an element costs, in multiply-adds of vectors. */
  private static final double REORDERED = 3;

  /** What the sum over the lanes of one register costs. */
  private static final double REDUCED = 10;

  /** Beyond this part of the plain work vectors are not worth it. */
  private static final double WORTH = 0.5;

  private final Schedules schedules;
  private final Registers registers;
  private final VectorLoops loops;
  private final Nest nest;
  private final NestStep.Fold fold;
  private final List<NestStep> ends;

  VectorSums(Registers registers, VectorLoops loops, Nest nest, Schedules schedules) {
    this.schedules = schedules;
    this.registers = registers;
    this.loops = loops;
    this.nest = nest;
    this.fold = nest.folds().get(0);
    this.ends = nest.steps().subList(1, nest.steps().size());
  }

  /** The code, unless it would hardly be faster than plain loops, and how what follows is done. */
  Optional<Result> schedule() {
    return best().map(this::along);
  }

  /** About how many multiply-adds it takes, by plain loops where these are as good. */
  double cost() {
    double sums = best().map(this::cost).orElse(plain());
    return sums * LoopCost.of(fold.value()) + LoopCost.of(nest.withSteps(ends));
  }

  /** What vectors run along, where they are worth it. */
  private Optional<LoopIndex> best() {
    List<LoopIndex> candidates = new ArrayList<>();
    if (schedules.allow(Kind.VECTOR_TILES)) {
      candidates.addAll(nest.free());
    }
    if (schedules.allow(Kind.VECTOR_DOTS)) {
      candidates.addAll(fold.over());
    }
    return candidates.stream()
        .filter(this::isPossible)
        .min(Comparator.comparingDouble(this::cost))
        .filter(along -> cost(along) < WORTH * plain());
  }

  private double plain() {
    return nest.points() * (double) LoopStatement.volume(fold.over());
  }

  /**
   * Scheduled code.
   *
   * @param units the sums
   * @param rest what is left to do with them, as a nest without folds
   */
  record Result(List<Unit> units, Optional<Nest> rest) {}

  private boolean isPossible(LoopIndex along) {
    return VectorForms.isVector(reordered(fold.value(), along, Map.of()), along);
  }

  /** About how many multiply-adds of vectors it takes. */
  private double cost(LoopIndex along) {
    double cost = plain() / along.size() * loops.steps(along.size());
    for (Access access : strided(along)) {
      cost += REORDERED * LoopStatement.volume(indices(access));
    }
    if (fold.over().contains(along)) {
      return cost + REDUCED * nest.points();
    }
    return VectorLoops.isVector(ends, along) ? cost : cost + REORDERED * nest.points();
  }

  /** What does not lie in the order of the vectors. */
  private Set<Access> strided(LoopIndex along) {
    Set<Access> strided = new LinkedHashSet<>();
    for (Access access : fold.value().reads()) {
      int step = access.address().coefficient(along);
      if (step != 0 && step != 1) {
        strided.add(access);
      }
    }
    return strided;
  }

  private static List<LoopIndex> indices(Access access) {
    return access.address().terms().stream().map(Affine.Term::index).toList();
  }

  private Result along(LoopIndex along) {
    List<Unit> units = new ArrayList<>();
    Map<Access, Access> copies = new LinkedHashMap<>();
    for (Access access : strided(along)) {
      List<LoopIndex> order = new ArrayList<>(indices(access));
      order.remove(along);
      order.add(along);
      Access copy = scratch("ordered" + copies.size(), order);
      copies.put(access, copy);
      Code store = new Code.Store(copy, new Scalar.Read(access), false);
      units.add(new Unit(Kind.LOOPS, NestScheduler.loops(order, List.of(store))));
    }
    Scalar value = reordered(fold.value(), along, copies);
    if (fold.over().contains(along)) {
      units.add(dots(along, value));
      return new Result(units, Optional.empty());
    }
    if (VectorLoops.isVector(ends, along)) {
      units.add(tiles(along, value, ends));
      return new Result(units, Optional.empty());
    }
    List<LoopIndex> order = new ArrayList<>(nest.free());
    order.remove(along);
    order.add(along);
    Access sum = scratch("sums", order);
    Scalar total = new Scalar.Use(fold.local());
    units.add(tiles(along, value, List.of(new NestStep.Put(sum, total, false))));
    List<NestStep> rest =
        ends.stream()
            .map(
                step ->
                    step.withValue(
                        step.value().replaceLocals(Map.of(fold.local(), new Scalar.Read(sum)))))
            .toList();
    return new Result(units, Optional.of(nest.withSteps(rest)));
  }

  /** An element of an array in which these indices follow one another. */
  private static Access scratch(String name, List<LoopIndex> order) {
    List<Integer> sizes = order.stream().map(LoopIndex::size).toList();
    StringBuilder full = new StringBuilder(name);
    sizes.forEach(size -> full.append('x').append(size));
    return Buffer.rowMajor(full.toString(), Space.SCRATCH, sizes, 0)
        .at(order.stream().map(Affine::of).toList());
  }

  private static Scalar reordered(Scalar value, LoopIndex along, Map<Access, Access> copies) {
    return value.replaceReads(
        read -> {
          Scalar.Read s = new Scalar.Read(read);
          Access ordered = new Access(read.buffer(), Affine.of(along));
          return s.isRow(along) ? s : new Scalar.Read(copies.getOrDefault(read, ordered));
        });
  }

  // ---------------------------------------------------------------- along a free index

  private Unit tiles(LoopIndex along, Scalar value, List<NestStep> steps) {
    List<LoopIndex> others = new ArrayList<>(nest.free());
    others.remove(along);
    Optional<LoopIndex> row = row(others, along, value);
    row.ifPresent(others::remove);
    int wanted = row.isPresent() ? COLUMNS : ALONE;
    int columns = along.size() >= wanted * loops.mostLanes() ? wanted : Math.max(1, wanted / 2);
    Code code = tiles(along, columns, row, value, steps);
    while (columns > 1 && Price.of(List.of(code)) > TILE) {
      columns /= 2;
      code = tiles(along, columns, row, value, steps);
    }
    return new Unit(Kind.VECTOR_TILES, NestScheduler.loops(others, List.of(code)));
  }

  private Code tiles(
      LoopIndex along, int columns, Optional<LoopIndex> row, Scalar value, List<NestStep> steps) {
    return loops.loop(
        along,
        columns,
        places -> {
          List<Affine> starts = places.stream().map(Affine::of).toList();
          return row.isPresent()
              ? blocked(
                  row.get(),
                  ROWS,
                  rows -> tile(points(row.get(), rows, along, starts), value, steps))
              : tile(points(along, starts), value, steps);
        });
  }

  /** The index whose values share most of what is read; the longest of several. */
  private static Optional<LoopIndex> row(List<LoopIndex> others, LoopIndex along, Scalar value) {
    return others.stream()
        .filter(index -> index.size() > 1)
        .max(
            Comparator.comparingLong((LoopIndex index) -> shared(index, along, value))
                .thenComparingInt(LoopIndex::size));
  }

  private static long shared(LoopIndex index, LoopIndex along, Scalar value) {
    return value.reads().stream()
        .map(Access::address)
        .filter(address -> address.mentions(along) && !address.mentions(index))
        .count();
  }

  /** Something done with these rows. */
  private interface RowsBody {
    List<Code> at(List<Affine> rows);
  }

  /** A loop over an index by several of its values at once; what remains is done one by one. */
  private List<Code> blocked(LoopIndex index, int atOnce, RowsBody body) {
    List<Code> code = new ArrayList<>();
    int whole = index.size() - index.size() % atOnce;
    if (whole > 0) {
      LoopIndex from = registers.like(index);
      code.add(new Code.Loop(from, 0, whole, atOnce, body.at(places(from, atOnce))));
    }
    int left = index.size() - whole;
    if (left == 1) {
      code.addAll(body.at(List.of(Affine.of(whole))));
    } else if (left > 1) {
      LoopIndex from = registers.like(index);
      code.add(new Code.Loop(from, whole, index.size(), 1, body.at(places(from, 1))));
    }
    return code;
  }

  private static List<Affine> places(LoopIndex from, int count) {
    List<Affine> places = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      places.add(Affine.of(from).plus(k));
    }
    return places;
  }

  /** The points of a line. */
  private static List<Map<LoopIndex, Affine>> points(LoopIndex index, List<Affine> places) {
    return places.stream().map(place -> Map.of(index, place)).toList();
  }

  /** The points of a grid, row by row. */
  private static List<Map<LoopIndex, Affine>> points(
      LoopIndex row, List<Affine> rows, LoopIndex column, List<Affine> columns) {
    List<Map<LoopIndex, Affine>> points = new ArrayList<>();
    for (Affine at : rows) {
      columns.forEach(place -> points.add(Map.of(row, at, column, place)));
    }
    return points;
  }

  /** The sums at these points. */
  private List<Code> tile(List<Map<LoopIndex, Affine>> points, Scalar value, List<NestStep> steps) {
    List<Code> code = new ArrayList<>();
    List<Code> adds = new ArrayList<>();
    List<Code> after = new ArrayList<>();
    for (Map<LoopIndex, Affine> point : points) {
      Local sum = registers.local(fold.local().hint());
      code.add(new Code.Define(sum, Scalars.ZERO, true));
      adds.add(add(sum, value.replaceIndices(VectorLoops.at(point))));
      after.addAll(end(steps, sum, point));
    }
    code.addAll(NestScheduler.loops(fold.over(), CommonScalars.extract(adds, registers)));
    code.addAll(CommonScalars.extract(after, registers));
    return code;
  }

  private static Code add(Local sum, Scalar value) {
    return new Code.Assign(sum, Scalars.add(new Scalar.Use(sum), value));
  }

  /** What is done with a sum that has been made. */
  private List<Code> end(List<NestStep> steps, Local sum, Map<LoopIndex, Affine> point) {
    Map<Local, Scalar> made = Map.of(fold.local(), new Scalar.Use(sum));
    List<Code> code = new ArrayList<>();
    for (Code c : NestScheduler.steps(steps)) {
      code.add(VectorLoops.moved(c, point).map(value -> value.replaceLocals(made)));
    }
    return Fresh.locals(code, registers);
  }

  // ---------------------------------------------------------------- along a summed index

  private Unit dots(LoopIndex along, Scalar value) {
    List<LoopIndex> others = new ArrayList<>(nest.free());
    List<LoopIndex> last =
        List.copyOf(others.subList(Math.max(0, others.size() - 2), others.size()));
    others.removeAll(last);
    List<Code> code =
        switch (last.size()) {
          case 0 -> dots(along, value, List.of(Map.of()));
          case 1 ->
              blocked(last.get(0), ALONE, rows -> dots(along, value, points(last.get(0), rows)));
          default ->
              blocked(
                  last.get(0),
                  ROWS,
                  rows ->
                      blocked(
                          last.get(1),
                          COLUMNS,
                          columns ->
                              dots(along, value, points(last.get(0), rows, last.get(1), columns))));
        };
    return new Unit(Kind.VECTOR_DOTS, NestScheduler.loops(others, code));
  }

  private List<Code> dots(LoopIndex along, Scalar value, List<Map<LoopIndex, Affine>> points) {
    List<LoopIndex> outer = new ArrayList<>(fold.over());
    outer.remove(along);
    List<Code> code = new ArrayList<>();
    List<Local> vectors = new ArrayList<>();
    for (int k = 0; k < points.size(); k++) {
      vectors.add(registers.local(fold.local().hint() + "s"));
      code.add(new Code.Zeros(vectors.get(k)));
    }
    Code full = loops.full(along, places -> adds(vectors, value, along, places, points));
    code.addAll(NestScheduler.loops(outer, List.of(full)));
    List<Local> totals = new ArrayList<>();
    for (Local vector : vectors) {
      totals.add(registers.local(fold.local().hint()));
      code.add(new Code.Total(totals.get(totals.size() - 1), vector));
    }
    List<Local> sums = new ArrayList<>();
    totals.forEach(total -> sums.add(registers.local(fold.local().hint())));
    Optional<Code> rest = loops.rest(along, places -> adds(sums, value, along, places, points));
    if (rest.isPresent()) {
      for (int k = 0; k < points.size(); k++) {
        code.add(new Code.Define(sums.get(k), new Scalar.Use(totals.get(k)), true));
      }
      code.addAll(NestScheduler.loops(outer, List.of(rest.get())));
    }
    List<Code> after = new ArrayList<>();
    for (int k = 0; k < points.size(); k++) {
      Local sum = rest.isPresent() ? sums.get(k) : totals.get(k);
      after.addAll(end(ends, sum, points.get(k)));
    }
    code.addAll(CommonScalars.extract(after, registers));
    return code;
  }

  /** What is summed at these points, at a place along an index. */
  private List<Code> adds(
      List<Local> sums,
      Scalar value,
      LoopIndex along,
      List<LoopIndex> places,
      List<Map<LoopIndex, Affine>> points) {
    List<Code> adds = new ArrayList<>();
    for (int k = 0; k < points.size(); k++) {
      Scalar placed = NestScheduler.at(value, along, Affine.of(places.get(0)));
      adds.add(add(sums.get(k), placed.replaceIndices(VectorLoops.at(points.get(k)))));
    }
    return CommonScalars.extract(adds, registers);
  }
}
