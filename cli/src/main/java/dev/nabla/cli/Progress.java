package dev.nabla.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;

/**
 * A line at the bottom of a terminal that says what a command is doing once that takes long, and is
 * gone when there is something to read. There is none when a file or a program is written to.
 */
final class Progress implements AutoCloseable {
  private static final long AGAIN = 500;

  private final Screen screen;
  private final long start = System.nanoTime();
  private String doing = "";
  private boolean shown;
  private boolean closed;

  /** Starts to count the time. */
  Progress(Screen screen) {
    this.screen = screen;
    if (screen.isTerminal()) {
      Thread thread = new Thread(this::show, "progress");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Says what is being done from now on. */
  synchronized void say(String what) {
    doing = what;
  }

  /** Says nothing from now on. */
  @Override
  public synchronized void close() {
    erase();
    closed = true;
    notifyAll();
  }

  private synchronized void show() {
    try {
      wait(Math.max(1, screen.patience().toMillis()));
      while (!closed) {
        if (!doing.isEmpty()) {
          double seconds = (System.nanoTime() - start) / 1e9;
          screen.err().print(String.format(Locale.ROOT, "\r%s ... %.0f s\u001b[K", doing, seconds));
          screen.err().flush();
          shown = true;
        }
        wait(AGAIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void erase() {
    if (shown) {
      screen.err().print("\r\u001b[K");
      screen.err().flush();
      shown = false;
    }
  }

  /** The same output, before whose text the line goes away. */
  PrintWriter guard(PrintWriter output) {
    return new PrintWriter(new Guard(output), true);
  }

  private final class Guard extends FilterWriter {
    Guard(Writer output) {
      super(output);
    }

    @Override
    public void write(int c) throws IOException {
      erase();
      super.write(c);
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
      erase();
      super.write(text, from, length);
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
      erase();
      super.write(text, from, length);
    }
  }
}
