package dev.bascule.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The commands, in the order in which help lists them. */
enum CommandName {
  INIT("Write a first inventory, playbook and template into a directory"),
  VALIDATE("Check inventories and playbooks; contacts no node"),
  PLAN("Show what apply would change; changes nothing"),
  APPLY("Change the nodes as planned"),
  CONVERT("Make a node's uplink the port of a bridge, once, without any file"),
  STATUS("Tell how changes of a network stand on their nodes"),
  CONFIRM("Keep a change of the network that waits to be confirmed"),
  ABORT("Send a change of the network back now"),
  EXTEND("Give a change of the network more time"),
  RESUME("Tell what became of each node of a run that was lost"),
  REVERT("Undo the last confirmed change of a node's network"),
  DRIFT("Tell by the exit code whether nodes still are as wanted"),
  HISTORY("Show past runs: who ran what, and how each node ended"),
  SCHEDULE("Check for drift at set times: systemd, cron or Kubernetes"),
  INVENTORY("Show hosts, groups and variables"),
  FACTS("Show what is known about nodes"),
  GRAPH("Draw the topology of nodes, as text, DOT or SVG"),
  ENROLL("Collect and trust host keys"),
  COMPLETION("Print a completion script for bash or zsh"),
  VERSION("Print the version");

  private final String summary;

  CommandName(String summary) {
    this.summary = summary;
  }

  /** As users type it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether it is written down before it contacts a node, if that takes no longer than seconds. On
   * a node whose change waits to be confirmed a timer runs: it comes first.
   */
  boolean isWrittenFirst() {
    return switch (this) {
      case APPLY, CONVERT, REVERT -> true;
      default -> false;
    };
  }

  /** One line, without a full stop. */
  String summary() {
    return summary;
  }

  static Optional<CommandName> of(String text) {
    return Arrays.stream(values()).filter(name -> name.text().equals(text)).findFirst();
  }

  static List<String> texts() {
    return Arrays.stream(values()).map(CommandName::text).toList();
  }
}
