package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Help teaches by examples, which work. */
class HelpTest {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  private static final List<String> TRAINED = new ArrayList<>();

  @TempDir private Path folder;

  static List<CommandLine> commands() {
    CommandLine root = Cli.model();
    return Stream.concat(Stream.of(root), root.getSubcommands().values().stream()).toList();
  }

  static Stream<String> examples() {
    return commands().stream()
        .map(command -> String.join("\n", command.getCommandSpec().usageMessage().footer()))
        .flatMap(footer -> footer.replaceAll(" \\\\\n *", " ").lines())
        .filter(line -> line.startsWith("  nabla "))
        .map(line -> line.substring(8))
        .distinct();
  }

  @BeforeAll
  static void trains(@TempDir Path elsewhere) throws IOException {
    Path file = elsewhere.resolve("theta.json");
    String table = TrainCommandTest.DATA.resolve("iris.csv").toString();
    Cli.run(
        "train",
        Cli.example("iris"),
        "--data",
        table,
        "--target",
        "species",
        "--epochs",
        "1",
        "--out",
        file.toString());
    TRAINED.add(Files.readString(file));
  }

  @BeforeEach
  void writesFiles() throws IOException {
    Files.copy(Path.of(Cli.example("two-layer")), folder.resolve("two-layer.nabla"));
    Files.copy(Path.of(Cli.example("iris")), folder.resolve("iris.nabla"));
    Files.copy(TrainCommandTest.DATA.resolve("iris.csv"), folder.resolve("iris.csv"));
    Files.writeString(folder.resolve("iris-theta.json"), TRAINED.get(0));
    Files.writeString(
        folder.resolve("flower.json"), "{\"x\": [5.1, 3.5, 1.4, 0.2], \"y\": [1, 0, 0]}");
    Files.writeString(
        folder.resolve("two-layer.json"),
        "{\"x\": [1, 2], \"y\": 1, \"W1\": [[1, 2, 3, 4], [5, 6, 7, 8]], \"b1\": [1, 2, 3, 4],"
            + " \"W2\": [[1], [-1], [1], [-1]], \"b2\": 0}");
    Files.writeString(folder.resolve("product.json"), "{\"x\": 2, \"y\": 3}");
    Files.writeString(folder.resolve("notes.tex"), "$z_1 = W_1^T x + b_1$\n");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasExamplesThatFitTheScreen(CommandLine command) {
    List<String> footer = List.of(command.getCommandSpec().usageMessage().footer());

    assertThat(footer).contains("Examples:").anyMatch(line -> line.startsWith("  nabla "));
    assertThat(footer).allMatch(line -> line.length() < 80);
    for (int k = 0; k < footer.size(); k++) {
      if (footer.get(k).startsWith("  nabla ")) {
        assertThat(footer.get(k - 1)).as(footer.get(k)).startsWith("  # ");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpIsThere(CommandLine command) {
    boolean root = command.getParent() == null;
    Cli help = root ? Cli.run("help") : Cli.run("help", command.getCommandName());
    Cli option = root ? Cli.run("--help") : Cli.run(command.getCommandName(), "--help");

    assertThat(help.code()).isEqualTo(ExitCode.DONE);
    assertThat(help.out()).isNotEmpty().isEqualTo(option.out());
    assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void examplesWork(String example) throws Exception {
    List<String> words = words(example);
    int redirection = words.indexOf("<");
    if (redirection >= 0) {
      String input = Files.readString(Path.of(words.get(redirection + 1)));
      Cli cli = Cli.reading(input, words.subList(0, redirection).toArray(String[]::new));
      assertThat(cli).extracting(Cli::code).as("%s", cli).isEqualTo(ExitCode.DONE);
    } else if (words.contains("--watch")) {
      assertThat(Background.run(words, running -> running.await(": wrote "))).isZero();
    } else {
      if (words.contains("--check")) {
        List<String> first = new ArrayList<>(words);
        first.replaceAll(word -> word.equals("--check") && words.contains("fmt") ? "-w" : word);
        first.remove("--check");
        Cli.run(first.toArray(String[]::new));
      }
      Cli cli = Cli.run(words.toArray(String[]::new));
      assertThat(cli).extracting(Cli::code).as("%s", cli).isEqualTo(ExitCode.DONE);
      assertThat(cli.err()).doesNotContain("error");
    }
  }

  /** The words of a command line, in the folder. */
  private List<String> words(String line) throws IOException {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      String plain = word.group(3);
      String before = words.isEmpty() ? "" : words.get(words.size() - 1);
      if (plain == null) {
        words.add(word.group(1) == null ? word.group(2) : word.group(1));
      } else if (plain.startsWith("*")) {
        try (Stream<Path> files = Files.list(folder)) {
          files
              .map(Path::toString)
              .filter(file -> file.endsWith(plain.substring(1)))
              .sorted()
              .forEach(words::add);
        }
      } else if (Files.exists(folder.resolve(plain))
          || List.of("-o", "--test", "--plot").contains(before)) {
        words.add(folder.resolve(plain).toString());
      } else {
        words.add(plain);
      }
    }
    return words;
  }

  @Test
  void anUnknownCommandIsNamed() {
    assertThat(Cli.run("help", "derivate"))
        .isEqualTo(
            new Cli(
                ExitCode.USAGE,
                "",
                "help: there is no command derivate; there are derive, generate, check, eval, graph,"
                    + " train, predict, fmt, functions, completion, help\n"));
    assertThat(Cli.run("derivate").err()).contains("'derivate'", "derive");
  }
}
