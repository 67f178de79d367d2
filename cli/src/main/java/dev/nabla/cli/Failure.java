package dev.nabla.cli;

import dev.nabla.grammar.Visible;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Ends a command with a message for its user and an exit code. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  /** The message may quote names and texts from anywhere. */
  public Failure(int exitCode, String message) {
    super(Visible.lines(message));
    this.exitCode = exitCode;
  }

  /** What could not be done with a file, and why. */
  public static Failure of(Object file, String what, IOException why) {
    return new Failure(ExitCode.USAGE, file + ": cannot be " + what + ": " + reason(file, why));
  }

  /** The reason in words; exceptions about files often say nothing but which file. */
  private static String reason(Object file, IOException e) {
    if (e instanceof ClosedByInterruptException) {
      return "interrupted";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException taken) {
      return taken.getFile() + " is no folder";
    }
    if (e instanceof FileSystemException about && about.getReason() != null) {
      boolean other = about.getFile() != null && !about.getFile().equals(file.toString());
      return other ? about.getMessage() : about.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  public int exitCode() {
    return exitCode;
  }
}
