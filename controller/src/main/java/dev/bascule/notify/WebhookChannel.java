package dev.bascule.notify;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A web address that a message is posted to. What may pass is tried again, a few times; a redirect
 * is not followed, because it could lead the token to another host.
 *
 * @param token sent as {@code Authorization: Bearer}; empty for none
 * @param secret signs the body: {@code X-Bascule-Signature: sha256=HEX}; empty for none
 * @param pauses before each further attempt
 */
public record WebhookChannel(
    WebAddress address, String token, String secret, Limits limits, List<Duration> pauses)
    implements Channel {
  /** A wrong address or token: once that is mended, the same message arrives. */
  private static final Set<Integer> MENDABLE = Set.of(401, 403, 404, 405, 407);

  public WebhookChannel {
    pauses = List.copyOf(pauses);
  }

  /** How long connecting, and one attempt as a whole, may take. */
  public record Limits(Duration connect, Duration whole) {}

  /** As users have it. */
  public static WebhookChannel of(WebAddress address, String token, String secret) {
    return new WebhookChannel(
        address,
        token,
        secret,
        new Limits(Duration.ofSeconds(5), Duration.ofSeconds(10)),
        List.of(Duration.ofSeconds(1), Duration.ofSeconds(3)));
  }

  @Override
  public String shown() {
    return address.shown();
  }

  @Override
  public String identity() {
    return "address " + address.uri();
  }

  @Override
  public void deliver(Headline headline, String json)
      throws UndeliveredException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(limits.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    HttpRequest request = request(json.getBytes(StandardCharsets.UTF_8));
    Attempt last = attempt(client, request);
    for (Duration pause : pauses) {
      if (last.ended()) {
        break;
      }
      Thread.sleep(pause.toMillis());
      last = attempt(client, request);
    }
    if (!last.arrived()) {
      throw new UndeliveredException(last.words(), last.refused());
    }
  }

  private HttpRequest request(byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.uri())
            .timeout(limits.whole())
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "bascule")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!secret.isEmpty()) {
      request.header("X-Bascule-Signature", "sha256=" + signature(body));
    }
    return request.build();
  }

  private String signature(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private record Attempt(boolean arrived, boolean ended, String words, boolean refused) {
    Attempt(boolean arrived, boolean ended, String words) {
      this(arrived, ended, words, false);
    }
  }

  // The request's own timeout ends with the head of the answer; what answers drop by drop is ended
  // here.
  private Attempt attempt(HttpClient client, HttpRequest request) throws InterruptedException {
    Future<HttpResponse<Void>> answer = client.sendAsync(request, BodyHandlers.discarding());
    try {
      return read(answer.get(limits.whole().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new Attempt(false, false, "no answer within " + limits.whole().toSeconds() + " s");
    } catch (ExecutionException e) {
      return new Attempt(false, false, words(e.getCause() == null ? e : e.getCause()));
    }
  }

  private static Attempt read(HttpResponse<Void> response) {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return new Attempt(true, true, "");
    } else if (status / 100 == 3) {
      return new Attempt(
          false, true, "it answers " + status + ", a redirect: name the address it leads to");
    }
    boolean ended = status / 100 != 5 && status != 429 && status != 408;
    return new Attempt(false, ended, "it answers " + status, ended && !MENDABLE.contains(status));
  }

  private static String words(Throwable cause) {
    if (cause instanceof java.net.http.HttpTimeoutException) {
      return "no answer in time";
    }
    String message = cause instanceof IOException ? cause.getMessage() : null;
    return message == null ? "no connection: " + cause.getClass().getSimpleName() : message;
  }
}
