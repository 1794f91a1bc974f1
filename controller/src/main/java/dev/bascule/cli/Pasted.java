package dev.bascule.cli;

import dev.bascule.event.Outcome;
import dev.bascule.model.NodeName;
import dev.bascule.probe.ShellText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a node is named on a command line that follows this one: with the inventory, the user, the
 * port and the key that this one was given, so that what a hint says can be pasted.
 *
 * @param options of every such command, each word ready for the shell
 * @param typed nodes as the user typed them
 */
record Pasted(List<String> options, Map<NodeName, String> typed) {
  private static final List<String> WITH_VALUE =
      List.of(
          "--inventory",
          "--extra-vars",
          "--vault-password-file",
          "--user",
          "--private-key",
          "--known-hosts",
          "--jump",
          "--timeout");
  private static final List<String> FLAGS = List.of("--become", "--ask-pass", "--ask-become-pass");
  private static final Pattern VERB =
      Pattern.compile("\\bbascule (confirm|abort|extend|status|revert) (\\S+)");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./\\[\\]-]+");

  Pasted {
    options = List.copyOf(options);
    typed = Map.copyOf(typed);
  }

  static Pasted of(Invocation invocation, Surroundings around) throws UsageException {
    List<String> options = new ArrayList<>();
    for (String option : WITH_VALUE) {
      for (String value : invocation.texts(option)) {
        options.add(option.equals("--inventory") ? "-i" : option);
        options.add(word(value));
      }
    }
    FLAGS.stream().filter(invocation::has).forEach(options::add);
    Map<NodeName, String> typed = new LinkedHashMap<>();
    boolean typing = invocation.command() == CommandName.CONVERT;
    if (typing || (asksForNodes(invocation) && TypedNode.areMeant(invocation, around))) {
      for (String text : invocation.arguments()) {
        TypedNode.all(List.of(text), invocation).forEach(node -> typed.put(node.name(), text));
      }
    }
    return new Pasted(options, typed);
  }

  private static boolean asksForNodes(Invocation invocation) {
    return switch (invocation.command()) {
      case STATUS, CONFIRM, ABORT, EXTEND, REVERT -> true;
      default -> false;
    };
  }

  /** The command that does on a node what an apply has left; empty where it was none. */
  String again(NodeName node, Invocation invocation) {
    if (invocation.command() != CommandName.APPLY) {
      return "";
    }
    StringJoiner words = new StringJoiner(" ").add("bascule apply");
    options.forEach(words::add);
    for (String option : List.of("--tags", "--skip-tags")) {
      invocation.texts(option).forEach(value -> words.add(option).add(word(value)));
    }
    words.add("--limit").add(word(node.text()));
    invocation.arguments().forEach(playbook -> words.add(word(playbook)));
    return words.toString();
  }

  private static String word(String text) {
    return PLAIN.matcher(text).matches() ? text : ShellText.quote(text);
  }

  /** The same outcome; the commands that it names are whole. */
  Outcome in(NodeName node, Outcome outcome) {
    if (outcome instanceof Outcome.Pending it) {
      return new Outcome.Pending(it.plan(), it.message(), whole(node, it.hint()));
    } else if (outcome instanceof Outcome.Refused it && it.hint() != null) {
      return new Outcome.Refused(it.plan(), it.reason(), whole(node, it.hint()), it.why());
    } else if (outcome instanceof Outcome.Unknown it && it.hint() != null) {
      return new Outcome.Unknown(it.plan(), it.message(), whole(node, it.hint()));
    }
    return outcome;
  }

  private String whole(NodeName node, String hint) {
    StringJoiner words = new StringJoiner(" ");
    options.forEach(words::add);
    words.add(typed.getOrDefault(node, node.text()));
    return VERB.matcher(hint)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(2).replaceAll(",$", "").equals(node.text())
                        ? "bascule "
                            + found.group(1)
                            + " "
                            + words
                            + (found.group(2).endsWith(",") ? "," : "")
                        : found.group()));
  }
}
