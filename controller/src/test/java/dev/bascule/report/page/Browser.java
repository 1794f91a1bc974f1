package dev.bascule.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium with one tab, driven through the DevTools protocol: real keys, a screen of
 * some size, a colour scheme. Notes every error and every request.
 */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SECONDS = 30;

  private final Path profile;
  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger last = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

  private Browser(Path profile) throws Exception {
    this.profile = profile;
    List<String> command =
        new ArrayList<>(
            List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-default-apps",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank"));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("log").toFile())
            .start();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(tab(), new Listener())
            .get(SECONDS, TimeUnit.SECONDS);
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      send(domain + ".enable", Map.of());
    }
  }

  static Browser start() throws Exception {
    return new Browser(Files.createTempDirectory("chromium"));
  }

  // Chromium writes its port into its profile, and tells its tabs over HTTP.
  private URI tab() throws Exception {
    Path port = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!Files.exists(port) || Files.readAllLines(port).size() < 2) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("no Chromium: " + Files.readString(profile.resolve("log")));
      }
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list");
    try (var in = list.toURL().openStream()) {
      for (JsonNode target : JSON.readTree(in)) {
        if (target.get("type").asText().equals("page")) {
          return URI.create(target.get("webSocketDebuggerUrl").asText());
        }
      }
    }
    throw new IOException("no tab");
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean whole) {
      text.append(part);
      if (whole) {
        try {
          heard(JSON.readTree(text.toString()));
        } catch (IOException e) {
          errors.add(e.toString());
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void heard(JsonNode message) {
    if (message.has("id")) {
      CompletableFuture<JsonNode> answer = answers.remove(message.get("id").asInt());
      if (answer != null) {
        answer.complete(message);
      }
      return;
    }
    JsonNode params = message.path("params");
    switch (message.path("method").asText()) {
      case "Page.loadEventFired" -> loaded.complete(null);
      case "Runtime.exceptionThrown" -> errors.add(params.toString());
      case "Log.entryAdded" -> errors.add(params.path("entry").path("text").asText());
      case "Runtime.consoleAPICalled" -> errors.add(params.path("args").toString());
      case "Network.requestWillBeSent" -> requests.add(params.path("request").path("url").asText());
      default -> {}
    }
  }

  /** Does one thing and waits for its answer. */
  JsonNode send(String method, Map<String, ?> params) throws Exception {
    int id = last.incrementAndGet();
    ObjectNode message = JSON.createObjectNode();
    message.put("id", id).put("method", method).set("params", JSON.valueToTree(params));
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    socket.sendText(message.toString(), true).get(SECONDS, TimeUnit.SECONDS);
    JsonNode got = answer.get(SECONDS, TimeUnit.SECONDS);
    if (got.has("error")) {
      throw new IOException(method + ": " + got.get("error"));
    }
    return got.get("result");
  }

  /** Opens a page and waits until it is loaded. */
  Browser open(String url) throws Exception {
    // A page that differs by what is behind the # alone is not loaded again.
    loaded = new CompletableFuture<>();
    send("Page.navigate", Map.of("url", "about:blank"));
    loaded.get(SECONDS, TimeUnit.SECONDS);
    loaded = new CompletableFuture<>();
    send("Page.navigate", Map.of("url", url));
    loaded.get(SECONDS, TimeUnit.SECONDS);
    return this;
  }

  Browser screen(int width, int height, boolean phone) throws Exception {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
    return this;
  }

  /** As the reader's system has it: light or dark. */
  Browser scheme(String name) throws Exception {
    send(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", name))));
    return this;
  }

  Browser scripts(boolean on) throws Exception {
    send("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
    return this;
  }

  /** Presses keys by their names, as {@code ArrowDown} or {@code a}. */
  Browser press(String... keys) throws Exception {
    for (String key : keys) {
      Map<String, Object> down =
          new HashMap<>(Map.of("type", "keyDown", "key", key, "code", code(key)));
      down.put("windowsVirtualKeyCode", number(key));
      if (key.length() == 1 || key.equals("Enter")) {
        down.put("text", key.equals("Enter") ? "\r" : key);
      }
      send("Input.dispatchKeyEvent", down);
      send(
          "Input.dispatchKeyEvent",
          Map.of(
              "type",
              "keyUp",
              "key",
              key,
              "code",
              code(key),
              "windowsVirtualKeyCode",
              number(key)));
    }
    return this;
  }

  private static String code(String key) {
    return key.length() == 1 && Character.isLetter(key.charAt(0)) ? "Key" + key.toUpperCase() : key;
  }

  private static int number(String key) {
    return switch (key) {
      case "Tab" -> 9;
      case "Enter" -> 13;
      case "Escape" -> 27;
      case "End" -> 35;
      case "Home" -> 36;
      case "ArrowLeft" -> 37;
      case "ArrowUp" -> 38;
      case "ArrowRight" -> 39;
      case "ArrowDown" -> 40;
      case "/" -> 191;
      default -> Character.toUpperCase(key.charAt(0));
    };
  }

  /** What an expression is; a promise is waited for. */
  JsonNode eval(String expression) throws Exception {
    JsonNode result =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new IOException(expression + ": " + result.get("exceptionDetails"));
    }
    return result.path("result").path("value");
  }

  String text(String expression) throws Exception {
    return eval(expression).asText();
  }

  /** Waits until an expression is true, frame by frame. */
  Browser await(String expression) throws Exception {
    eval(
        """
        new Promise((done, failed) => {
          const end = performance.now() + 10000;
          const look = () => (%s) ? done() : performance.now() > end ? failed('never') : requestAnimationFrame(look);
          look();
        })
        """
            .formatted(expression));
    return this;
  }

  void shot(Path file) throws Exception {
    String png = send("Page.captureScreenshot", Map.of("format", "png")).get("data").asText();
    Files.write(file, Base64.getDecoder().decode(png));
  }

  List<String> errors() {
    return List.copyOf(errors);
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() throws Exception {
    try {
      send("Browser.close", Map.of());
    } finally {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      try (Stream<Path> files = Files.walk(profile)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }
}
