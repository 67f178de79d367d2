package dev.nabla.cli;

/** What the command tells the shell. */
public final class ExitCode {
  /** Done. */
  public static final int DONE = 0;

  /** A mistake in this program. */
  public static final int INTERNAL = 1;

  /** The command line, or a file named on it, cannot be used. */
  public static final int USAGE = 2;

  /** The definition is wrong. */
  public static final int SPEC = 3;

  /** A check failed: a gradient is wrong, or generated files are not up to date. */
  public static final int CHECK = 4;

  private ExitCode() {}
}
