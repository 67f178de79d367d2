package dev.nabla.codegen.schedule;

import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.ScalarVisitor;
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
    if (code instanceof Code.Vectors vectors) {
      return vectors.passes().stream()
          .mapToInt(pass -> LOOP + (pass.lanes() ? 2 : 1) * of(pass.body()))
          .sum();
    }
    if (code instanceof Code.Loop loop) {
      return LOOP + of(loop.body());
    }
    if (code instanceof Code.Store store) {
      return 6 + of(store.target().address()) + of(store.value()) + (store.adds() ? 4 : 0);
    }
    return code.values().isEmpty() ? 30 : 3 + code.values().stream().mapToInt(Price::of).sum();
  }

  private static int of(Affine address) {
    return 3 + 6 * address.terms().size();
  }

  static int of(Scalar s) {
    return s.operands().stream().mapToInt(Price::of).sum() + s.accept(OWN);
  }

  /** The price of a scalar without its operands. */
  private static final ScalarVisitor<Integer> OWN =
      new ScalarVisitor<>() {
        @Override
        public Integer read(Scalar.Read read) {
          return 5 + of(read.access().address());
        }

        @Override
        public Integer position(Scalar.Position at) {
          return 1 + of(at.value());
        }

        @Override
        public Integer linear(Scalar.Linear sum) {
          return 4 * sum.terms().size();
        }

        @Override
        public Integer product(Scalar.Product product) {
          return 4 * product.factors().size();
        }

        @Override
        public Integer apply(Scalar.Apply map) {
          return 16;
        }

        @Override
        public Integer onlyAt(Scalar.OnlyAt at) {
          return 16;
        }

        @Override
        public Integer ifGreater(Scalar.IfGreater choice) {
          return 16;
        }

        @Override
        public Integer other(Scalar s) {
          return 4;
        }
      };
}
