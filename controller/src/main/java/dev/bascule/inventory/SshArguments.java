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
  private static final List<String> HONOURED =
      List.of(
          "Port",
          "User",
          "IdentityFile",
          "IdentitiesOnly",
          "ProxyJump",
          "StrictHostKeyChecking",
          "UserKnownHostsFile",
          "HostKeyAlias",
          "ConnectTimeout",
          "ServerAliveInterval",
          "ServerAliveCountMax");
  // Bascule has one connection per node anyway.
  private static final List<String> IGNORED =
      List.of("ControlMaster", "ControlPersist", "ControlPath");
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
    if (honoured.isPresent() && parts.size() == 2) {
      options.putIfAbsent(honoured.get(), parts.get(1));
    } else if (honoured.isPresent()) {
      refuse("'-o " + argument + "' in " + variable + " has no value", "write -o NAME=VALUE");
    } else if (find(parts.get(0), IGNORED).isEmpty()) {
      String meant = Suggestion.didYouMean(parts.get(0), HONOURED);
      refuse(
          "ssh option '" + parts.get(0) + "' in " + variable + " is not honoured by Bascule",
          meant == null ? honoured() : meant);
    }
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
