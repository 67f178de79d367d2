package dev.nabla.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Map;

/**
 * What commands print to.
 *
 * @param out standard output
 * @param err standard error
 * @param isTerminal whether a person is looking
 * @param environment variables of the environment
 * @param patience after how long a command says what it is doing
 */
record Screen(
    PrintWriter out,
    PrintWriter err,
    boolean isTerminal,
    Map<String, String> environment,
    Duration patience) {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** The screen of this process. */
  static Screen of(PrintWriter out, PrintWriter err) {
    return new Screen(out, err, hasTerminal(), System.getenv(), PATIENCE);
  }

  /** Whether to colour where nothing is asked for: not with {@code NO_COLOR}. */
  boolean isColored() {
    return isTerminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  private static boolean hasTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From Java 22 on there can be a console that is no terminal.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
