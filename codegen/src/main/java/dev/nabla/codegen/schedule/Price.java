package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Scalar;
import java.util.List;

/** About how many bytes of bytecode something takes; rather too many than too few. */
public final class Price {
  /** Up to here the compiler of the virtual machine does well. */
  public static final int METHOD = 3000;

  private static final int LOOP = 20;

  private Price() {}

  /** The price of a list of statements. */
  public static int of(List<Code> code) {
    return code.stream().mapToInt(Price::of).sum();
  }

  static int of(Code code) {
    if (code instanceof Code.Loop loop) {
      return LOOP + of(loop.body());
    }
    if (code instanceof Code.Vectors vectors) {
      return vectors.passes().stream()
          .mapToInt(p -> LOOP + (p.lanes() ? 2 : 1) * of(p.body()))
          .sum();
    }
    if (code instanceof Code.Define define) {
      return 3 + of(define.value());
    }
    if (code instanceof Code.Assign assign) {
      return 3 + of(assign.value());
    }
    if (code instanceof Code.Store store) {
      return 6 + of(store.target().address()) + of(store.value()) + (store.adds() ? 4 : 0);
    }
    return 30;
  }

  private static int of(Affine address) {
    return 3 + 6 * address.terms().size();
  }

  static int of(Scalar s) {
    int operands = s.operands().stream().mapToInt(Price::of).sum();
    if (s instanceof Scalar.Read read) {
      return 5 + of(read.access().address());
    }
    if (s instanceof Scalar.Position at) {
      return 1 + of(at.value());
    }
    if (s instanceof Scalar.Linear || s instanceof Scalar.Product) {
      return operands + 4 * s.operands().size();
    }
    if (s instanceof Scalar.Apply || s instanceof Scalar.OnlyAt || s instanceof Scalar.IfGreater) {
      return operands + 16;
    }
    return operands + 4;
  }
}
