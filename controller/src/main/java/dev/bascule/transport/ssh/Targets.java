package dev.bascule.transport.ssh;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Merges what is said about a server: the inventory wins over its own {@code -o} options, these
 * over the user's ssh configuration, that over ssh's defaults.
 */
final class Targets {
  private final SshOptions options;
  private final SshConfig config;

  Targets(SshOptions options) {
    this.options = options;
    this.config = new SshConfig(options);
  }

  /** Where a node is and how to log in there. */
  Target of(String name, ConnectionSettings settings) throws TransportException {
    for (HonouredOptions.Refusal refusal : HonouredOptions.refusals(settings.options())) {
      throw new TransportException(Kind.SETTINGS, refusal.message(), refusal.hint(), null);
    }
    String host = settings.host();
    if (host.isBlank() || host.startsWith("-") || host.chars().anyMatch(c -> c <= ' ')) {
      throw new TransportException(
          Kind.SETTINGS, "not a host: '" + host + "'", "check ansible_host of " + name, null);
    }
    Map<String, List<String>> asked = config.of(host, settings.user(), settings.port());
    Choice choice = new Choice(HonouredOptions.of(settings.options()), asked);
    return new TargetBuilder(name, settings, options, choice).build();
  }

  /** A jump host of a node: its own settings, and the node's where they have nothing. */
  Target of(Hop hop, ConnectionSettings node) throws TransportException {
    List<String> inherited =
        node.options().stream().filter(option -> !option.matches(OWN_TO_THE_NODE)).toList();
    return of(
        hop.host(),
        new ConnectionSettings(
            hop.host(),
            hop.port(),
            hop.user(),
            null,
            node.keyFile(),
            node.keyPassphrase(),
            null,
            inherited,
            node.strictHostKeys(),
            node.connectTimeout(),
            null,
            false));
  }

  private static final String OWN_TO_THE_NODE =
      "(?i)\\s*(HostName|Port|User|ProxyJump|HostKeyAlias)[\\s=].*";

  /** First the options, then the configuration. */
  record Choice(HonouredOptions options, Map<String, List<String>> config) {

    List<String> all(String name) {
      List<String> mine = options.all(name);
      return mine.isEmpty() ? config.getOrDefault(name, List.of()) : mine;
    }

    @Nullable String first(String name) {
      List<String> all = all(name);
      return all.isEmpty() ? null : all.get(0);
    }

    boolean saysYes(String name) {
      return "yes".equalsIgnoreCase(first(name));
    }

    boolean saysNo(String name) {
      return "no".equalsIgnoreCase(first(name));
    }

    int number(String name, int otherwise) {
      String text = first(name);
      return text != null && text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : otherwise;
    }
  }
}
