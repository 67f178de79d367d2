package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.LoopStatement.Nest;
import dev.nabla.codegen.loop.NestStep;
import dev.nabla.codegen.loop.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Makes one long loop of two where all addresses run on: a matrix of its own is one long row. */
final class Collapse {
  private Collapse() {}

  static Nest collapse(Nest nest, Registers registers) {
    Nest current = nest;
    for (int at = current.free().size() - 2; at >= 0; at--) {
      LoopIndex outer = current.free().get(at);
      LoopIndex inner = current.free().get(at + 1);
      if (!outer.open() && !inner.open() && runsOn(current, outer, inner)) {
        LoopIndex joined = registers.index(outer.size() * inner.size());
        List<LoopIndex> free = new ArrayList<>(current.free());
        free.subList(at, at + 2).clear();
        free.add(at, joined);
        current = join(current, free, outer, inner, joined);
      }
    }
    return collapseFolds(current, registers);
  }

  private static Nest collapseFolds(Nest nest, Registers registers) {
    List<NestStep> steps = new ArrayList<>();
    for (NestStep step : nest.steps()) {
      steps.add(step instanceof NestStep.Fold fold ? collapse(fold, registers) : step);
    }
    return nest.withSteps(steps);
  }

  private static NestStep.Fold collapse(NestStep.Fold fold, Registers registers) {
    NestStep.Fold current = fold;
    for (int at = current.over().size() - 2; at >= 0; at--) {
      LoopIndex outer = current.over().get(at);
      LoopIndex inner = current.over().get(at + 1);
      if (!outer.open() && !inner.open() && runsOn(current.value(), outer, inner)) {
        LoopIndex joined = registers.index(outer.size() * inner.size());
        List<LoopIndex> over = new ArrayList<>(current.over());
        over.subList(at, at + 2).clear();
        over.add(at, joined);
        Scalar value = current.value().replaceIndices(replacement(outer, inner, joined));
        current = new NestStep.Fold(current.local(), current.kind(), over, value);
      }
    }
    return current;
  }

  private static boolean runsOn(Nest nest, LoopIndex outer, LoopIndex inner) {
    return nest.steps().stream().allMatch(step -> runsOn(step.value(), outer, inner))
        && nest.puts().stream().allMatch(put -> runsOn(put.target().address(), outer, inner));
  }

  private static boolean runsOn(Scalar value, LoopIndex outer, LoopIndex inner) {
    return value.allMatch(
        s ->
            s instanceof Scalar.Read read
                ? runsOn(read.access().address(), outer, inner)
                : s.places().stream().noneMatch(p -> p.mentions(outer) || p.mentions(inner)));
  }

  private static boolean runsOn(Affine address, LoopIndex outer, LoopIndex inner) {
    return address.coefficient(outer) == address.coefficient(inner) * inner.size();
  }

  /** The inner index is the joined one, the outer stays at 0: addresses run on. */
  private static Function<LoopIndex, Affine> replacement(
      LoopIndex outer, LoopIndex inner, LoopIndex joined) {
    return index ->
        index.equals(outer)
            ? Affine.ZERO
            : index.equals(inner) ? Affine.of(joined) : Affine.of(index);
  }

  private static Nest join(
      Nest nest, List<LoopIndex> free, LoopIndex outer, LoopIndex inner, LoopIndex joined) {
    Function<LoopIndex, Affine> replacement = replacement(outer, inner, joined);
    return new Nest(
        nest.title(),
        free,
        nest.steps().stream().map(step -> step.replaceIndices(replacement)).toList());
  }
}
