package dev.nabla.random;

import dev.nabla.codegen.ForcedSchedules;
import dev.nabla.codegen.GeneratedSource;
import dev.nabla.codegen.JavaGenerator;
import dev.nabla.codegen.MathMode;
import dev.nabla.codegen.NumberType;
import dev.nabla.codegen.Options;
import dev.nabla.codegen.Target;
import dev.nabla.codegen.schedule.Section.Kind;
import dev.nabla.symbolic.derive.DerivedProgram;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A way to generate a class.
 *
 * @param kinds the schedules to choose from, where not all may be chosen
 */
record Variant(String name, UnaryOperator<Options> options, Optional<Set<Kind>> kinds) {
  /** The one that every network is checked with. */
  static final Variant STANDARD = of("plain", o -> o.withBatch());

  /** The others, which take turns. */
  static final List<Variant> OTHERS =
      List.of(
          of("plain float", o -> o.withType(NumberType.FLOAT).withBatch()),
          of("vector", o -> o.withTarget(Target.VECTOR).withBatch()),
          of(
              "vector float",
              o -> o.withTarget(Target.VECTOR).withType(NumberType.FLOAT).withBatch()),
          of("strict math, no fma", o -> o.withMath(MathMode.STRICT).withFma(false)),
          of(
              "strict math, no fma, vector",
              o -> o.withMath(MathMode.STRICT).withFma(false).withTarget(Target.VECTOR)),
          forced("loops", o -> o.withBatch()),
          forced("unrolled", o -> o, Kind.STRAIGHT),
          forced("rows", o -> o, Kind.ROWS, Kind.TILED_ROWS),
          forced("block rows", o -> o.withBatch(), Kind.ROWS, Kind.TILED_ROWS, Kind.BLOCK_ROWS),
          forced("dots", o -> o, Kind.DOTS),
          forced("outer", o -> o, Kind.OUTER, Kind.TILED_OUTER),
          forced("vectors", o -> o.withTarget(Target.VECTOR), Kind.VECTORS),
          forced("vector tiles", o -> o.withTarget(Target.VECTOR).withBatch(), Kind.VECTOR_TILES),
          forced("vector dots", o -> o.withTarget(Target.VECTOR), Kind.VECTOR_DOTS),
          forced(
              "vectors, no straight line, float",
              o -> o.withTarget(Target.VECTOR).withType(NumberType.FLOAT).withBatch(),
              Kind.VECTORS,
              Kind.VECTOR_TILES,
              Kind.VECTOR_DOTS));

  private static Variant of(String name, UnaryOperator<Options> options) {
    return new Variant(name, options, Optional.empty());
  }

  private static Variant forced(String name, UnaryOperator<Options> options, Kind... kinds) {
    Set<Kind> set = EnumSet.noneOf(Kind.class);
    set.addAll(List.of(kinds));
    return new Variant(name, options, Optional.of(set));
  }

  GeneratedSource generate(DerivedProgram program, Options from) {
    Options chosen = options.apply(from);
    return kinds
        .map(some -> ForcedSchedules.generate(program, chosen, some))
        .orElseGet(() -> new JavaGenerator().generate(program, chosen));
  }

  @Override
  public String toString() {
    return name;
  }
}
