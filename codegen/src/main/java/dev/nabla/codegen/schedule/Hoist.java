package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.Scalars;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Moves what does not depend on an index out of the loop over it, into registers. */
final class Hoist {
  private final Registers registers;
  private final LoopIndex along;
  private final Map<Scalar, Scalar> named = new HashMap<>();
  private final List<Code> before = new ArrayList<>();

  Hoist(Registers registers, LoopIndex along) {
    this.registers = registers;
    this.along = along;
  }

  /** The registers to be defined before the loop. */
  List<Code> before() {
    return before;
  }

  /** What remains in the loop. */
  Scalar remaining(Scalar s) {
    if (s.isName()) {
      return s;
    }
    if (!varies(s)) {
      return named.computeIfAbsent(s, this::name);
    }
    if (s instanceof Scalar.Product product) {
      List<Scalar> fixed = product.factors().stream().filter(f -> !varies(f)).toList();
      if (!fixed.isEmpty()) {
        List<Scalar> factors = new ArrayList<>();
        factors.add(remaining(Scalars.product(fixed)));
        product.factors().stream().filter(this::varies).forEach(f -> factors.add(remaining(f)));
        return Scalars.product(factors);
      }
    }
    return s.operands().isEmpty()
        ? s
        : s.rebuild(s.operands().stream().map(this::remaining).toList());
  }

  private Scalar name(Scalar s) {
    Local local = registers.local(CommonScalars.hint(s));
    before.add(new Code.Define(local, s, false));
    return new Scalar.Use(local);
  }

  private boolean varies(Scalar s) {
    return s.mentions(along) || !s.locals().isEmpty();
  }
}
