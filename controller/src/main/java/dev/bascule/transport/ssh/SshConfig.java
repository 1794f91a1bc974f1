package dev.bascule.transport.ssh;

import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the user's ssh configuration says about a host, asked of ssh itself ({@code ssh -G}), which
 * knows Host, Match, Include and all their rules. One process of some 6 ms per host; none at all
 * when the configuration files say nothing that concerns us, which is the common case.
 */
final class SshConfig {
  private static final int SECONDS = 5;

  private final Path home;
  private final boolean ask;
  private final Map<List<String>, Map<String, List<String>>> answers = new ConcurrentHashMap<>();

  SshConfig(SshOptions options) {
    this.home = options.home();
    this.ask = options.askSsh() && ConfigScan.ofUser(options.home()).concernsUs();
  }

  /**
   * The settings for a host by lower-case name; empty when nobody has to be asked, or ssh is not
   * installed.
   */
  Map<String, List<String>> of(String host, @Nullable String user, @Nullable Integer port)
      throws TransportException {
    if (!ask) {
      return Map.of();
    }
    List<String> command = command(host, user, port);
    Map<String, List<String>> answer = answers.get(command);
    if (answer == null) {
      answer = run(command, host);
      answers.put(command, answer);
    }
    return answer;
  }

  private List<String> command(String host, @Nullable String user, @Nullable Integer port) {
    List<String> command = new ArrayList<>(List.of("ssh", "-G"));
    Path config = home.resolve(".ssh/config");
    // ssh finds the home directory in passwd; another one (a test's) has to be named.
    if (!home.equals(Path.of(System.getProperty("user.home"))) && Files.exists(config)) {
      command.addAll(List.of("-F", config.toString()));
    }
    if (user != null) {
      command.addAll(List.of("-l", user));
    }
    if (port != null) {
      command.addAll(List.of("-p", port.toString()));
    }
    command.addAll(List.of("--", host));
    return command;
  }

  private static Map<String, List<String>> run(List<String> command, String host)
      throws TransportException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException notInstalled) {
      return Map.of();
    }
    try {
      process.getOutputStream().close();
      // Its answer (some 4 KiB) fits into the pipe, so waiting first does not block it.
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw failed(host, "no answer within " + SECONDS + " s (a Match exec?)");
      }
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw failed(host, text.strip());
      }
      return parse(text);
    } catch (IOException broken) {
      throw failed(host, String.valueOf(broken.getMessage()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw failed(host, "interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  private static TransportException failed(String host, String why) {
    return new TransportException(
        Kind.SETTINGS,
        "the ssh configuration cannot be asked about " + host + " (ssh -G): " + why,
        "repair ~/.ssh/config",
        null);
  }

  static Map<String, List<String>> parse(String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      int space = line.indexOf(' ');
      if (space > 0) {
        values
            .computeIfAbsent(
                line.substring(0, space).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
            .add(line.substring(space + 1).strip());
      }
    }
    return values;
  }
}
