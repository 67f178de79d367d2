package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The console sessions of a page: below each command stands exactly what it prints. After a change
 * that is meant, {@code mvn test -Dnabla.pages=update} writes the pages anew.
 */
final class Sessions {
  private static final Pattern BLOCK = Pattern.compile("(?s)```console\n(.*?)```");
  private static final Pattern COMMAND = Pattern.compile("(?m)^\\$ \\./nabla (.*)\n");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  private Sessions() {}

  /** Runs the commands of a page in a folder; returns how many there are. */
  static int check(Path page, Path folder) throws IOException {
    String text = Files.readString(page);
    int[] commands = {0};
    String actual =
        BLOCK
            .matcher(text)
            .replaceAll(
                block -> {
                  commands[0] += (int) COMMAND.matcher(block.group(1)).results().count();
                  return Matcher.quoteReplacement(
                      "```console\n" + run(block.group(1), folder) + "```");
                });
    if ("update".equals(System.getProperty("nabla.pages"))) {
      Files.writeString(page, actual);
    } else {
      assertThat(actual).isEqualTo(text);
    }
    return commands[0];
  }

  /** The commands of a block, each with what it prints. */
  private static String run(String block, Path folder) {
    StringBuilder out = new StringBuilder();
    COMMAND
        .matcher(block)
        .results()
        .forEach(
            command -> {
              StringWriter printed = new StringWriter();
              Main.run(
                  new PrintWriter(printed),
                  new PrintWriter(printed),
                  words(command.group(1), folder));
              String text = printed.toString().replace("\r\n", "\n");
              out.append(command.group()).append(text.replace(folder + "/", ""));
            });
    return out.toString();
  }

  /** The words of a command line; those that name a file of the folder are found there. */
  private static String[] words(String line, Path folder) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      if (word.group(3) == null) {
        words.add(word.group(1) == null ? word.group(2) : word.group(1));
      } else {
        Path file = folder.resolve(word.group(3));
        words.add(Files.isRegularFile(file) ? file.toString() : word.group(3));
      }
    }
    return words.toArray(String[]::new);
  }
}
