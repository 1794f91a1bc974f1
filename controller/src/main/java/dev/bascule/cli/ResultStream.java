package dev.bascule.cli;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers when it could not be written. PrintStream swallows failures; a
 * report cut off by a full disk must not look like a whole one. A reader that has seen enough
 * ({@code | head}) is no failure.
 */
final class ResultStream extends OutputStream {
  private final OutputStream out;
  private @Nullable String failure;

  ResultStream(OutputStream out) {
    this.out = out;
  }

  /** What kept the result from being written, in the system's words, or null. */
  @Nullable String failure() {
    return failure;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    try {
      out.write(bytes, from, count);
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      if (!why.contains("Broken pipe")) {
        failure = why;
      }
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
