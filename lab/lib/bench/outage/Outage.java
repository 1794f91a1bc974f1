import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * One TCP byte stream, and how long it stood still.
 *
 * <pre>
 * java Outage.java receive PORT READY       prints "GAP_MS BYTES survived|lost WORDS" at the stream's end
 * java Outage.java send ADDRESS PORT STOP   64 bytes a millisecond until the file STOP is there
 * </pre>
 *
 * The session survived when the receiver got every byte that the sender wrote; the sender says at the end how many.
 */
final class Outage {
  private static final int RECORD = 64;

  public static void main(String[] words) throws IOException {
    if (words[0].equals("receive")) {
      receive(Integer.parseInt(words[1]), Path.of(words[2]));
    } else {
      send(words[1], Integer.parseInt(words[2]), Path.of(words[3]));
    }
  }

  private static void send(String address, int port, Path stop) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(address, port), 5000);
      OutputStream out = socket.getOutputStream();
      byte[] record = new byte[RECORD];
      long next = System.nanoTime();
      while (!Files.exists(stop)) {
        out.write(record);
        next = Math.max(next + 1_000_000, System.nanoTime());
        LockSupport.parkNanos(next - System.nanoTime());
      }
      record[0] = 1; // the last
      out.write(record);
    }
  }

  private static void receive(int port, Path ready) throws IOException {
    try (ServerSocket server = new ServerSocket(port)) {
      Files.createFile(ready);
      server.setSoTimeout(20_000);
      try (Socket socket = server.accept()) {
        socket.setSoTimeout(40_000);
        follow(socket.getInputStream());
      }
    }
  }

  private static void follow(InputStream in) {
    byte[] buffer = new byte[65536];
    long bytes = 0;
    long gap = 0;
    boolean complete = false;
    String end = "closed";
    long last = System.nanoTime();
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        long now = System.nanoTime();
        // What the sender's own start costs is before the first tenth of a second is over.
        gap = bytes > 100 * RECORD ? Math.max(gap, now - last) : gap;
        last = now;
        for (long at = (RECORD - bytes % RECORD) % RECORD; at < count; at += RECORD) {
          complete |= buffer[(int) at] == 1;
        }
        bytes += count;
      }
    } catch (IOException lost) {
      gap = Math.max(gap, System.nanoTime() - last);
      end = lost.getMessage().replace(' ', '-');
    }
    System.out.printf(
        "%.1f %d %s %s%n", gap / 1e6, bytes, complete ? "survived" : "lost", end);
  }
}
