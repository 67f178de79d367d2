package dev.nabla.codegen.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.codegen.loop.Access;
import dev.nabla.codegen.loop.Affine;
import dev.nabla.codegen.loop.Buffer;
import dev.nabla.codegen.loop.Buffer.Space;
import dev.nabla.codegen.loop.Local;
import dev.nabla.codegen.loop.LoopIndex;
import dev.nabla.codegen.loop.Scalar;
import dev.nabla.codegen.loop.Scalars;
import dev.nabla.symbolic.function.ScalarFunctions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The price of code is that of its parts and a little more. */
class PriceTest {
  private static final LoopIndex I = new LoopIndex(1, 9);
  private static final Local SUM = new Local(1, "sum");
  private static final Buffer A = Buffer.rowMajor("A", Space.THETA, List.of(9, 9), 0);
  private static final Access FIXED = A.at(List.of(Affine.ZERO, Affine.ZERO));
  private static final Access RUNNING = A.at(List.of(Affine.of(I), Affine.of(I)));
  private static final Scalar READ = new Scalar.Read(RUNNING);
  private static final Code ADD = new Code.Assign(SUM, Scalars.add(new Scalar.Use(SUM), READ));

  private static int price(Code code) {
    return Price.of(List.of(code));
  }

  @Test
  void statementsCostWhatTheyHold() {
    int add = price(ADD);
    assertThat(add).isPositive();
    assertThat(Price.of(List.of(ADD, ADD, ADD))).isEqualTo(3 * add);
    int loop = price(new Code.Loop(I, 0, 9, 1, List.of(ADD))) - add;
    assertThat(loop).isPositive();
    assertThat(price(new Code.Loop(I, 0, 9, 1, List.of(ADD, ADD)))).isEqualTo(loop + 2 * add);
    Code.Pass vectors = new Code.Pass(List.of(I), true, List.of(ADD));
    Code.Pass single = new Code.Pass(List.of(I), false, List.of(ADD));
    assertThat(price(new Code.Vectors(9, false, List.of(single)))).isEqualTo(loop + add);
    assertThat(price(new Code.Vectors(9, false, List.of(vectors, single))))
        .isEqualTo(2 * loop + 3 * add);
    assertThat(price(new Code.Define(SUM, READ, true))).isGreaterThan(Price.of(READ));
    assertThat(price(new Code.Copy(FIXED, RUNNING, 3))).isPositive();
  }

  @Test
  void storesCostMoreWhereTheyAddOrTheirPlaceRuns() {
    int plain = price(new Code.Store(FIXED, READ, false));
    assertThat(plain).isGreaterThan(Price.of(READ) + 6);
    assertThat(price(new Code.Store(FIXED, READ, true))).isGreaterThan(plain);
    assertThat(price(new Code.Store(RUNNING, READ, false))).isGreaterThan(plain);
    assertThat(price(new Code.Store(FIXED, Scalars.ZERO, false))).isLessThan(plain);
  }

  @Test
  void valuesCostMoreThanTheirOperands() {
    int read = Price.of(READ);
    assertThat(read).isGreaterThan(Price.of(new Scalar.Read(FIXED)));
    assertThat(Price.of(Scalars.position(Affine.of(I)))).isPositive();
    Scalar product = Scalars.product(READ, READ);
    assertThat(Price.of(product)).isGreaterThan(2 * read);
    assertThat(Price.of(Scalars.product(READ, READ, READ)) - Price.of(product)).isGreaterThan(read);
    Scalar exp = Scalars.apply(ScalarFunctions.EXP, List.of(READ));
    assertThat(Price.of(exp)).isGreaterThanOrEqualTo(read + 16);
    assertThat(Price.of(Scalars.ONE)).isPositive().isLessThan(read);
  }
}
