package dev.bascule.cli;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node as one types it: {@code root@hn7:2222}.
 *
 * @param name without the user; with the port where one is given
 */
record TypedNode(NodeName name, ConnectionSettings settings) {
  private static final Pattern SHAPE =
      Pattern.compile("(?:([^@\\s]+)@)?(?:\\[([0-9A-Fa-f:.]+)\\]|([^@\\s\\[\\]]+?))(?::([0-9]+))?");
  private static final Pattern BARE_V6 =
      Pattern.compile("(?:([^@\\s]+)@)?([0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f.]*)");
  private static final Pattern HERE = Pattern.compile("localhost|127\\.[0-9.]+|::1");

  /** Whether a command's nodes are typed, and not those of an inventory. */
  static boolean areMeant(Invocation invocation, Surroundings around) {
    return Inputs.sources(invocation, around).isEmpty()
        || invocation.arguments().stream().anyMatch(text -> text.contains("@"));
  }

  /** The nodes of a command line. */
  static List<TypedNode> all(Invocation invocation) throws UsageException {
    return all(invocation.arguments(), invocation);
  }

  /** The nodes of some texts, reached as a command line says. */
  static List<TypedNode> all(List<String> texts, Invocation invocation) throws UsageException {
    List<TypedNode> all = new ArrayList<>();
    for (String text : texts) {
      TypedNode target = of(text, invocation);
      if (all.stream().anyMatch(other -> other.name.equals(target.name))) {
        throw new UsageException("'" + target.name + "' is named twice", null);
      }
      all.add(target);
    }
    return all;
  }

  private static TypedNode of(String text, Invocation invocation) throws UsageException {
    Matcher bare = BARE_V6.matcher(text);
    Matcher parts = SHAPE.matcher(text);
    boolean v6 = bare.matches();
    if (!v6 && !parts.matches()) {
      throw wrong(text);
    }
    String user = v6 ? bare.group(1) : parts.group(1);
    String host = v6 ? bare.group(2) : parts.group(2) == null ? parts.group(3) : parts.group(2);
    String port = v6 ? null : parts.group(4);
    String name = port == null ? host : host + ":" + port;
    if (!NodeName.isValid(name) || (port != null && !isPort(port))) {
      throw wrong(text);
    }
    if (HERE.matcher(host).matches() && port == null && invocation.texts("--jump").isEmpty()) {
      throw new UsageException(
          "'" + text + "' is this machine, and networks are changed on others",
          "a new login from here would prove nothing; name the node's address");
    }
    return new TypedNode(
        new NodeName(name),
        settings(
            host,
            Optional.ofNullable(port).map(Integer::valueOf),
            Optional.ofNullable(user),
            invocation));
  }

  private static boolean isPort(String text) {
    return text.length() <= 5 && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65535;
  }

  private static UsageException wrong(String text) {
    return new UsageException(
        "'" + text + "' is not a host", "write [USER@]HOST[:PORT], for example root@hn7");
  }

  private static ConnectionSettings settings(
      String host, Optional<Integer> port, Optional<String> user, Invocation invocation) {
    List<String> jumps = invocation.texts("--jump");
    List<String> options =
        invocation.text("--known-hosts").stream()
            .map(file -> "UserKnownHostsFile=" + file)
            .toList();
    return new ConnectionSettings(
        host,
        port.orElse(null),
        user.orElse(null),
        null,
        null,
        null,
        jumps.isEmpty() ? null : jumps,
        options,
        true,
        Duration.ofSeconds(10),
        null,
        false);
  }
}
