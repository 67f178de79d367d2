package dev.nabla.codegen.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.codegen.GeneratedSource;
import dev.nabla.codegen.compile.InMemoryCompiler;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The source that helper methods are copied from is a class that compiles and computes. */
class HelpersTest {
  private static Class<?> helpers;

  @BeforeAll
  static void compile() throws Exception {
    try (InputStream in = HelperMethods.class.getResourceAsStream("Helpers.java")) {
      String source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String path = "dev/nabla/codegen/emit/Helpers.java";
      byte[] bytes =
          InMemoryCompiler.compile(new GeneratedSource(path, source))
              .get("dev.nabla.codegen.emit.Helpers");
      helpers =
          new ClassLoader() {
            Class<?> define() {
              return defineClass(null, bytes, 0, bytes.length);
            }
          }.define();
    }
  }

  private static float call(String name, Object... arguments) throws Exception {
    Method method =
        Arrays.stream(helpers.getDeclaredMethods())
            .filter(m -> m.getName().equals(name))
            .findFirst()
            .orElseThrow();
    method.setAccessible(true);
    return (float) method.invoke(null, arguments);
  }

  @ParameterizedTest
  @ValueSource(floats = {-30, -2, -0.5f, -0f, 0.5f, 2, 30})
  void functionsOfOneNumber(float u) throws Exception {
    float decay = call("decay", u);
    assertThat(decay).isEqualTo((float) Math.exp(-Math.abs(u)));
    assertThat((double) call("sigmoid", u, decay)).isCloseTo(1 / (1 + Math.exp(-u)), within(1e-7));
    double softplus = Math.log1p(Math.exp(u));
    assertThat((double) call("softplus", u, decay)).isCloseTo(softplus, within(2e-7 * softplus));
    assertThat(call("gate", u, 7f)).isEqualTo(u > 0 ? 7 : 0);
    assertThat(call("fourth", u)).isEqualTo(call("square", call("square", u)));
    assertThat(call("cube", u)).isEqualTo(u * u * u);
    assertThat(call("erf", u)).isEqualTo(-call("erf", -u));
  }

  @Test
  void eliminationInvertsAndGivesTheDeterminant() throws Exception {
    float[] inverse = new float[4];
    assertThat(call("eliminate", new float[] {0, 2, 4, 6}, inverse, 2, false)).isEqualTo(-8);
    assertThat(inverse).containsExactly(-0.75f, 0.25f, 0.5f, 0);
    float[] matrix = {0, 2, 4, 6};
    assertThat(call("eliminate", matrix, matrix, 2, true)).isEqualTo((float) Math.log(8));
  }

  @Test
  void anInfiniteElementIsTheLargest() throws Exception {
    assertThat(call("logSumExp", Float.POSITIVE_INFINITY, Float.NaN)).isInfinite();
    assertThat(call("logSumExp", 2f, 1f)).isEqualTo(2);
    assertThat(call("erf", 7f)).isEqualTo(1);
  }
}
