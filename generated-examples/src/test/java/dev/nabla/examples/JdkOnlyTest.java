package dev.nabla.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** Programs with generated classes, by the plugin or by the processor, run on the JDK alone. */
class JdkOnlyTest {
  @Test
  void generatedClassesDependOnTheBaseModuleAlone() {
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed);
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();

    assertThat(jdeps.run(out, out, "-s", "target/classes")).as("%s", printed).isZero();
    assertThat(printed.toString().strip()).isEqualTo("classes -> java.base");
  }
}
