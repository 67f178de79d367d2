package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Access;
import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.LoopStatement.Nest;
import dev.nabla.codegen.loop.NestStep;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.Scalars;
import dev.nabla.codegen.schedule.Section.Kind;
import dev.nabla.codegen.schedule.Section.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sum along whose free index all is contiguous: rows are added to the result several at a time,
 * each pass a loop at literal offsets that the virtual machine vectorises. When there are too many
 * rows to write each offset out, rows are copied to a tile whose offsets are literal.
 */
final class RowSums {
  private static final int DEPTH = 8;

  /** How many passes may be written out. */
  private static final int WRITTEN_OUT = 32;

  /** How many within loops over other indices, which cannot be split. */
  private static final int WRITTEN_OUT_INSIDE = 8;

  private final Registers registers;
  private final Nest nest;
  private final NestStep.Fold fold;
  private final LoopIndex along;
  private final LoopIndex over;
  private final List<LoopIndex> outer;
  private final Buffer row;
  private final Buffer result;

  RowSums(Registers registers, Nest nest, NestStep.Fold fold, LoopIndex along) {
    this.registers = registers;
    this.nest = nest;
    this.fold = fold;
    this.along = along;
    this.over = fold.over().get(0);
    this.outer = nest.free().stream().filter(i -> !i.equals(along)).toList();
    this.row = Registers.row(along.size());
    this.result = Registers.result(along.size());
  }

  /**
   * @param inBlocks whether a matrix-matrix product may go by blocks
   */
  List<Unit> units(boolean inBlocks) {
    int passes = (over.size() + DEPTH - 1) / DEPTH;
    if (inBlocks && passes > WRITTEN_OUT_INSIDE && BlockRows.fits(fold, along, outer)) {
      return List.of(new BlockRows(registers, nest, fold, along, outer.get(0)).unit());
    }
    if (outer.isEmpty() && passes <= WRITTEN_OUT) {
      List<Unit> units = new ArrayList<>();
      for (int from = 0; from < over.size(); from += DEPTH) {
        units.add(new Unit(Kind.ROWS, pass(from)));
      }
      return units;
    }
    List<Code> body = new ArrayList<>();
    Kind kind = Kind.ROWS;
    if (passes <= WRITTEN_OUT_INSIDE) {
      for (int from = 0; from < over.size(); from += DEPTH) {
        body.addAll(pass(from));
      }
    } else {
      kind = Kind.TILED_ROWS;
      int last = over.size() - 1 - (over.size() - 1) % DEPTH;
      body.addAll(pass(0));
      body.add(tiles(DEPTH, last));
      body.addAll(pass(last));
    }
    return List.of(new Unit(kind, NestScheduler.loops(outer, body)));
  }

  /** Rows {@code from} to {@code from + DEPTH}, at literal offsets; the last pass ends the nest. */
  private List<Code> pass(int from) {
    int to = Math.min(from + DEPTH, over.size());
    Hoist hoist = new Hoist(registers, along);
    List<Scalar> elements = new ArrayList<>();
    if (from > 0) {
      elements.add(new Scalar.Read(rowAt()));
    }
    for (int k = from; k < to; k++) {
      elements.add(hoist.remaining(NestScheduler.at(fold.value(), over, Affine.of(k))));
    }
    Scalar sum = Scalars.linear(Unroller.terms(elements));
    List<Code> body = new ArrayList<>();
    if (to < over.size()) {
      body.add(new Code.Store(rowAt(), sum, false));
    } else {
      body.add(new Code.Define(fold.local(), sum, false));
      body.addAll(CommonScalars.extract(NestScheduler.steps(ends()), registers));
    }
    List<Code> code = new ArrayList<>();
    if (from == 0) {
      copied().filter(NestStep.Put::adds).ifPresent(put -> code.add(copy(put, true)));
    }
    code.addAll(hoist.before());
    code.add(new Code.Loop(along, 0, along.size(), 1, body));
    if (to == over.size()) {
      copied().ifPresent(put -> code.add(copy(put, false)));
    }
    return code;
  }

  /** What is written at an offset that is not literal goes to a row first, which is copied. */
  private Optional<NestStep.Put> copied() {
    List<NestStep.Put> puts = nest.puts();
    boolean moves =
        puts.size() == 1
            && puts.get(0).target().address().coefficient(along) == 1
            && outer.stream().anyMatch(puts.get(0).target().address()::mentions);
    return moves ? Optional.of(puts.get(0)) : Optional.empty();
  }

  private Code copy(NestStep.Put put, boolean in) {
    Access memory = put.target().replace(i -> i.equals(along) ? Affine.ZERO : Affine.of(i));
    Access row = result.at(List.of(Affine.ZERO));
    return in ? new Code.Copy(memory, row, along.size()) : new Code.Copy(row, memory, along.size());
  }

  private List<NestStep> ends() {
    List<NestStep> steps = new ArrayList<>(nest.steps().subList(1, nest.steps().size()));
    if (copied().isPresent()) {
      steps.replaceAll(step -> step.mapTarget(target -> result.at(List.of(Affine.of(along)))));
    }
    return steps;
  }

  private Access rowAt() {
    return row.at(List.of(Affine.of(along)));
  }

  private Code tiles(int from, int to) {
    Hoist hoist = new Hoist(registers, along);
    List<Code> body = new ArrayList<>();
    Map<Access, Buffer> tiles = new LinkedHashMap<>();
    List<Scalar> elements = new ArrayList<>();
    elements.add(new Scalar.Read(rowAt()));
    for (int k = 0; k < DEPTH; k++) {
      int at = k;
      Scalar tiled = fold.value().replaceReads(read -> tiled(read, at, tiles));
      elements.add(hoist.remaining(NestScheduler.at(tiled, over, Affine.of(over).plus(k))));
    }
    tiles.forEach((access, tile) -> body.addAll(copies(access, tile)));
    body.addAll(hoist.before());
    Scalar sum = Scalars.linear(Unroller.terms(elements));
    body.add(
        new Code.Loop(along, 0, along.size(), 1, List.of(new Code.Store(rowAt(), sum, false))));
    return new Code.Loop(over, from, to, DEPTH, body);
  }

  private Scalar tiled(Access read, int at, Map<Access, Buffer> tiles) {
    if (!read.address().mentions(along) || !read.address().mentions(over)) {
      return new Scalar.Read(read);
    }
    Buffer tile =
        tiles.computeIfAbsent(read, a -> Registers.tile(tiles.size(), DEPTH * along.size()));
    return new Scalar.Read(tile.at(List.of(Affine.of(along).plus(at * along.size()))));
  }

  private List<Code> copies(Access access, Buffer tile) {
    Access first = access.replace(i -> i.equals(along) ? Affine.ZERO : Affine.of(i));
    return copies(first, access.address().coefficient(over), tile, along, DEPTH);
  }

  /** Copies of some rows to a tile: one, where they lie close. */
  static List<Code> copies(Access first, int stride, Buffer tile, LoopIndex along, int rows) {
    if (stride == along.size()) {
      Access to = tile.at(List.of(Affine.ZERO));
      return List.of(new Code.Copy(first, to, rows * along.size()));
    }
    List<Code> copies = new ArrayList<>();
    for (int k = 0; k < rows; k++) {
      Access from = new Access(first.buffer(), first.address().plus(k * stride));
      Access to = tile.at(List.of(Affine.of(k * along.size())));
      copies.add(new Code.Copy(from, to, along.size()));
    }
    return copies;
  }
}
