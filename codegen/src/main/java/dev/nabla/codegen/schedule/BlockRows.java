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

/**
 * A matrix-matrix product, such as that of a block of samples: a few rows of the matrix are copied
 * to a tile and added to each row of the result before the next few. Each row of the result is an
 * array of its own, so that every offset in the inner loop is literal.
 */
final class BlockRows {
  private static final int DEPTH = 8;

  private final Registers registers;
  private final Nest nest;
  private final NestStep.Fold fold;
  private final LoopIndex along;
  private final LoopIndex over;
  private final LoopIndex row;
  private final Buffer sums;

  BlockRows(Registers registers, Nest nest, NestStep.Fold fold, LoopIndex along, LoopIndex row) {
    this.registers = registers;
    this.nest = nest;
    this.fold = fold;
    this.along = along;
    this.over = fold.over().get(0);
    this.row = row;
    this.sums = Registers.rows(row.size(), along.size());
  }

  /** Whether it is worth it: many summed values, and rows that share what is copied. */
  static boolean fits(NestStep.Fold fold, LoopIndex along, List<LoopIndex> outer) {
    if (outer.size() != 1 || outer.get(0).size() < 2) {
      return false;
    }
    LoopIndex over = fold.over().get(0);
    return over.size() >= 2 * DEPTH
        && fold.value().reads().stream()
            .map(Access::address)
            .anyMatch(a -> a.mentions(along) && a.mentions(over) && !a.mentions(outer.get(0)));
  }

  Unit unit() {
    List<Code> code = new ArrayList<>();
    LoopIndex zeroRow = registers.index(row.size());
    LoopIndex zero = registers.index(along.size());
    Access start = sums.at(List.of(Affine.of(zeroRow), Affine.of(zero)));
    code.addAll(
        NestScheduler.loops(
            List.of(zeroRow, zero), List.of(new Code.Store(start, Scalars.ZERO, false))));
    int whole = over.size() - over.size() % DEPTH;
    code.add(new Code.Loop(over, 0, whole, DEPTH, tile(Affine.of(over), DEPTH)));
    if (whole < over.size()) {
      code.addAll(tile(Affine.of(whole), over.size() - whole));
    }
    code.addAll(ends());
    return new Unit(Kind.BLOCK_ROWS, code);
  }

  private List<Code> tile(Affine first, int depth) {
    Map<Access, Buffer> tiles = new LinkedHashMap<>();
    for (Access read : fold.value().reads()) {
      if (read.address().mentions(along) && read.address().mentions(over)) {
        tiles.computeIfAbsent(read, a -> Registers.tile(tiles.size(), DEPTH * along.size()));
      }
    }
    List<Code> code = new ArrayList<>();
    tiles.forEach((access, tile) -> code.addAll(copies(access, tile, first, depth)));
    code.add(new Code.Loop(row, 0, row.size(), 1, added(first, depth, tiles)));
    return code;
  }

  private List<Code> copies(Access access, Buffer tile, Affine first, int depth) {
    Access start =
        access.replace(i -> i.equals(along) ? Affine.ZERO : i.equals(over) ? first : Affine.of(i));
    return RowSums.copies(start, access.address().coefficient(over), tile, along, depth);
  }

  /** What the copied rows add to a row of the result. */
  private List<Code> added(Affine first, int depth, Map<Access, Buffer> tiles) {
    Hoist hoist = new Hoist(registers, along);
    Access sum = sums.at(List.of(Affine.of(row), Affine.of(along)));
    List<Scalar> elements = new ArrayList<>(List.of(new Scalar.Read(sum)));
    for (int k = 0; k < depth; k++) {
      int at = k;
      Scalar value = fold.value().replaceReads(read -> tiled(read, at, tiles));
      elements.add(hoist.remaining(NestScheduler.at(value, over, first.plus(at))));
    }
    Code store = new Code.Store(sum, Scalars.linear(Unroller.terms(elements)), false);
    List<Code> code = new ArrayList<>(hoist.before());
    List<Code> body = CommonScalars.extract(List.of(store), registers);
    code.add(new Code.Loop(along, 0, along.size(), 1, body));
    return code;
  }

  private Scalar tiled(Access read, int at, Map<Access, Buffer> tiles) {
    Affine place = Affine.of(along).plus(at * along.size());
    Buffer tile = tiles.get(read);
    return new Scalar.Read(tile == null ? read : tile.at(List.of(place)));
  }

  /** The rest of the nest's steps, from the sums. */
  private List<Code> ends() {
    Scalar sum = new Scalar.Read(sums.at(List.of(Affine.of(row), Affine.of(along))));
    List<Code> body =
        NestScheduler.steps(nest.steps().subList(1, nest.steps().size())).stream()
            .map(code -> code.map(value -> value.replaceLocals(Map.of(fold.local(), sum))))
            .toList();
    return NestScheduler.loops(List.of(row, along), CommonScalars.extract(body, registers));
  }
}
