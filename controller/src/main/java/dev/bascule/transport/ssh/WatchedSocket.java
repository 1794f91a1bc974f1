package dev.bascule.transport.ssh;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A socket that remembers the first bytes it was sent, so that "not an SSH server" can say what the
 * other side said instead, and that ends a banner without end.
 */
final class WatchedSocket extends Socket {
  private static final int KEPT = 128;
  private static final int LONGEST_BANNER = 32 << 10;

  private final byte[] first = new byte[KEPT];
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean greeted;

  /** The server has named its SSH version: from here on everything is the protocol's business. */
  void greeted() {
    greeted = true;
  }

  boolean saidAnything() {
    return count.get() > 0;
  }

  boolean saidSsh() {
    return firstLine().startsWith("SSH-") || text().contains("\nSSH-");
  }

  private String text() {
    return new String(first, 0, Math.min(count.get(), KEPT), StandardCharsets.ISO_8859_1);
  }

  /** The first line that came, without control characters. */
  String firstLine() {
    return text().lines().findFirst().orElse("").replaceAll("[^ -~]", ".");
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new Remembering(super.getInputStream());
  }

  private final class Remembering extends FilterInputStream {
    Remembering(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      if (read >= 0 && !greeted) {
        remember((byte) read);
      }
      return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      return in.read(bytes, from, length);
    }

    private void remember(byte value) throws IOException {
      int at = count.get();
      if (at < KEPT) {
        first[at] = value;
      }
      if (count.incrementAndGet() > LONGEST_BANNER) {
        throw new IOException("no SSH version within the first " + LONGEST_BANNER + " bytes");
      }
    }
  }
}
