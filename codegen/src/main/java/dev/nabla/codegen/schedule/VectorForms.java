package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.ScalarVisitor;
import dev.nabla.codegen.spelling.Spellings;
import dev.nabla.grammar.base.Rational;
import java.util.Set;

/** Which scalar expressions can be computed for many neighbouring elements at once. */
final class VectorForms {
  private static final Set<Rational> POWERS =
      Set.of(Rational.MINUS_ONE, Rational.HALF, Rational.of(2), Rational.of(-2));

  private VectorForms() {}

  /** Whether a value can be computed for neighbours along an index at once. */
  static boolean isVector(Scalar value, LoopIndex along) {
    return value.allMatch(s -> s.accept(new Fits(along)));
  }

  /** Whether an operation can, whatever its operands. */
  private record Fits(LoopIndex along) implements ScalarVisitor<Boolean> {
    @Override
    public Boolean read(Scalar.Read read) {
      return read.isRow(along);
    }

    @Override
    public Boolean apply(Scalar.Apply map) {
      return Spellings.of(map.function()).inVectors();
    }

    @Override
    public Boolean call(Scalar.Call call) {
      return call.helper().inVectors();
    }

    @Override
    public Boolean raise(Scalar.Raise power) {
      return POWERS.contains(power.exponent());
    }

    @Override
    public Boolean other(Scalar s) {
      return s.places().isEmpty();
    }
  }
}
