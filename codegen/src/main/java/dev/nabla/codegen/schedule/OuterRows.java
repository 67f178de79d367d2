package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Access;
import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.LoopStatement.Nest;
import dev.nabla.codegen.loop.NestStep;
import dev.nabla.codegen.schedule.Section.Kind;
import dev.nabla.codegen.schedule.Section.Unit;
import java.util.ArrayList;
import java.util.List;

/** Rows written several at a time, such as those of an outer product. */
final class OuterRows {
  private static final int DEPTH = 8;
  private static final int WRITTEN_OUT = 32;

  private final Registers registers;
  private final NestStep.Put put;
  private final LoopIndex along;
  private final LoopIndex row;
  private final List<LoopIndex> outer;

  OuterRows(Registers registers, Nest nest, NestStep.Put put, LoopIndex along) {
    this.registers = registers;
    this.put = put;
    this.along = along;
    this.row = nest.free().get(nest.free().size() - 2);
    this.outer = nest.free().subList(0, nest.free().size() - 2);
  }

  List<Unit> units() {
    int passes = (row.size() + DEPTH - 1) / DEPTH;
    if (outer.isEmpty() && passes <= WRITTEN_OUT) {
      List<Unit> units = new ArrayList<>();
      for (int from = 0; from < row.size(); from += DEPTH) {
        int rows = Math.min(DEPTH, row.size() - from);
        units.add(new Unit(Kind.OUTER, pass(Affine.of(from), rows)));
      }
      return units;
    }
    boolean onlyAlong = !readsBoth();
    List<Code> body = new ArrayList<>();
    int whole = row.size() - row.size() % DEPTH;
    if (whole > 0) {
      List<Code> block = onlyAlong ? tile() : pass(Affine.of(row), DEPTH);
      body.add(new Code.Loop(row, 0, whole, DEPTH, block));
    }
    if (whole < row.size()) {
      body.addAll(pass(Affine.of(whole), row.size() - whole));
    }
    Kind kind = onlyAlong ? Kind.TILED_OUTER : Kind.OUTER;
    return List.of(new Unit(kind, NestScheduler.loops(outer, body)));
  }

  /** Whether something is read at an address that depends on both indices. */
  private boolean readsBoth() {
    return put.value().reads().stream()
        .map(Access::address)
        .anyMatch(address -> address.mentions(row) && address.mentions(along));
  }

  private List<Code> pass(Affine from, int rows) {
    Hoist hoist = new Hoist(registers, along);
    List<Code> stores = new ArrayList<>();
    for (int k = 0; k < rows; k++) {
      Affine place = from.plus(k);
      stores.add(
          new Code.Store(
              put.target().replace(i -> i.equals(row) ? place : Affine.of(i)),
              hoist.remaining(NestScheduler.at(put.value(), row, place)),
              put.adds()));
    }
    return looped(hoist, stores);
  }

  private List<Code> looped(Hoist hoist, List<Code> stores) {
    List<Code> code = new ArrayList<>(hoist.before());
    code.add(new Code.Loop(along, 0, along.size(), 1, CommonScalars.extract(stores, registers)));
    return code;
  }

  /** A block of rows by way of a tile at literal offsets. */
  private List<Code> tile() {
    int length = along.size();
    Buffer tile = Registers.tile(0, DEPTH * length);
    Hoist hoist = new Hoist(registers, along);
    List<Code> stores = new ArrayList<>();
    List<Code> in = new ArrayList<>();
    List<Code> out = new ArrayList<>();
    int stride = put.target().address().coefficient(row);
    boolean dense = stride == length;
    for (int k = 0; k < DEPTH; k++) {
      Affine inTile = Affine.of(along).plus(k * length);
      stores.add(
          new Code.Store(
              tile.at(List.of(inTile)),
              hoist.remaining(NestScheduler.at(put.value(), row, Affine.of(row).plus(k))),
              put.adds()));
      if (!dense || k == 0) {
        Access start = put.target().replace(i -> i.equals(along) ? Affine.ZERO : Affine.of(i));
        Access memory = new Access(start.buffer(), start.address().plus(k * stride));
        Access mine = tile.at(List.of(Affine.of(k * length)));
        int copied = dense ? DEPTH * length : length;
        in.add(new Code.Copy(memory, mine, copied));
        out.add(new Code.Copy(mine, memory, copied));
      }
    }
    List<Code> code = new ArrayList<>(put.adds() ? in : List.of());
    code.addAll(looped(hoist, stores));
    code.addAll(out);
    return code;
  }
}
