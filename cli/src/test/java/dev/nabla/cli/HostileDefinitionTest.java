package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A definition from anywhere: it says formulas, and nothing that another program would do. */
class HostileDefinitionTest {
  /** Commands of TeX that do more than set mathematics. */
  private static final Set<String> COMMANDS =
      Set.of(
          "input",
          "include",
          "write",
          "openin",
          "openout",
          "read",
          "immediate",
          "special",
          "catcode",
          "def",
          "edef",
          "gdef",
          "let",
          "csname",
          "expandafter",
          "newcommand",
          "renewcommand",
          "usepackage",
          "url",
          "href",
          "includegraphics",
          "loop",
          "directlua",
          "jobname",
          "verbatiminput",
          "lstinputlisting");

  private static final String COMMENTS =
      """
      # */ public class Evil { static { System.exit(1); } } /*
      // BACKu002a/ BACKu000a System.exit(1); <script>alert(1)</script> {@code } @see "x"
      # RTL reversed LINE another line ESC[31m red BACKinput{/etc/passwd}
      """
          .replace("BACK", "\\")
          .replace("RTL", Character.toString(0x202e))
          .replace("LINE", Character.toString(0x2028))
          .replace("ESC", Character.toString(0x1b));

  private static final String NAMES =
      """
      network include
      dim u002a = 2
      input catcode : (u002a, 1)
      target var : (u002a, 1)
      param write18 : (u002a, u002a), W_{def} : (u002a, 1), csname_let : (u002a, 1)
      fn expandafter(q) = tanh(q) + q .^ 2
      openout = write18 catcode + W_{def} ⊙ csname_let
      output immediate = where(openout < catcode, expandafter(openout), 2 openout)
      loss special = sum((immediate - var) .^ 2)
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"text", "unicode", "latex", "markdown", "json"})
  void formulasHoldNothingButFormulas(String format) throws IOException {
    Cli cli = Cli.run("derive", "--steps", "--cost", "--format", format, "-e", COMMENTS + NAMES);

    assertThat(cli.code()).as(cli.err()).isEqualTo(ExitCode.DONE);
    assertThat(cli.out()).doesNotContain("Evil", "alert", "passwd", "reversed", "*/");
    assertThat(cli.out().codePoints()).noneMatch(HostileDefinitionTest::isHidden);
    assertThat(cli.out()).doesNotContainPattern("<[A-Za-z/!?]").doesNotContain("^^");
    if (format.equals("json")) {
      try (JsonParser json = new JsonFactory().createParser(cli.out())) {
        while (json.nextToken() != null) {
          json.skipChildren();
        }
      }
    } else {
      Set<String> commands =
          Pattern.compile("\\\\([A-Za-z]+)")
              .matcher(cli.out())
              .results()
              .map(MatchResult::group)
              .map(command -> command.substring(1))
              .collect(Collectors.toSet());
      assertThat(commands).doesNotContainAnyElementsOf(COMMANDS);
    }
  }

  private static boolean isHidden(int c) {
    int type = Character.getType(c);
    return c != '\n' && Character.isISOControl(c)
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  @Test
  void codeHoldsNoCommentOfTheDefinition() {
    Cli cli = Cli.run("generate", "--stdout", "--batch", "-e", COMMENTS + NAMES);

    assertThat(cli.code()).as(cli.err()).isEqualTo(ExitCode.DONE);
    assertThat(cli.out())
        .doesNotContain("Evil", "System.exit", "\\u", "<script", "@see", "passwd")
        .matches(text -> text.chars().allMatch(c -> c == '\n' || c >= ' ' && c <= '~'));
    assertThat(Cli.run("check", "-e", COMMENTS + NAMES).code()).isEqualTo(ExitCode.DONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\input{/etc/passwd} = 1",
        "z = \\input{/etc/passwd}",
        "z = \\write18{ls} x",
        "z = \\catcode`\\$=1 x",
        "$z = \\def\\a{\\a}\\a$",
        "z^{\\input{a}} = \\frac{1}{x}",
        "z_{\\csname input\\endcsname} = \\frac{1}{x}",
        "z = \\mathrm{\\input{a}}(x)",
        "z = \\href{javascript:a}{x}",
        "z = \\begin{filecontents}{a} x \\end{filecontents}"
      })
  void commandsOfTexThatDoThingsAreNoInput(String text) {
    Cli cli = Cli.run("derive", "--format", "latex", "-e", text);

    assertThat(cli.code()).as(cli.out()).isEqualTo(ExitCode.SPEC);
    assertThat(cli.err()).startsWith("<expression>:1:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)<",
        "$(touch pwned)",
        "`id`",
        "a b;c",
        "*?[x]",
        "\u202egnp",
        "\u001b[31m",
        "..",
        "...",
        "-e",
        "--help",
        "nul",
        "a\nb",
        "ＡＢ",
        "é\u0301",
        "%s%n",
        "\\u002a",
        "x*",
        "@x",
        "1",
        "'\""
      })
  void namesOfFilesAreNamesOnly(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".nabla"), "param w : ()\nloss L = w^2\n");
    Path out = folder.resolve("out");

    Cli cli = Cli.run("generate", file.toString(), "-o", out.toString());
    assertThat(cli).isEqualTo(new Cli(ExitCode.DONE, "", ""));
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files).singleElement().asString().matches("(?s).*/[\\p{L}\\p{N}]+\\.java");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file, out);
    }
    Files.writeString(file, "z = (x");
    assertThat(Cli.run("derive", file.toString()).err().codePoints())
        .noneMatch(HostileDefinitionTest::isHidden);
  }

  @Test
  void nothingIsWrittenBehindALink() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path secret = Files.writeString(outside.resolve("Network.java"), "mine");
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.createSymbolicLink(out.resolve("p"), outside);
    Files.createSymbolicLink(out.resolve("Network.java"), secret);
    Files.createSymbolicLink(out.resolve("Dangling.java"), outside.resolve("Made.java"));
    String spec = "param w : ()\nloss L = w^2";

    for (String[] where :
        new String[][] {{"--package", "p"}, {"--package", ""}, {"--class", "Dangling"}}) {
      Cli cli = Cli.run("generate", "-e", spec, "-o", out.toString(), where[0], where[1]);
      assertThat(cli.code()).as(where[1]).isEqualTo(ExitCode.USAGE);
      assertThat(cli.err()).contains("a symbolic link leads out of");
    }
    assertThat(secret).hasContent("mine");
    assertThat(outside.resolve("Made.java")).doesNotExist();
  }

  static Stream<Named<String>> large() {
    String small = "input x : (2, 1)\n";
    return Stream.of(
        Named.of("a size of 2^31", "dim n = 2147483648\nf = ones(n)"),
        Named.of("a size of 10^18", "param w : (1000000000000000000)\nloss L = sum(w)"),
        Named.of("a size of 10^5000", "dim n = 1" + "0".repeat(5000) + "\nf = ones(n)"),
        Named.of("elements", "param W : (2147483647, 2147483647)\nloss L = sum(W)"),
        Named.of("elements of 2^64", "param W : (65536, 65536, 65536, 65536)\nf = W"),
        Named.of(
            "all parameters", "param A : (2000000000), B : (2000000000)\nloss L = sum(A) + sum(B)"),
        Named.of("an outer product", "input x : (100000)\nf = x x^T"),
        Named.of("a literal", "f = [" + "1, ".repeat(1_000_000) + "1]"),
        Named.of("a power", small + "f = x^T x ^ 999999999999"),
        Named.of("a matrix power", "param A : (2, 2)\nloss L = tr(A^100000)"),
        Named.of("brackets", "z = " + "(".repeat(1_000_000)),
        Named.of("megabytes", "#" + "x".repeat(10_000_000)),
        Named.of(
            "many names",
            "dim "
                + IntStream.range(0, 60_000)
                    .mapToObj(k -> "n" + k)
                    .collect(Collectors.joining(", "))));
  }

  @ParameterizedTest
  @MethodSource("large")
  void whatIsTooLargeIsAnErrorWithAPlace(String text) throws IOException {
    Path spec = Files.writeString(folder.resolve("a.nabla"), text);
    for (List<String> command : List.of(List.of("derive"), List.of("generate", "--stdout"))) {
      Cli cli =
          Cli.run(
              Stream.concat(command.stream(), Stream.of(spec.toString())).toArray(String[]::new));
      if (command.contains("derive") && cli.code() == ExitCode.DONE) {
        continue;
      }
      assertThat(cli.code()).isEqualTo(ExitCode.SPEC);
      assertThat(cli.err()).startsWith(spec + ":").contains(": error: ").hasSizeLessThan(20_000);
    }
  }
}
