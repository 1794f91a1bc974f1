package dev.bascule.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** Every option of every command, by what it is about. */
final class Options {
  private Options() {}

  static List<OptionSpec> help() {
    return List.of(
        OptionSpec.builder("-h", "--help")
            .type(boolean.class)
            .usageHelp(true)
            .description("Print this help and exit")
            .build());
  }

  static List<OptionSpec> inventory() {
    return List.of(
        several(
            "INVENTORY",
            "An inventory: a file, a directory, an executable, or names with a comma. May be"
                + " repeated; a later one wins. Default: $BASCULE_INVENTORY, else ./inventory",
            "-i",
            "--inventory"),
        several(
            "VARS",
            "Variables that override all others: NAME=VALUE, a YAML or JSON mapping, or @FILE",
            "-e",
            "--extra-vars"),
        several(
            "FILE",
            "A vault's password: a file, or a program that prints it; ID@FILE for a labelled one",
            "--vault-password-file",
            "--vault-id"));
  }

  static List<OptionSpec> limit() {
    return List.of(
        several(
            "PATTERN",
            "Only nodes that this host pattern also matches; @FILE reads patterns from" + " a file",
            "-l",
            "--limit"));
  }

  static List<OptionSpec> selection() {
    return join(
        limit(),
        List.of(
            several("TAGS", "Only tasks with one of these tags, with commas", "-t", "--tags"),
            several("TAGS", "Leave out tasks with one of these tags", "--skip-tags")));
  }

  static List<OptionSpec> connection() {
    return List.of(
        one("USER", "Log in as this user where the inventory names none", "-u", "--user"),
        one("FILE", "Log in with this key where the inventory names none", "--private-key"),
        flag("Ask for the login password", "-k", "--ask-pass"),
        flag("Become root by sudo where the inventory does not say", "-b", "--become"),
        flag("Ask for the password of sudo or su", "-K", "--ask-become-pass"),
        one("TIME", "How long connecting may take: 10s, 1m. Default: 10s", "--timeout"));
  }

  /** For nodes that no inventory names. */
  static List<OptionSpec> typed() {
    return List.of(
        several(
            "HOST",
            "To a node that is in no inventory, log in over this host: [USER@]HOST[:PORT]",
            "-J",
            "--jump"),
        one(
            "FILE",
            "Known host keys of nodes that are in no inventory. Default: ssh's files",
            "--known-hosts"));
  }

  static List<OptionSpec> limits() {
    return List.of(
        one("N", "How many nodes at the same time. Default: 32", "-f", "--forks"),
        one("TIME", "How long one node may take. Default: 5m", "--node-timeout"),
        one("TIME", "How long the whole run may take. Default: no limit", "--run-timeout"));
  }

  /** Those of a run that is kept in the history. */
  static List<OptionSpec> recorded() {
    return join(limits(), List.of(history()));
  }

  static List<OptionSpec> run() {
    return join(
        recorded(),
        List.of(
            flag(
                "Only nodes that the last apply of these inventories and playbooks did not bring to"
                    + " its end",
                "--retry-failed")));
  }

  static List<OptionSpec> graph() {
    return List.of(
        several("FILE", "A playbook; its nodes are drawn. May be repeated", "--playbook"),
        one(
            "SIDE",
            "observed, desired or difference. Default: with a playbook difference, else observed",
            "--show"),
        one("FORM", "text, dot or svg. Default: by the file's ending, else text", "-o", "--output"),
        one("FILE", "Write into this file, whole or not at all. Default: stdout", "--out"));
  }

  static List<OptionSpec> plainOutput() {
    return join(List.of(one("FORM", "text or json. Default: text", "-o", "--output")), words());
  }

  /** How much is said, and in which colours. */
  static List<OptionSpec> words() {
    return List.of(
        flags("Say more: notes and phases; twice: scripts and times too", "-v", "--verbose"),
        flag("Say less: no progress, and of a text report only failures", "-q", "--quiet"),
        one("WHEN", "auto, always or never. Default: auto", "--color"));
  }

  static List<OptionSpec> output() {
    return join(
        plainOutput(),
        List.of(
            flag("Show what differs in contents. This is the default", "--diff"),
            flag("Name the files that differ, without contents", "--no-diff")));
  }

  /** Where runs are kept. */
  static OptionSpec history() {
    return one(
        "WHERE",
        "Where runs are kept: a file, a PostgreSQL URL, or off. Default: $BASCULE_HISTORY, else"
            + " history.db in $XDG_STATE_HOME/bascule",
        "--history");
  }

  /** Of the command that shows past runs. */
  static List<OptionSpec> past() {
    return List.of(
        history(),
        one("N", "How many runs are listed. Default: 20", "--last"),
        one(
            "TIME",
            "prune: how much is kept: 90d, 12h. Default: $BASCULE_HISTORY_KEEP, else 90d",
            "--keep"));
  }

  /** Files that the result goes into besides stdout. */
  static List<OptionSpec> results() {
    return Arrays.stream(ResultForm.values())
        .map(form -> one("FILE", form.description(), form.option()))
        .toList();
  }

  static List<OptionSpec> drift() {
    return List.of(
        flag(
            "Do not ask nodes that drifted who did it: nothing is read of their logs", "--no-who"));
  }

  static List<OptionSpec> notifying() {
    return List.of(
        one(
            "COMMAND",
            "Run this by a shell when there is something new to tell: drift, its end, a rollback;"
                + " JSON is on its stdin. Default: $BASCULE_NOTIFY_COMMAND",
            "--notify-command"),
        one(
            "URL",
            "Post the same JSON to this address. Default: $BASCULE_NOTIFY_URL",
            "--notify-url"));
  }

  static List<OptionSpec> apply() {
    return join(List.of(flag("Apply without asking", "-y", "--yes")), proof(), turn());
  }

  static List<OptionSpec> revert() {
    return join(List.of(flag("Undo without asking", "-y", "--yes")), times(), proof(), turn());
  }

  private static List<OptionSpec> turn() {
    return List.of(
        one(
            "TIME",
            "How long to wait where somebody else is at work on a node; 0s for not at all. Default:"
                + " two thirds of --node-timeout",
            "--wait"));
  }

  private static List<OptionSpec> times() {
    return List.of(
        one("TIME", "How long until the node goes back by itself. Default: computed", "--window"),
        one("TIME", "How long the new way has to hold. Default: 35s", "--stable"));
  }

  private static List<OptionSpec> proof() {
    return List.of(
        confirm(),
        flag(
            "Change the network without trying it in an empty namespace first, for a rehearsal that"
                + " is wrong. The rollback timer holds all the same",
            "--no-rehearsal"));
  }

  private static OptionSpec confirm() {
    return one(
        "WHO",
        "Who confirms changes of the network: auto, by a fresh login, or manual, by bascule"
            + " confirm. Default: auto",
        "--confirm");
  }

  static List<OptionSpec> convert() {
    return join(
        bridge(),
        times(),
        proof(),
        turn(),
        List.of(
            flag("Show the plan and change nothing", "-n", "--dry-run"),
            flag("Convert without asking", "-y", "--yes")));
  }

  private static List<OptionSpec> bridge() {
    return List.of(
        one("NAME", "The bridge. Required", "--bridge"),
        one(
            "NAME",
            "The link that becomes its port. Default: the one that carries this session",
            "--port"),
        several("CIDR", "One more address of the bridge. May be repeated", "--address"),
        several("IP", "The default gateway. May be repeated, for IPv4 and IPv6", "--gateway"),
        one("MAC", "The bridge's MAC. Default: the port's", "--mac"),
        flag("Let the bridge's ports be members of VLANs", "--vlan-filtering"),
        flag("Take the bridge apart; the port gets what it carries", "--reverse"),
        one(
            "FORM",
            "What keeps it over a boot: auto, ifupdown, ifcfg, networkd, netplan or none. Default:"
                + " auto, what the node uses",
            "--persist"));
  }

  static List<OptionSpec> extend() {
    return List.of(one("TIME", "How much more time it gets: 90s, 10m. Default: 5m", "--by"));
  }

  static List<OptionSpec> enroll() {
    return List.of(
        flag("Trust the keys without asking", "-y", "--yes"),
        flag("Print known_hosts lines and change nothing", "--print"));
  }

  static List<OptionSpec> listing() {
    return List.of(
        flag("All groups, hosts and variables as JSON. This is the default", "--list"),
        flag("Groups and hosts as a tree", "--graph"),
        flag("With --graph: variables too", "--vars"),
        one("NAME", "The variables of one host as JSON", "--host"));
  }

  static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names)
        .type(boolean.class)
        .arity("0")
        .description(description)
        .build();
  }

  private static OptionSpec flags(String description, String... names) {
    return OptionSpec.builder(names)
        .type(boolean[].class)
        .arity("0")
        .description(description)
        .build();
  }

  static OptionSpec one(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  private static OptionSpec several(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  @SafeVarargs
  static List<OptionSpec> join(List<OptionSpec>... lists) {
    List<OptionSpec> all = new ArrayList<>();
    for (List<OptionSpec> list : lists) {
      all.addAll(list);
    }
    return all;
  }
}
