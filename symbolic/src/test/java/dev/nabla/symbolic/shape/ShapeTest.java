package dev.nabla.symbolic.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Shapes as people write them, and when two sizes are certainly the same. */
class ShapeTest {
  private final Size n = Size.open("n");
  private final Size one = Size.fixed("one", 1);

  @Test
  void aVectorIsAColumn() {
    assertThat(Shape.of(n)).isEqualTo(Shape.of(n, Size.ONE)).hasToString("(n, 1)");
    assertThat(Shape.ofAxes(List.of(n)).axes()).containsExactly(n);
    assertThat(Shape.SCALAR).hasToString("()");
    assertThat(Shape.SCALAR.order()).isZero();
    assertThat(Shape.of(n, n, n).order()).isEqualTo(3);
  }

  @Test
  void aRowHasTheNumber1InFront() {
    assertThat(Shape.of(Size.ONE, n).isRow()).isTrue();
    assertThat(Shape.of(Size.ONE, one).isRow()).isTrue();
    assertThat(Shape.of(Size.ONE, Size.ONE).isRow()).isFalse();
    assertThat(Shape.of(one, n).isRow()).isFalse();
    assertThat(Shape.of(n, Size.ONE).isRow()).isFalse();
    assertThat(Shape.of(Size.ONE, n, n).isRow()).isFalse();
    assertThat(Shape.of(Size.ONE, n).axes()).containsExactly(n);
    assertThat(Shape.of(one, n).axes()).containsExactly(one, n);
  }

  @Test
  void aScalarIsKnownByItsSizes() {
    assertThat(Shape.SCALAR.isKnownScalar()).isTrue();
    assertThat(Shape.of(Size.ONE, one).isKnownScalar()).isTrue();
    assertThat(Shape.of(Size.ONE, n).isKnownScalar()).isFalse();
    assertThat(Shape.of(Size.of(2)).isKnownScalar()).isFalse();
  }

  @Test
  void sizesMatchWhereTheyAreCertainlyEqual() {
    assertThat(n.matches(Size.open("n"))).isTrue();
    assertThat(n.matches(Size.open("m"))).isFalse();
    assertThat(Size.fixed("n", 3).matches(Size.of(3))).isTrue();
    assertThat(Size.of(3).matches(Size.fixed("n", 3))).isTrue();
    assertThat(Size.fixed("n", 3).matches(Size.fixed("m", 4))).isFalse();
    assertThat(n.matches(Size.of(3))).isFalse();
    assertThat(Size.of(3).matches(n)).isFalse();
  }

  @Test
  void aLiteralIsABareNumber() {
    assertThat(Size.of(12).isLiteral()).isTrue();
    assertThat(one.isLiteral()).isFalse();
    assertThat(Size.of(1).isUnit()).isTrue();
    assertThat(one.isUnit()).isFalse();
    assertThat(one.isKnownOne()).isTrue();
    assertThat(n.isKnownOne()).isFalse();
    assertThat(Size.of(12).isKnownOne()).isFalse();
    assertThat(Size.of(12).intValue()).isEqualTo(12);
    assertThatThrownBy(n::intValue)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the size n is open");
  }
}
