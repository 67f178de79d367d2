package dev.nabla.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * Where results go. A writer in front of it keeps no reason for a failure, so it is kept here: a
 * disk that is full is an error, a reader that has read enough, as in {@code nabla ... | head -1},
 * is none.
 */
final class StandardOutput extends FilterOutputStream {
  private Optional<String> problem = Optional.empty();
  private boolean gone;

  StandardOutput(FileDescriptor to) {
    super(new BufferedOutputStream(new FileOutputStream(to)));
  }

  /** Why not everything has been written, unless it has or nobody wants it. */
  Optional<String> problem() {
    return problem;
  }

  @Override
  public void write(int b) throws IOException {
    attempt(() -> out.write(b));
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    attempt(() -> out.write(bytes, from, length));
  }

  @Override
  public void flush() throws IOException {
    attempt(out::flush);
  }

  /** Something that writes. */
  private interface Attempt {
    void run() throws IOException;
  }

  /** After a failure nothing more is written: a hole in the middle would go unseen. */
  private void attempt(Attempt attempt) throws IOException {
    if (gone) {
      throw new IOException("nothing more can be written");
    }
    try {
      attempt.run();
    } catch (IOException e) {
      gone = true;
      String reason = String.valueOf(e.getMessage());
      problem = Optional.of(reason).filter(text -> !text.contains("Broken pipe"));
      throw e;
    }
  }
}
