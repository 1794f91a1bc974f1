package dev.bascule.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is said about a command in help, manual pages and docs/commands.md.
 *
 * @param synopsis what follows the command's name
 * @param description paragraphs
 * @param given its positional argument, null for none
 * @param examples command lines, each with what it does
 */
record CommandText(
    String synopsis, List<String> description, @Nullable Argument given, List<Example> examples) {

  /** A positional argument. */
  record Argument(String label, boolean required, boolean several, String description) {}

  /** A command line and what it does. */
  record Example(String line, String what) {}

  Optional<Argument> argument() {
    return Optional.ofNullable(given);
  }

  private static final Argument PLAYBOOKS =
      new Argument("PLAYBOOK", true, true, "Playbook files, read in this order");

  static CommandText of(CommandName name) {
    return switch (name) {
      case INIT -> init();
      case VALIDATE -> validate();
      case PLAN -> plan();
      case APPLY -> apply();
      case CONVERT -> ConvertText.text();
      case DRIFT -> drift();
      case STATUS -> TransactionText.status();
      case CONFIRM -> TransactionText.confirm();
      case ABORT -> TransactionText.abort();
      case EXTEND -> TransactionText.extend();
      case RESUME -> TransactionText.resume();
      case REVERT -> TransactionText.revert();
      case HISTORY -> HistoryHelp.text();
      case SCHEDULE -> ScheduleHelp.text();
      case INVENTORY -> inventory();
      case FACTS -> facts();
      case GRAPH -> GraphHelp.text();
      case ENROLL -> enroll();
      case COMPLETION -> completion();
      case VERSION ->
          new CommandText(
              "", List.of("Prints the version of Bascule and of Java."), null, List.of());
    };
  }

  private static CommandText init() {
    return new CommandText(
        " [DIR]",
        List.of(
            "Writes an inventory, a playbook and a template that validate right away, to begin"
                + " from. Existing files are never overwritten: if one of them is there, nothing"
                + " is written."),
        new Argument("DIR", false, false, "Where to write; made if missing. Default: here"),
        List.of(new Example("bascule init fleet", "begins a project in ./fleet")));
  }

  private static CommandText validate() {
    return new CommandText(
        " [OPTIONS] PLAYBOOK...",
        List.of(
            "Reads the inventories and playbooks, resolves every play for every node as far as"
                + " that goes without facts, renders every template, and reports all problems at"
                + " once, each with its file, line and column. No node is contacted."),
        PLAYBOOKS,
        List.of(
            new Example(
                "bascule validate -i inventories/prod playbooks/site.yml",
                "exits 0 when plan could begin, 1 otherwise")));
  }

  private static CommandText plan() {
    return new CommandText(
        " [OPTIONS] PLAYBOOK...",
        List.of(
            "Looks at each node with one read-only script over one connection and shows what"
                + " apply would change, with a diff of each file. Nodes with the same changes are"
                + " shown once. Nothing is written on any node.",
            "With --out FILE the plan is saved, too: apply FILE does exactly that, later or"
                + " elsewhere, and plan FILE shows it once more without contacting a node.",
            "Exits 0 when all nodes are in sync and 2 when changes are pending."),
        PLAYBOOKS,
        List.of(
            new Example(
                "bascule plan -i inventories/prod playbooks/site.yml", "plans the whole fleet"),
            new Example(
                "bascule plan --out monday.plan -i inventories/prod playbooks/site.yml",
                "saves the plan for: bascule apply monday.plan"),
            new Example(
                "bascule plan -i inventories/prod -l hn-7 -t network playbooks/site.yml",
                "plans tasks tagged network for one node")));
  }

  private static CommandText apply() {
    return new CommandText(
        " [OPTIONS] PLAYBOOK...|PLAN",
        List.of(
            "On a terminal: plans all nodes, shows the changes, asks, and then does exactly what"
                + " was shown. A node that has moved on since then is refused, not changed.",
            "With --yes: plans and applies node by node, wave by wave, over one connection each."
                + " Without a terminal --yes is required.",
            "A saved plan in the place of playbooks is done as it was saved. What has changed since"
                + " is refused: an input before any node is contacted, a node before it is"
                + " written to. The file has its own inventories, limits and tags; what -e says"
                + " itself is not kept, and is named again.",
            "Plays are done in their order, each in the waves of its serial. Plays over the same"
                + " nodes in the same waves are done together, node by node. A node that failed is"
                + " not begun again in a later play.",
            "Ctrl-C begins no further node, lets running ones end their step, and reports what"
                + " was done where. A second Ctrl-C leaves at once and names the nodes whose"
                + " state is unknown."),
        PLAYBOOKS,
        List.of(
            new Example("bascule apply -i inventories/prod playbooks/site.yml", "asks first"),
            new Example("bascule apply --max-age 12h monday.plan", "does what was saved, and asks"),
            new Example(
                "bascule apply --yes --retry-failed -i inventories/prod playbooks/site.yml",
                "tries again where the last run failed")));
  }

  private static CommandText drift() {
    return new CommandText(
        " [OPTIONS] PLAYBOOK...",
        List.of(
            "Checks whether nodes still are as the playbooks want them: the same look as plan,"
                + " made for timers. Exits 0 when nothing differs and 2 when something does;"
                + " a node that cannot be checked exits 3 or 4, never 0.",
            "What differs in what runs, which a reboot forgets, and what differs in the node's"
                + " files are told apart."),
        PLAYBOOKS,
        List.of(
            new Example(
                "bascule drift -q -o json -i inventories/prod playbooks/site.yml",
                "a check for a timer"),
            new Example(
                "bascule drift --metrics /var/lib/node_exporter/bascule.prom site.yml",
                "for Prometheus")));
  }

  private static CommandText inventory() {
    return new CommandText(
        " [--list | --graph [GROUP] | --host NAME] [OPTIONS]",
        List.of(
            "Shows what the inventories say after merging, in the form of ansible-inventory."
                + " Secrets are masked."),
        new Argument("GROUP", false, false, "With --graph: only this group. Default: all"),
        List.of(
            new Example("bascule inventory -i inventories/prod --graph", "groups as a tree"),
            new Example(
                "bascule inventory -i inventories/prod --graph hardware_nodes --vars",
                "one group with its variables"),
            new Example(
                "bascule inventory -i inventories/prod --host hn-7", "one host's variables")));
  }

  private static CommandText facts() {
    return new CommandText(
        " [OPTIONS] [PATTERN]",
        List.of(
            "Shows what a probe finds out about nodes: the facts that playbooks may use as"
                + " [=facts.NAME]. Read-only."),
        new Argument("PATTERN", false, false, "A host pattern. Default: all"),
        List.of(new Example("bascule facts -i inventories/prod hn-7", "the facts of one node")));
  }

  private static CommandText enroll() {
    return new CommandText(
        " [OPTIONS] PATTERN",
        List.of(
            "Asks nodes for their SSH host keys, shows the fingerprints, and after a yes adds"
                + " them to known_hosts. Compare the fingerprints with those that the node's"
                + " console shows. A host key that changed is never replaced: remove the old one"
                + " with ssh-keygen -R when you know why."),
        new Argument("PATTERN", true, false, "A host pattern"),
        List.of(
            new Example("bascule enroll -i inventories/prod all", "shows, asks, adds"),
            new Example(
                "bascule enroll --print -i inventories/prod hn-7", "known_hosts lines only")));
  }

  private static CommandText completion() {
    return new CommandText(
        " bash|zsh",
        List.of("Prints a script that completes commands and options in your shell."),
        new Argument("SHELL", true, false, "bash or zsh"),
        List.of(new Example(". <(bascule completion bash)", "in ~/.bashrc")));
  }
}
