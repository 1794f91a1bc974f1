package dev.bascule.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WebhookChannelTest {
  private static final WebhookChannel.Limits SHORT =
      new WebhookChannel.Limits(Duration.ofSeconds(2), Duration.ofSeconds(1));

  private final List<String> got = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void the_message_is_posted_with_a_token_and_a_signature() throws Exception {
    answers(200);
    deliver("t0ken", "s3cret");
    assertThat(got)
        .containsExactly(
            "POST application/json; charset=utf-8 Bearer t0ken"
                // printf '{"a": 1}' | openssl dgst -sha256 -hmac s3cret
                + " sha256=1a9fab6cd4b8cdcaad8640f3eca73fa924c62ff24f3833254ef3547232153767"
                + " {\"a\": 1}");
  }

  @Test
  void without_token_and_secret_neither_is_sent() throws Exception {
    answers(204);
    deliver("", "");
    assertThat(got).containsExactly("POST application/json; charset=utf-8 null null {\"a\": 1}");
  }

  @Test
  void what_may_pass_is_tried_again() throws Exception {
    answers(500, 429, 200);
    deliver("", "");
    assertThat(got).hasSize(3);
  }

  @Test
  void what_does_not_pass_is_told_after_three_attempts() {
    answers(503);
    assertThatThrownBy(() -> deliver("", "")).hasMessage("it answers 503");
    assertThat(got).hasSize(3);
  }

  @Test
  void what_will_never_pass_is_not_tried_again() {
    answers(403);
    assertThatThrownBy(() -> deliver("", "")).hasMessage("it answers 403");
    assertThat(got).hasSize(1);
  }

  @Test
  void a_redirect_is_not_followed() {
    server.createContext(
        "/",
        exchange -> {
          note(exchange);
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(307, -1);
          exchange.close();
        });
    assertThatThrownBy(() -> deliver("t0ken", ""))
        .hasMessage("it answers 307, a redirect: name the address it leads to");
    assertThat(got).hasSize(1);
  }

  @Test
  void a_server_that_does_not_answer_holds_nobody_up() {
    server.createContext(
        "/",
        exchange -> {
          note(exchange);
          await(over);
        });
    assertThatThrownBy(() -> deliver("", "")).hasMessageMatching("no answer (in time|within 1 s)");
  }

  @Test
  void a_server_that_answers_drop_by_drop_holds_nobody_up() {
    server.createContext(
        "/",
        exchange -> {
          note(exchange);
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          await(over);
        });
    assertThatThrownBy(() -> deliver("", "")).hasMessageMatching("no answer (in time|within 1 s)");
  }

  @Test
  void a_server_that_hangs_up_is_told() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      threads.execute(
          () -> {
            try {
              while (true) {
                socket.accept().close();
              }
            } catch (IOException closed) {
              return;
            }
          });
      assertThatThrownBy(
              () ->
                  channel(socket.getLocalPort(), "", "").deliver(Headline.of(Messages.some()), ""))
          .isInstanceOf(UndeliveredException.class);
    }
  }

  @Test
  void nobody_there_is_told() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertThatThrownBy(() -> channel(port, "", "").deliver(Headline.of(Messages.some()), ""))
        .hasMessage("no connection: ConnectException");
  }

  @Test
  void of_an_address_only_the_host_is_shown() {
    assertThat(WebAddress.parse("https://chat.example/hooks/T0/s3cret").orElseThrow().shown())
        .isEqualTo("https://chat.example/…");
    assertThat(WebAddress.parse("http://chat.example:8065/?key=1").orElseThrow().secret())
        .isEqualTo("/?key=1");
    assertThat(List.of("ftp://a/b", "chat.example/x", "https:///x", "https://u:p@h/", "ht tp://x"))
        .allMatch(text -> WebAddress.parse(text).isEmpty());
  }

  private void deliver(String token, String secret)
      throws UndeliveredException, InterruptedException {
    channel(server.getAddress().getPort(), token, secret)
        .deliver(Headline.of(Messages.some()), "{\"a\": 1}");
  }

  private static WebhookChannel channel(int port, String token, String secret) {
    WebAddress address = WebAddress.parse("http://127.0.0.1:" + port + "/hook").orElseThrow();
    List<Duration> pauses = List.of(Duration.ofMillis(1), Duration.ofMillis(1));
    return new WebhookChannel(address, token, secret, SHORT, pauses);
  }

  private void answers(int... statuses) {
    server.createContext(
        "/",
        exchange -> {
          note(exchange);
          int at = Math.min(got.size(), statuses.length) - 1;
          exchange.sendResponseHeaders(statuses[at], -1);
          exchange.close();
        });
  }

  private void note(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    got.add(
        String.join(
            " ",
            exchange.getRequestMethod(),
            exchange.getRequestHeaders().getFirst("Content-Type"),
            exchange.getRequestHeaders().getFirst("Authorization"),
            exchange.getRequestHeaders().getFirst("X-Bascule-Signature"),
            body));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
