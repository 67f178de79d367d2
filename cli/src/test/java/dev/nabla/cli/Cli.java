package dev.nabla.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

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
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Cli(code, out.toString(), err.toString());
  }

  static String example(String name) {
    return EXAMPLES.resolve(name + ".nabla").toString();
  }
}
