package dev.nabla.report.values;

import dev.nabla.grammar.base.Visible;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What a user gave cannot be used: a file, the values or columns in it, a choice among them. */
public final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Something wrong with no single place; the message may quote names and texts from anywhere. */
  public BadInput(String message) {
    super(Visible.lines(message));
  }

  /**
   * Something wrong in a place.
   *
   * @param place a file, with line and column where they are known, or the name of a choice
   */
  public BadInput(String place, String message) {
    this(place + ": " + message);
  }

  /** What could not be done with a file, and why. */
  public static BadInput of(Object file, String what, IOException why) {
    return new BadInput(file.toString(), "cannot be " + what + ": " + reason(file, why));
  }

  /** Why a file could not be read. */
  public static BadInput unread(String file, IOException why) {
    return why instanceof NoSuchFileException
        ? new BadInput(file, "there is no such file")
        : of(file, "read", why);
  }

  /** The reason in words; exceptions about files often say nothing but which file. */
  private static String reason(Object file, IOException e) {
    if (e instanceof ClosedByInterruptException) {
      return "interrupted";
    }
    if (e instanceof CharacterCodingException) {
      return "it is not UTF-8";
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
}
