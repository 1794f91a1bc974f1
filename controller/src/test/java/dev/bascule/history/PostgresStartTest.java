package dev.bascule.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The first message to a server, as the protocol has it. */
class PostgresStartTest {
  // https://www.postgresql.org/docs/current/protocol-message-formats.html
  private static final int PROTOCOL_3 = 196_608;

  // What PgBouncer takes: it knows these, and refuses any other one unless its administrator lists
  // it.
  private static final List<String> TAKEN =
      List.of(
          "user",
          "database",
          "client_encoding",
          "DateStyle",
          "TimeZone",
          "standard_conforming_strings",
          "application_name");

  @Test
  void only_what_a_pooler_takes_is_asked_for_when_it_is_connected_to() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Map<String, String>> asked = new CompletableFuture<>();
      Thread server = new Thread(() -> hear(socket, asked));
      server.start();
      HistoryPlace.OnServer place =
          new HistoryPlace.OnServer(
              socket.getInetAddress().getHostAddress(), socket.getLocalPort(), "d", "u", "p", "");
      assertThatThrownBy(() -> new PostgresDialect(place).connect())
          .isInstanceOf(SQLException.class);
      assertThat(asked.get(10, TimeUnit.SECONDS)).containsEntry("database", "d");
      assertThat(TAKEN).containsAll(asked.get().keySet());
      server.join();
    }
  }

  // One connection, and no other one: the driver may want to try again in another way.
  private static void hear(ServerSocket socket, CompletableFuture<Map<String, String>> asked) {
    try (Socket connection = socket.accept();
        DataInputStream in = new DataInputStream(connection.getInputStream())) {
      socket.close();
      byte[] rest = message(in);
      while (code(rest) != PROTOCOL_3) {
        connection.getOutputStream().write('N'); // no TLS here
        rest = message(in);
      }
      asked.complete(parameters(rest));
    } catch (IOException e) {
      asked.completeExceptionally(e);
    }
  }

  private static byte[] message(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt() - Integer.BYTES);
  }

  private static int code(byte[] message) {
    return ByteBuffer.wrap(message).getInt();
  }

  private static Map<String, String> parameters(byte[] message) {
    String text =
        new String(message, Integer.BYTES, message.length - Integer.BYTES, StandardCharsets.UTF_8);
    Map<String, String> all = new HashMap<>();
    Iterator<String> words = List.of(text.split("\0")).iterator();
    while (words.hasNext()) {
      all.put(words.next(), words.next());
    }
    return all;
  }
}
