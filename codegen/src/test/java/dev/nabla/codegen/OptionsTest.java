package dev.nabla.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.codegen.lower.Goal;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each option changes itself alone; names are names of Java that hide nothing. */
class OptionsTest {
  @Test
  void eachOptionChangesItselfAlone() {
    Options options = Options.of("p", "C");
    Options all =
        options
            .withType(NumberType.FLOAT)
            .withTarget(Target.VECTOR)
            .withBatch()
            .withFma(false)
            .withMath(MathMode.STRICT)
            .with(Set.of(Goal.HESSIAN))
            .named("q", "D");

    assertThat(options)
        .isEqualTo(
            new Options(
                "p", "C", NumberType.DOUBLE, Target.PLAIN, false, true, MathMode.FAST, Set.of()));
    assertThat(all)
        .isEqualTo(
            new Options(
                "q",
                "D",
                NumberType.FLOAT,
                Target.VECTOR,
                true,
                false,
                MathMode.STRICT,
                Set.of(Goal.HESSIAN)));
    assertThat(all.withBatch(false).batch()).isFalse();
    assertThat(all.qualifiedName()).isEqualTo("q.D");
    assertThat(options.named("", "D").qualifiedName()).isEqualTo("D");
    assertThat(all.lanes()).isEqualTo(OptionalInt.of(16));
    assertThat(all.withType(NumberType.DOUBLE).lanes()).isEqualTo(OptionalInt.of(8));
    assertThat(options.lanes()).isEmpty();
    assertThat(List.of(NumberType.FLOAT.keyword(), NumberType.DOUBLE.keyword()))
        .containsExactly("float", "double");
    assertThat(List.of(NumberType.FLOAT.bytes(), NumberType.DOUBLE.bytes())).containsExactly(4, 8);
  }

  @Test
  void everyClassHasItsGradient() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.of("", "C").with(Set.of(Goal.GRADIENT, Goal.HESSIAN)));
  }

  @ParameterizedTest
  @CsvSource({
    "p, Math, not a class name here: Math is a class of Java that the code uses",
    "p, Float, not a class name here: Float is a class of Java that the code uses",
    "p, record, not a class name: record",
    "p, class, not a class name: class",
    "a..b, C, not a package name: a..b",
    "a.new, C, not a package name: a.new",
    "a, C\u200bD, not a class name: C\u200bD",
  })
  void namesThatHideSomethingAreRefused(String packageName, String className, String message) {
    assertThatThrownBy(() -> Options.of(packageName, className).requireNames())
        .isInstanceOf(GenerationException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"'', C", "record.yield, C", "a.b1, Näher"})
  void otherNamesAreAllowed(String packageName, String className) {
    assertThatCode(() -> Options.of(packageName, className).requireNames())
        .doesNotThrowAnyException();
  }
}
