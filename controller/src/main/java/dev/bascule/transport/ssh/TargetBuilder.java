package dev.bascule.transport.ssh;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts one target together. */
final class TargetBuilder {
  private static final List<String> DEFAULT_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");
  private static final int ALIVE_SECONDS = 15;
  private static final int ALIVE_LIMIT = 3;

  private final String name;
  private final ConnectionSettings settings;
  private final SshOptions options;
  private final Targets.Choice choice;

  TargetBuilder(
      String name, ConnectionSettings settings, SshOptions options, Targets.Choice choice) {
    this.name = name;
    this.settings = settings;
    this.options = options;
    this.choice = choice;
  }

  Target build() throws TransportException {
    Endpoint named = new Endpoint(name, host(), port());
    Endpoint endpoint = new Endpoint(name, address(), port());
    boolean keys = !choice.saysNo("pubkeyauthentication");
    return new Target(
        endpoint,
        user(),
        choice.saysNo("passwordauthentication") ? null : settings.password(),
        keys ? keyFiles() : List.of(),
        keys && keysNamed(),
        settings.keyPassphrase(),
        choice.saysYes("identitiesonly"),
        keys ? agent() : null,
        jumps(),
        knownHosts(),
        hostKeyName(named),
        timeout(),
        settings.elsewhere() != null && settings.elsewhere().whole(),
        Duration.ofSeconds(alive()),
        Math.max(1, choice.number("serveralivecountmax", ALIVE_LIMIT)));
  }

  private String address() {
    ConnectionSettings.Elsewhere elsewhere = settings.elsewhere();
    return elsewhere == null || elsewhere.address() == null ? host() : elsewhere.address();
  }

  private String host() {
    String host = choice.first("hostname");
    return host == null ? settings.host() : host;
  }

  private int port() {
    Integer port = settings.port();
    return port == null ? choice.number("port", 22) : port;
  }

  private String user() {
    String user = settings.user() == null ? choice.first("user") : settings.user();
    return user == null ? options.userName() : user;
  }

  private Duration timeout() {
    ConnectionSettings.Elsewhere elsewhere = settings.elsewhere();
    Duration usual = usualTimeout();
    return elsewhere == null || usual.compareTo(elsewhere.limit()) < 0 ? usual : elsewhere.limit();
  }

  private Duration usualTimeout() {
    int seconds = firstNumber(choice.options().all("connecttimeout"));
    return seconds > 0 ? Duration.ofSeconds(seconds) : settings.connectTimeout();
  }

  private static int firstNumber(List<String> texts) {
    return texts.isEmpty() ? 0 : Integer.parseInt(texts.get(0));
  }

  private int alive() {
    int configured = choice.number("serveraliveinterval", ALIVE_SECONDS);
    // ssh's own default is 0, "never": then ours holds, so that a lost node is found out.
    return configured == 0 ? ALIVE_SECONDS : configured;
  }

  private boolean keysNamed() {
    return settings.keyFile() != null || !choice.options().all("identityfile").isEmpty();
  }

  private List<Path> keyFiles() {
    String own = settings.keyFile();
    List<String> listed =
        own == null ? choice.all("identityfile") : plus(own, choice.options().all("identityfile"));
    if (listed.isEmpty()) {
      return DEFAULT_KEYS.stream().map(options.home().resolve(".ssh")::resolve).toList();
    }
    return listed.stream().filter(file -> !file.equals("none")).map(this::path).toList();
  }

  private static List<String> plus(String first, List<String> rest) {
    return Stream.concat(Stream.of(first), rest.stream()).distinct().toList();
  }

  private Path path(String text) {
    String host = host();
    String expanded =
        text.replace("%d", options.home().toString())
            .replace("%h", host)
            .replace("%r", user())
            .replace("%u", options.userName())
            .replace("%%", "%");
    return expanded.startsWith("~/")
        ? options.home().resolve(expanded.substring(2))
        : Path.of(expanded).toAbsolutePath();
  }

  private @Nullable Path agent() {
    String socket = choice.first("identityagent");
    if (socket == null || socket.equals("SSH_AUTH_SOCK")) {
      return options.agentSocket();
    }
    if (socket.equals("none")) {
      return null;
    }
    String text = socket.startsWith("$") ? System.getenv(socket.substring(1)) : socket;
    return text == null ? null : path(text);
  }

  private List<String> jumps() throws TransportException {
    List<String> own = settings.jumps();
    String configured = choice.first("proxyjump");
    if (own == null && configured == null) {
      refuseProxyCommand();
    }
    List<String> jumps =
        own != null
            ? own
            : configured == null ? List.of() : Arrays.asList(configured.split(",", -1));
    return jumps.equals(List.of("none")) ? List.of() : jumps;
  }

  private void refuseProxyCommand() throws TransportException {
    String command = choice.first("proxycommand");
    if (command != null && !command.equals("none")) {
      throw new TransportException(
          Kind.SETTINGS,
          "the ssh configuration reaches "
              + name
              + " by ProxyCommand, which is not honoured: "
              + command,
          "use ProxyJump in ~/.ssh/config or in ansible_ssh_common_args",
          null);
    }
  }

  private List<Path> knownHosts() {
    List<Path> user = files("userknownhostsfile");
    List<Path> global = files("globalknownhostsfile");
    boolean named = !choice.options().all("userknownhostsfile").isEmpty();
    if (!named && (user.isEmpty() || user.equals(defaultUserFiles()))) {
      return options.knownHosts();
    }
    List<Path> files = new ArrayList<>(user);
    files.addAll(
        global.isEmpty()
            ? List.of(Path.of("/etc/ssh/ssh_known_hosts"), Path.of("/etc/ssh/ssh_known_hosts2"))
            : global);
    return files;
  }

  private List<Path> defaultUserFiles() {
    Path ssh = options.home().resolve(".ssh");
    return List.of(ssh.resolve("known_hosts"), ssh.resolve("known_hosts2"));
  }

  private List<Path> files(String option) {
    String listed = choice.first(option);
    return listed == null || listed.equals("none")
        ? List.of()
        : Arrays.stream(listed.split("\\s+", -1)).map(this::path).toList();
  }

  private String hostKeyName(Endpoint endpoint) {
    String alias = choice.first("hostkeyalias");
    return alias == null || alias.equals("none")
        ? KnownHosts.lookupName(endpoint.host(), endpoint.port())
        : alias.toLowerCase(Locale.ROOT);
  }
}
