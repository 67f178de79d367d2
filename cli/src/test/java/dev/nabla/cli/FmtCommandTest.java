package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grammar.ast.Sameness;
import dev.nabla.grammar.ast.Spec;
import dev.nabla.grammar.base.Source;
import dev.nabla.grammar.diagnostic.Diagnostics;
import dev.nabla.grammar.format.Formatter;
import dev.nabla.grammar.print.Style;
import dev.nabla.grammar.read.Comments;
import dev.nabla.grammar.read.SpecParser;
import dev.nabla.symbolic.elaborate.Elaborator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FmtCommandTest {
  private static final Set<String> FUNCTIONS = Elaborator.functionNames();

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void prints() {
    assertThat(Cli.run("fmt", "-e", "z_1=W_1'x+b₁ # layer"))
        .isEqualTo(new Cli(ExitCode.DONE, "z1 = W1^T x + b1  # layer\n", ""));
    assertThat(Cli.run("fmt", "--unicode", "-e", "z1 = W1^T sigmoid(x)").out())
        .isEqualTo("z₁ = W₁ᵀ σ(x)\n");
  }

  @Test
  void rewritesWhatDiffersAndLeavesErrorsAlone() throws IOException {
    Path sloppy = file("sloppy.nabla", "\uFEFFa=1\r\nb =  a");
    Path wrong = file("wrong.nabla", "a = (b\nc=  1\n");
    Path good = file("good.nabla", "a = 1\n");
    var before = Files.getLastModifiedTime(good);

    Cli cli = Cli.run("fmt", "-w", sloppy.toString(), wrong.toString(), good.toString());

    assertThat(cli.code()).isEqualTo(ExitCode.SPEC);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).startsWith(wrong + ":1:5: error: '(' is never closed [syntax]");
    assertThat(Files.readString(sloppy)).isEqualTo("a = 1\nb = a\n");
    assertThat(Files.readString(wrong)).isEqualTo("a = (b\nc=  1\n");
    assertThat(Files.getLastModifiedTime(good)).isEqualTo(before);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(sloppy, wrong, good);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void keepsPermissionsAndLinks() throws IOException {
    Path file = file("a.nabla", "a=1");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    Path link = Files.createSymbolicLink(folder.resolve("link.nabla"), file);

    assertThat(Cli.run("fmt", "-w", link.toString()).code()).isEqualTo(ExitCode.DONE);

    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(file)).isEqualTo("a = 1\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-rw-r--");
  }

  @Test
  void listsWhatWouldChange() throws IOException {
    Path sloppy = file("sloppy.nabla", "a=1\n");
    Path good = file("good.nabla", "a = 1\n");

    assertThat(Cli.run("fmt", "--check", sloppy.toString(), good.toString()))
        .isEqualTo(new Cli(ExitCode.CHECK, sloppy + "\n", ""));
    assertThat(Cli.run("fmt", "--check", good.toString()))
        .isEqualTo(new Cli(ExitCode.DONE, "", ""));
    assertThat(Files.readString(sloppy)).isEqualTo("a=1\n");
  }

  @Test
  void saysHowItIsUsed() {
    assertThat(Cli.run("fmt").code()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("fmt", "-w", "-e", "a = 1").code()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("fmt", "-w", "--check", "a.nabla").code()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("fmt", "no-such-file.nabla").code()).isEqualTo(ExitCode.USAGE);
  }

  /** Every definition of the repository, examples, tests and the prelude alike. */
  private static List<Path> definitions() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      return files
          .filter(file -> file.toString().endsWith(".nabla"))
          .filter(file -> file.toString().contains("src") && !file.toString().contains("target"))
          .sorted()
          .toList();
    }
  }

  @Test
  void theExamplesAreFormatted() throws IOException {
    try (Stream<Path> examples = Files.list(Cli.EXAMPLES)) {
      Stream<String> files = examples.map(Path::toString).filter(name -> name.endsWith(".nabla"));
      String[] arguments = Stream.concat(Stream.of("fmt", "--check"), files).toArray(String[]::new);
      assertThat(Cli.run(arguments)).isEqualTo(new Cli(ExitCode.DONE, "", ""));
    }
  }

  @Test
  void changesNoMeaningAndLosesNoComment() throws IOException {
    int formatted = 0;
    for (Path file : definitions()) {
      Source source = new Source(file.toString(), Files.readString(file));
      Optional<Spec> spec = SpecParser.parse(source, FUNCTIONS, new Diagnostics(source));
      if (spec.isPresent()) {
        for (Style style : List.of(Style.TEXT, Style.UNICODE)) {
          holds(source, spec.get(), style);
        }
        formatted++;
      }
    }
    assertThat(formatted).isGreaterThan(150);
  }

  private static void holds(Source source, Spec spec, Style style) {
    String text = format(source, style);
    Source formatted = new Source(source.name(), text);
    Spec read = SpecParser.parse(formatted, FUNCTIONS, new Diagnostics(formatted)).orElseThrow();
    assertThat(Sameness.of(read, spec)).as(text).isTrue();
    assertThat(format(formatted, style)).isEqualTo(text);
    assertThat(comments(formatted)).isEqualTo(comments(source));
  }

  private static String format(Source source, Style style) {
    return Formatter.format(source, FUNCTIONS, style, new Diagnostics(source)).orElseThrow();
  }

  private static List<String> comments(Source source) {
    return Comments.of(source).stream()
        .map(
            span ->
                source.text().substring(span.start(), span.end()).strip().replaceFirst("^%", "#"))
        .toList();
  }
}
