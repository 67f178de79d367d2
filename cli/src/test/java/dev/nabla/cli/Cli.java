package dev.nabla.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine;

/**
 * A run of the command.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
record Cli(int code, String out, String err) {
  static final Path EXAMPLES =
      Path.of("../generated-examples/src/main/nabla/dev/nabla/examples").normalize();

  static Cli run(String... arguments) {
    return run(false, Map.of(), arguments);
  }

  /** A run for a person who looks at a terminal, or for nobody. */
  static Cli run(boolean terminal, Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Screen screen =
        new Screen(
            new PrintWriter(out), new PrintWriter(err), terminal, environment, Duration.ofHours(1));
    int code = Main.run(CommandLine.defaultFactory(), screen, arguments);
    return new Cli(code, out.toString(), err.toString());
  }

  /** A run that reads a text from standard input. */
  static Cli reading(String text, String... arguments) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    try {
      return run(arguments);
    } finally {
      System.setIn(before);
    }
  }

  /** The command with all its options. */
  static CommandLine model() {
    Screen screen =
        Screen.of(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));
    try (Progress progress = new Progress(screen)) {
      return Main.commandLine(CommandLine.defaultFactory(), screen, progress);
    }
  }

  static String example(String name) {
    return EXAMPLES.resolve(name + ".nabla").toString();
  }
}
