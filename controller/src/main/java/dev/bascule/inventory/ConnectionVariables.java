package dev.bascule.inventory;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.ConnectionSettings.Become;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads how a node is reached from its variables.
 *
 * <pre>
 * ansible_host: 192.0.2.7
 * ansible_port: 2222
 * ansible_user: admin
 * ansible_become: true
 * ansible_ssh_common_args: -o ProxyJump=bastion
 * </pre>
 */
final class ConnectionVariables {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  // As in Ansible: of several that are set, the last in these lists wins.
  private static final String[] HOST = {"ansible_host", "ansible_ssh_host"};
  private static final String[] PORT = {"ansible_port", "ansible_ssh_port"};
  private static final String[] USER = {"ansible_user", "ansible_ssh_user"};
  private static final String[] PASSWORD = {
    "ansible_password", "ansible_ssh_pass", "ansible_ssh_password"
  };
  private static final String[] KEY = {"ansible_private_key_file", "ansible_ssh_private_key_file"};
  private static final String[] PASSPHRASE = {
    "ansible_private_key_passphrase", "ansible_ssh_private_key_passphrase"
  };
  private static final String[] CHECKING = {
    "ansible_host_key_checking", "ansible_ssh_host_key_checking"
  };
  private static final String[] SECONDS = {"ansible_timeout", "ansible_ssh_timeout"};

  private final NodeName node;
  private final Map<String, Value> variables;
  private final Function<String, Optional<Position>> positions;
  private final Secrets secrets;
  private final Problems problems;

  ConnectionVariables(
      NodeName node,
      Map<String, Value> variables,
      Function<String, Optional<Position>> positions,
      Secrets secrets,
      Problems problems) {
    this.node = node;
    this.variables = variables;
    this.positions = positions;
    this.secrets = secrets;
    this.problems = problems;
  }

  ConnectionSettings read() {
    Map<String, String> options = options();
    String jumps = options.remove("ProxyJump");
    String port = first(text(PORT), options.remove("Port"));
    boolean strict = checking();
    return new ConnectionSettings(
        orElse(text(HOST), node.text()),
        port == null ? null : port(port),
        first(text(USER), options.remove("User")),
        secret(PASSWORD),
        first(text(KEY), options.remove("IdentityFile")),
        secret(PASSPHRASE),
        jumps == null ? null : hops(jumps),
        options.entrySet().stream().map(o -> o.getKey() + "=" + o.getValue()).toList(),
        strict,
        timeout(options.get("ConnectTimeout")),
        become(),
        local());
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }

  private static String orElse(@Nullable String one, String other) {
    return one == null ? other : one;
  }

  private Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    for (String name :
        List.of("ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args")) {
      String text = text(name);
      if (text != null) {
        SshArguments.parse(name, text, at(name), problems).forEach(options::putIfAbsent);
      }
    }
    return options;
  }

  private static @Nullable List<String> hops(String jumps) {
    return jumps.equalsIgnoreCase("none") ? List.of() : List.of(jumps.split("\\s*,\\s*"));
  }

  private boolean checking() {
    for (String name : CHECKING) {
      if (variables.containsKey(name)) {
        return truth(name, true);
      }
    }
    return true;
  }

  private Duration timeout(@Nullable String option) {
    String text = first(text(SECONDS), option);
    if (text == null) {
      return TIMEOUT;
    }
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) > 0) {
      return Duration.ofSeconds(Integer.parseInt(text));
    }
    complain(winner(SECONDS), "'" + text + "' is not a number of seconds", "write 10");
    return TIMEOUT;
  }

  private boolean local() {
    String kind = text("ansible_connection");
    if (kind == null || kind.equals("ssh") || kind.equals("smart")) {
      return false;
    }
    if (!kind.equals("local")) {
      complain(
          "ansible_connection", "'" + kind + "' is not a way to a node", "known: ssh and local");
    }
    return kind.equals("local");
  }

  private @Nullable Become become() {
    if (!truth("ansible_become", false)) {
      return null;
    }
    String method = orElse(text("ansible_become_method"), "sudo");
    if (!method.equals("sudo") && !method.equals("su")) {
      complain(
          "ansible_become_method", "'" + method + "' is not a way to become", "known: sudo and su");
      return null;
    }
    boolean su = method.equals("su");
    String user = text(su ? "ansible_su_user" : "ansible_sudo_user", "ansible_become_user");
    String password =
        secret(
            su ? "ansible_su_pass" : "ansible_sudo_pass",
            "ansible_become_pass",
            "ansible_become_password");
    return new Become(su ? Become.Method.SU : Become.Method.SUDO, orElse(user, "root"), password);
  }

  private @Nullable Integer port(String text) {
    if (text.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    }
    complain(winner(PORT), "'" + text + "' is not a port", "ports are 1 to 65535");
    return null;
  }

  private boolean truth(String name, boolean otherwise) {
    Value value = variables.get(name);
    if (value == null || value instanceof Value.Nothing) {
      return otherwise;
    }
    String text = value instanceof Value.Scalar scalar ? scalar.text() : "";
    if (text.matches("(?i)true|yes|on|1|y|t")) {
      return true;
    }
    if (!text.matches("(?i)false|no|off|0|n|f")) {
      complain(name, "'" + text + "' is neither true nor false", "write true or false");
    }
    return false;
  }

  private @Nullable String secret(String... names) {
    String text = text(names);
    if (text != null) {
      secrets.add(text);
    }
    return text;
  }

  private @Nullable String text(String... names) {
    String name = winner(names);
    Value value = variables.get(name);
    if (value == null || value instanceof Value.Nothing) {
      return null;
    }
    if (!(value instanceof Value.Scalar scalar)) {
      complain(name, "it is one value, but this is a list or a mapping", null);
      return null;
    }
    if (scalar.text().contains("[=")) {
      complain(name, "its expression has no value before contact", "write the value itself");
      return null;
    }
    return scalar.text();
  }

  private String winner(String... names) {
    List<String> set = new ArrayList<>(List.of(names));
    set.removeIf(name -> !variables.containsKey(name));
    return set.isEmpty() ? names[0] : set.get(set.size() - 1);
  }

  // Without the node's name: what a group says is wrong once, not once for each node.
  private void complain(String name, String message, @Nullable String hint) {
    problems.add(ProblemCode.CONNECTION_VARIABLE, at(name), name + ": " + message, hint);
  }

  private Position at(String name) {
    return positions.apply(name).orElseGet(() -> new SourceFile("-e", "").start());
  }
}
