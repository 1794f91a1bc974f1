package dev.bascule.cli;

import dev.bascule.fleet.Durations;
import dev.bascule.inventory.Host;
import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.ConnectionSettings.Become;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import dev.bascule.source.Problems;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How nodes are reached: what the inventory says, and what the command line adds to it. */
final class Settings {
  private final @Nullable String user;
  private final @Nullable String keyFile;
  private final boolean become;
  private final @Nullable Duration timeout;
  private @Nullable String password;
  private @Nullable String becomePassword;

  private Settings(
      @Nullable String user, @Nullable String keyFile, boolean become, @Nullable Duration timeout) {
    this.user = user;
    this.keyFile = keyFile;
    this.become = become;
    this.timeout = timeout;
  }

  /** Reads the options, and asks for the passwords that they want asked for. */
  static Settings of(Invocation invocation, Surroundings around) throws UsageException {
    Settings settings =
        new Settings(
            invocation.text("--user").orElse(null),
            invocation.text("--private-key").orElse(null),
            invocation.has("--become"),
            duration(invocation, "--timeout").orElse(null));
    settings.askPasswords(invocation, around);
    return settings;
  }

  static Optional<Duration> duration(Invocation invocation, String option) throws UsageException {
    Optional<String> text = invocation.text(option);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> duration = Durations.parse(text.get());
    if (duration.isEmpty()) {
      throw new UsageException(
          "option '" + option + "': '" + text.get() + "' is not a length of time",
          "write 30s, 5m or 1h");
    }
    return duration;
  }

  private void askPasswords(Invocation invocation, Surroundings around) throws UsageException {
    if (invocation.has("--ask-pass")) {
      password = Question.password("SSH password: ", around);
    }
    if (invocation.has("--ask-become-pass")) {
      String asked = Question.password("Password for sudo or su: ", around);
      becomePassword = asked.isEmpty() ? password : asked;
    }
  }

  /** The settings of some hosts; variables that cannot be honoured become problems. */
  Map<NodeName, ConnectionSettings> of(Collection<Host> hosts, Inputs inputs, Problems problems) {
    Stream.of(password, becomePassword).filter(Objects::nonNull).forEach(inputs.secrets()::add);
    Map<NodeName, ConnectionSettings> all = new LinkedHashMap<>();
    for (Host host : hosts) {
      Map<String, Value> variables = new HashMap<>(host.vars());
      variables.putAll(inputs.extra());
      all.put(host.name(), with(inputs.inventory().settings(host, variables, problems)));
    }
    return all;
  }

  /** The settings of a node that no inventory names. */
  ConnectionSettings of(ConnectionSettings written, Secrets secrets) {
    Stream.of(password, becomePassword).filter(Objects::nonNull).forEach(secrets::add);
    return with(written);
  }

  private ConnectionSettings with(ConnectionSettings found) {
    return new ConnectionSettings(
        found.host(),
        found.port(),
        found.user() == null ? user : found.user(),
        found.password() == null ? password : found.password(),
        found.keyFile() == null ? keyFile : found.keyFile(),
        found.keyPassphrase(),
        found.jumps(),
        found.options(),
        found.strictHostKeys(),
        timeout == null ? found.connectTimeout() : timeout,
        become(found.become()),
        found.local());
  }

  private @Nullable Become become(@Nullable Become found) {
    if (found == null) {
      return become ? new Become(Become.Method.SUDO, "root", becomePassword) : null;
    }
    return found.password() == null && becomePassword != null
        ? new Become(found.method(), found.user(), becomePassword)
        : found;
  }
}
