package dev.bascule.notify;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A command of the user's, run by {@code sh -c} as cron does it: the message is on its stdin, and
 * never a part of the command.
 *
 * @param folder where it is run
 * @param limit how long it may take; then it is ended with its children
 */
public record CommandChannel(String command, File folder, Duration limit) implements Channel {
  /** Enough for a mail program that waits for its server. */
  public static final Duration LONGEST = Duration.ofSeconds(10);

  @Override
  public String shown() {
    return "--notify-command";
  }

  @Override
  public String identity() {
    return "command " + command;
  }

  @Override
  public void deliver(Headline headline, String json)
      throws UndeliveredException, InterruptedException {
    Process process = start(headline);
    Output output = Output.of(process.getInputStream());
    daemon("notify-stdin", () -> write(process, json));
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        kill(process);
        throw new UndeliveredException(
            "it did not end within " + limit.toSeconds() + " s, and was killed" + output.words());
      }
      if (process.exitValue() != 0) {
        throw new UndeliveredException("exit code " + process.exitValue() + output.words());
      }
    } finally {
      kill(process);
    }
  }

  // Of one that has ended nothing is left that could be found: what it put into the background goes
  // on.
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private Process start(Headline headline) throws UndeliveredException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command).directory(folder).redirectErrorStream(true);
    builder.environment().remove("BASCULE_NOTIFY_TOKEN");
    builder.environment().remove("BASCULE_NOTIFY_SECRET");
    builder.environment().putAll(variables(headline));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UndeliveredException(String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, String> variables(Headline headline) {
    return Map.of(
        "BASCULE_EVENTS", headline.events(),
        "BASCULE_COMMAND", headline.command(),
        "BASCULE_RUN", headline.run(),
        "BASCULE_EXIT_CODE", Integer.toString(headline.exit()));
  }

  // A command that does not read it is no failure.
  private static void write(Process process, String json) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException unread) {
      return;
    }
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * The beginning of what the command says. The rest is read, so that it can go on, and dropped.
   */
  private static final class Output {
    private static final int MOST = 2000;
    private static final long LAST_WORDS = 500;
    private final StringBuilder text = new StringBuilder();
    private final CountDownLatch end = new CountDownLatch(1);

    static Output of(InputStream stream) {
      Output output = new Output();
      daemon("notify-output", () -> output.read(stream));
      return output;
    }

    private void read(InputStream stream) {
      byte[] buffer = new byte[8192];
      try (stream) {
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
          take(new String(buffer, 0, n, StandardCharsets.UTF_8));
        }
      } catch (IOException closed) {
        return; // it was killed
      } finally {
        end.countDown();
      }
    }

    private synchronized void take(String more) {
      if (text.length() < MOST) {
        text.append(more, 0, Math.min(more.length(), MOST - text.length()));
      }
    }

    // A child that it left behind may keep the stream open for ever.
    String words() throws InterruptedException {
      boolean whole = end.await(LAST_WORDS, TimeUnit.MILLISECONDS);
      return whole ? said() : said() + " …";
    }

    private synchronized String said() {
      return text.toString().isBlank() ? "" : ": " + text.toString().strip();
    }
  }
}
