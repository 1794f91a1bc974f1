package dev.bascule.inventory;

import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What ansible_ssh_common_args asks of ssh, as far as Bascule honours it. Everything else is named
 * and refused: an option that is silently dropped is worse than none.
 *
 * <pre>
 * ansible_ssh_common_args: -o ProxyJump=bastion -o ServerAliveInterval=5
 * </pre>
 */
final class SshArguments {
  // What transport.ssh honours, as ssh_config(5) writes it; a test compares both.
  static final List<String> HONOURED =
      List.of(
          "ConnectTimeout",
          "GlobalKnownHostsFile",
          "HostKeyAlias",
          "HostName",
          "IdentitiesOnly",
          "IdentityAgent",
          "IdentityFile",
          "PasswordAuthentication",
          "Port",
          "ProxyJump",
          "PubkeyAuthentication",
          "ServerAliveCountMax",
          "ServerAliveInterval",
          "User",
          "UserKnownHostsFile");

  /** What these ask for is so anyway, or means nothing with one connection per node. */
  static final List<String> IGNORED =
      List.of(
          "BatchMode",
          "CheckHostIP",
          "ControlMaster",
          "ControlPath",
          "ControlPersist",
          "KbdInteractiveAuthentication",
          "LogLevel",
          "TCPKeepAlive",
          "UpdateHostKeys");

  private static final List<String> NUMBERS =
      List.of("Port", "ConnectTimeout", "ServerAliveInterval", "ServerAliveCountMax");
  private static final List<String> SWITCHES =
      List.of("IdentitiesOnly", "PasswordAuthentication", "PubkeyAuthentication");
  private static final Map<String, String> LETTERS =
      Map.of("-J", "ProxyJump", "-i", "IdentityFile", "-p", "Port", "-l", "User");

  private final String variable;
  private final Position at;
  private final Problems problems;
  private final Map<String, String> options = new LinkedHashMap<>();

  private SshArguments(String variable, Position at, Problems problems) {
    this.variable = variable;
    this.at = at;
    this.problems = problems;
  }

  /** Options by their name as OpenSSH writes it; of one given twice the first counts, as there. */
  static Map<String, String> parse(String variable, String text, Position at, Problems problems) {
    SshArguments arguments = new SshArguments(variable, at, problems);
    try {
      arguments.read(ShellWords.split(text, false).stream().map(ShellWords.Word::text).toList());
    } catch (ShellWords.Unfinished e) {
      arguments.refuse(variable + " has " + e.getMessage(), null);
    }
    return arguments.options;
  }

  private void read(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String letter = word.length() < 2 ? word : word.substring(0, 2);
      boolean known = letter.equals("-o") || LETTERS.containsKey(letter);
      if (!known) {
        refuse("'" + word + "' in " + variable + " is not honoured by Bascule", honoured());
      } else if (word.length() > 2) {
        option(letter, word.substring(2));
      } else if (i + 1 < words.size()) {
        option(letter, words.get(++i));
      } else {
        refuse("'" + word + "' in " + variable + " wants an argument", null);
      }
    }
  }

  private void option(String letter, String argument) {
    String name = LETTERS.get(letter);
    if (name != null) {
      options.putIfAbsent(name, argument);
      return;
    }
    List<String> parts = new ArrayList<>(List.of(argument.strip().split("\\s*=\\s*|\\s+", 2)));
    Optional<String> honoured = find(parts.get(0), HONOURED);
    String value = parts.size() == 2 ? unquoted(parts.get(1)) : "";
    if (honoured.isPresent() && value.isEmpty()) {
      refuse("'-o " + argument + "' in " + variable + " has no value", "write -o NAME=VALUE");
    } else if (honoured.isPresent()) {
      check(honoured.get(), value);
      options.putIfAbsent(honoured.get(), value);
    } else if (find(parts.get(0), IGNORED).isEmpty()) {
      refused(parts.get(0), value);
    }
  }

  private void check(String name, String value) {
    if (NUMBERS.contains(name) && !value.matches("[0-9]{1,6}")) {
      refuse("'-o " + name + "=" + value + "' in " + variable + " wants a number", null);
    } else if (SWITCHES.contains(name) && !value.matches("(?i)yes|no")) {
      refuse("'-o " + name + "=" + value + "' in " + variable + " wants yes or no", null);
    }
  }

  private void refused(String name, String value) {
    if (name.equalsIgnoreCase("StrictHostKeyChecking")) {
      if (!value.equalsIgnoreCase("yes")) {
        refuse(
            "'-o StrictHostKeyChecking="
                + value
                + "' in "
                + variable
                + " is not honoured: only known host keys are accepted",
            "leave it out and enroll the nodes once: bascule enroll");
      }
    } else if (name.equalsIgnoreCase("ProxyCommand")) {
      refuse(
          "ssh option 'ProxyCommand' in " + variable + " is not honoured by Bascule",
          "use -o ProxyJump=[USER@]BASTION[:PORT]");
    } else {
      String meant = Suggestion.didYouMean(name, HONOURED);
      refuse(
          "ssh option '" + name + "' in " + variable + " is not honoured by Bascule",
          meant == null ? honoured() : meant);
    }
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static Optional<String> find(String name, List<String> names) {
    return names.stream()
        .filter(known -> known.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  private static String honoured() {
    return "honoured: -J, -i, -p, -l and -o with " + String.join(", ", HONOURED);
  }

  private void refuse(String message, @Nullable String hint) {
    problems.add(ProblemCode.SSH_OPTION, at, message, hint);
  }
}
