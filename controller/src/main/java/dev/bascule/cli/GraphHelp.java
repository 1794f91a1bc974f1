package dev.bascule.cli;

import java.util.List;

/** What is said about {@code bascule graph}. */
final class GraphHelp {
  private GraphHelp() {}

  static CommandText text() {
    return new CommandText(
        " [OPTIONS] NODE... | --playbook FILE [NODE...]",
        List.of(
            "Draws what hangs on what: uplinks, bridges and their ports, VLANs, the node's ends of"
                + " pairs, namespaces and containers with their addresses and gateways. Looks at"
                + " each node with one read-only script; nothing is written on any node.",
            "With --playbook it draws what apply would change: what comes is marked +, what goes -"
                + " and what changes ~, in colour and in words; or with --show desired how the"
                + " node will be.",
            "A node as root@hn7 needs no inventory, as with convert."),
        new CommandText.Argument(
            "NODE",
            false,
            true,
            "Host patterns, or [USER@]HOST[:PORT] without an inventory. With --playbook: only"
                + " these of its nodes"),
        List.of(
            new CommandText.Example("bascule graph root@hn7", "one node as a tree of text"),
            new CommandText.Example(
                "bascule graph -i inventories/prod --out fleet.svg paris", "a group as a picture"),
            new CommandText.Example(
                "bascule graph -i inventories/prod --playbook playbooks/site.yml hn-7",
                "what apply would change on one node")));
  }
}
