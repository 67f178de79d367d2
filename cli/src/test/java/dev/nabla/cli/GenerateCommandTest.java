package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateCommandTest {
  @ParameterizedTest
  @ValueSource(strings = {"double", "float"})
  void writesClassesThatNeedNoLibrary(String type, @TempDir Path folder) throws IOException {
    Path out = folder.resolve("out");
    String[] arguments = {
      "generate",
      Cli.example("two-layer"),
      Cli.example("softmax-batch"),
      "-o",
      out.toString(),
      "--package",
      "demo",
      "--type",
      type,
      "--batch"
    };

    assertThat(Cli.run(arguments)).isEqualTo(new Cli(ExitCode.DONE, "", ""));

    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                problems,
                null,
                null,
                List.of("-Xlint:all", "-Werror", "-proc:none", "-cp", "", "-d", folder.toString()),
                null,
                compiler
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjects(
                        out.resolve("demo/TwoLayer.java"), out.resolve("demo/SoftmaxBatch.java")))
            .call();
    assertThat(compiled).as(problems.toString()).isTrue();
  }

  @Test
  void tellsWhetherFilesAreUpToDate(@TempDir Path out) throws IOException {
    String[] generate = {"generate", Cli.example("two-layer"), "-o", out.toString()};
    String[] check = {"generate", Cli.example("two-layer"), "-o", out.toString(), "--check"};

    assertThat(Cli.run(check).code()).isEqualTo(ExitCode.CHECK);
    assertThat(Cli.run(generate).code()).isEqualTo(ExitCode.DONE);
    assertThat(Cli.run(check).code()).isEqualTo(ExitCode.DONE);
    Files.writeString(out.resolve("TwoLayer.java"), "changed");
    assertThat(Cli.run(check).code()).isEqualTo(ExitCode.CHECK);
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void asksForOpenSizes() {
    Cli cli = Cli.run("generate", "--stdout", "-e", "loss L = ‖W x - y‖^2");

    assertThat(cli.code()).isEqualTo(ExitCode.SPEC);
    assertThat(cli.err()).contains("code needs the value of n, m [open-size]", "--dim n=4");
    assertThat(
            Cli.run(
                "generate",
                "--stdout",
                "--dim",
                "n=2",
                "--dim",
                "m=3",
                "-e",
                "loss L = ‖W x - y‖^2"))
        .matches(c -> c.code() == ExitCode.DONE && c.out().contains("final class Network"));
  }

  @Test
  void refusesWhatCannotBeGenerated(@TempDir Path out) {
    String opaque = "dim n = 2; input x : (n); fn g(u); f = g(x)";
    assertThat(Cli.run("generate", "--stdout", "-e", opaque).err()).contains("[opaque]");
    String[] plain = {"generate", Cli.example("two-layer"), "-o", out.toString()};
    for (String name : List.of("../X", "../../X", "1x", "class", "a/b", "a.b", "")) {
      Cli cli = Cli.run(with(plain, "--class", name));
      assertThat(cli.code()).as(name).isEqualTo(ExitCode.USAGE);
      assertThat(cli.err()).startsWith("generate: not a class name: " + name + "; choose with");
    }
    for (String name : List.of("a..b", "../b", "a/b", "a.class", "1a", ".a", "a.")) {
      Cli cli = Cli.run(with(plain, "--package", name));
      assertThat(cli.code()).as(name).isEqualTo(ExitCode.USAGE);
      assertThat(cli.err()).startsWith("generate: not a package name: " + name + "; choose with");
    }
    assertThat(out).isEmptyDirectory();
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void refusesNamesThatClash(@TempDir Path out) {
    String first = "network Net; param w : (2, 1); loss L = sum(w)";
    for (String other : List.of("Net", "net", "NetTest")) {
      Cli cli =
          Cli.run(
              "generate",
              "-e",
              first,
              "-e",
              first.replace("Net", other),
              "-o",
              out.toString(),
              "--test",
              out.resolve("test").toString());
      assertThat(cli.code()).as(other).isEqualTo(ExitCode.USAGE);
      assertThat(cli.err())
          .contains("generate: two definitions give " + other, "name one otherwise");
    }
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void writesTestsToo(@TempDir Path out) throws IOException {
    Path main = out.resolve("main");
    Path test = out.resolve("test");
    String[] generate = {
      "generate",
      Cli.example("two-layer"),
      "-o",
      main.toString(),
      "--test",
      test.toString(),
      "--package",
      "demo"
    };

    assertThat(Cli.run(with(generate, "--check")).err())
        .contains("TwoLayer.java: not up to date", "TwoLayerTest.java: not up to date");
    assertThat(Cli.run(generate)).isEqualTo(new Cli(ExitCode.DONE, "", ""));
    assertThat(Cli.run(with(generate, "--check"))).isEqualTo(new Cli(ExitCode.DONE, "", ""));
    assertThat(main.resolve("demo/TwoLayer.java")).isRegularFile();
    assertThat(test.resolve("demo/TwoLayerTest.java"))
        .content()
        .contains("package demo;", "void gradientIsTheSlopeOfTheLoss()")
        .doesNotContain("Batch");
    Files.writeString(test.resolve("demo/TwoLayerTest.java"), "changed");
    assertThat(Cli.run(with(generate, "--check")).code()).isEqualTo(ExitCode.CHECK);
    assertThat(Cli.run("generate", Cli.example("two-layer"), "--stdout", "--test", "x").err())
        .startsWith("generate: --check, --watch and --test need -o DIR");
  }

  @Test
  void addsMethodsWhenAsked() {
    Cli plain = Cli.run("generate", "--stdout", Cli.example("two-layer"));
    Cli all =
        Cli.run(
            "generate", "--stdout", "--jacobian", "--hessian", "--hvp", Cli.example("two-layer"));

    assertThat(plain.out()).doesNotContain("void hessian");
    assertThat(all.out())
        .contains(
            "public void jacobian(double[] theta, double[] x, double[] jac)",
            "public void hessian(double[] theta, double[] x, double[] y, double[] hess)",
            "public void hessianVector(double[] theta, double[] x, double[] y, double[] v, double[] hv)");
  }

  @Test
  void saysWhyAMethodCannotBe() {
    Cli noLoss = Cli.run("generate", "--stdout", "--hessian", Cli.example("linear-score"));
    assertThat(noLoss.code()).isEqualTo(ExitCode.SPEC);
    assertThat(noLoss.err()).contains("there is no loss", "loss L = ...");
    Cli large =
        Cli.run("generate", "--stdout", "--hessian", "-e", "param w : (90000); loss L = sum(w.^2)");
    assertThat(large.code()).isEqualTo(ExitCode.SPEC);
    assertThat(large.err())
        .contains(
            "the Hessian by 90,000 numbers has 8,100,000,000 elements",
            "multiply by it with hvp instead");
  }
}
