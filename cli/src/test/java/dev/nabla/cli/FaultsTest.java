package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the world does to a command: it ends with a word about it, and leaves files whole. */
class FaultsTest {
  private static final String SPEC = "param w : (2, 1)\nloss L = sum(w.^2)\n";

  @TempDir private Path folder;

  /** A command in a process of its own, with little memory. */
  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:-UsePerfData", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Runs a command and gives what it says about itself; its output goes elsewhere. */
  private Cli run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path err = folder.resolve("err");
    Process process = builder.redirectError(err.toFile()).start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended).isTrue();
    String said = Files.readString(err);
    assertThat(said).doesNotContain("\tat ", "Exception");
    return new Cli(process.exitValue(), "", said);
  }

  private static Stream<String> hungry() {
    return Stream.of(
        "param w : (200000000, 1)\nloss L = sum(w.^2)",
        IntStream.range(0, 50_000).mapToObj(k -> "dim n" + k).collect(Collectors.joining("\n")));
  }

  @ParameterizedTest
  @MethodSource("hungry")
  void memoryThatIsNotEnoughIsSaid(String text) throws Exception {
    Path spec = Files.writeString(folder.resolve("a.nabla"), text);
    Cli cli = run(new ProcessBuilder(command("check", spec.toString())));

    assertThat(cli.code()).isIn(ExitCode.USAGE, ExitCode.SPEC);
    assertThat(cli.err()).containsAnyOf("of memory that Java has are not enough", ": error: ");
  }

  @Test
  void aFullDiskBehindStandardOutputIsAnError() throws Exception {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    Cli cli = run(new ProcessBuilder(command("derive", "-e", SPEC)).redirectOutput(full.toFile()));

    assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).startsWith("nabla: standard output cannot be written: ");
  }

  @Test
  void aReaderThatHasReadEnoughIsNoError() throws Exception {
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command("functions", "--format", "json"))
            .redirectError(err.toFile())
            .start();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(reader.readLine()).isNotBlank();
    }
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ExitCode.DONE);
    assertThat(err).isEmptyFile();
  }

  @Test
  void aFullDiskLeavesTheOldFile() throws Exception {
    assumeThat(Path.of("/bin/sh")).exists();
    Path out = Files.createDirectory(folder.resolve("out"));
    Path old = Files.writeString(out.resolve("Network.java"), "old");
    // Files may grow to 1,024 bytes and no further.
    List<String> limited =
        new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 2; exec \"$@\"", "sh"));
    limited.addAll(command("generate", "-e", SPEC, "-o", out.toString()));
    Cli cli = run(new ProcessBuilder(limited));

    assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("Network.java: cannot be written: ").doesNotContain("null");
    assertThat(old).hasContent("old");
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files).containsExactly(old);
    }
  }

  @Test
  void aFolderThatCannotBeWrittenToIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    Cli cli = Cli.run("generate", "-e", SPEC, "-o", file.resolve("out").toString());
    assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).matches("\\S+Network\\.java: cannot be written: \\S.*\\n");

    cli = Cli.run("generate", "-e", SPEC, "-o", file.toString());
    assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err())
        .isEqualTo(
            file.resolve("Network.java") + ": cannot be written: " + file + " is no folder\n");
    assertThat(file).hasContent("mine");
  }

  @Test
  void anInterruptedCommandSaysSo() throws IOException {
    Path spec = Files.writeString(folder.resolve("a.nabla"), SPEC);
    Path out = folder.resolve("out");
    Thread.currentThread().interrupt();
    try {
      Cli cli = Cli.run("generate", spec.toString(), "-o", out.toString());
      if (cli.code() == ExitCode.DONE) {
        assertThat(out.resolve("A.java")).content().endsWith("}\n");
      } else {
        assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).endsWith(": interrupted\n");
        assertThat(out.resolve("A.java")).doesNotExist();
      }
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void watchingMakesAFolderAgainThatIsGone() throws Exception {
    Path spec = Files.writeString(folder.resolve("a.nabla"), SPEC);
    Path out = folder.resolve("out");
    int code =
        Background.run(
            List.of("generate", "--watch", "-o", out.toString(), spec.toString()),
            running -> {
              running.await(": wrote ");
              Files.delete(out.resolve("A.java"));
              Files.delete(out);
              Files.writeString(spec, SPEC + "# changed\n");
              running.await(": wrote ");
              assertThat(out.resolve("A.java")).isRegularFile();
              Files.delete(out.resolve("A.java"));
              Files.delete(out);
              Files.writeString(out, "in the way");
              Files.writeString(spec, SPEC);
              running.await(": nothing written");
              assertThat(running.errors()).endsWith(out + " is no folder\n");
              assertThat(out).hasContent("in the way");
            });
    assertThat(code).isEqualTo(ExitCode.DONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b.nabla", "\u0000"})
  void whatNamesNoFileIsSaid(String name) {
    for (String[] arguments :
        new String[][] {{"derive", name}, {"eval", "--values", name, "-e", "f = x"}}) {
      Cli cli = Cli.run(arguments);
      assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
      assertThat(cli.err())
          .startsWith("nabla: ")
          .contains("\\u0000")
          .contains(": no name for a file on this system: ");
    }
  }
}
