package dev.bascule.cli;

import dev.bascule.cli.CommandText.Argument;
import dev.bascule.cli.CommandText.Example;
import java.util.List;

/** What is said about {@code bascule convert}. */
final class ConvertText {
  private ConvertText() {}

  static CommandText text() {
    return new CommandText(
        " --bridge NAME [OPTIONS] HOST...",
        List.of(
            "Makes a bridge that takes over all that a link carries: its addresses, routes, rules,"
                + " MAC and MTU. No inventory and no playbook is read. Shows the plan, with the"
                + " way that this session takes and what each step does to it, and asks.",
            "The change is made under a timer on the node: unless a new login proves that the node"
                + " can be reached and confirms, it goes back by itself, and so it does when it"
                + " is switched off and on. The report says how long traffic stood still.",
            "--reverse takes the bridge apart again in the same way.",
            "--dry-run exits 0 when there is nothing to do and 2 when something would change."),
        new Argument("HOST", true, true, "The nodes: [USER@]HOST[:PORT], [USER@][IPV6]:PORT"),
        List.of(
            new Example("bascule convert root@hn7 --bridge br0 --port eth0", "bridges eth0 of hn7"),
            new Example(
                "bascule convert root@hn7 --bridge br0 --dry-run",
                "shows what would change, for the link that the login came by"),
            new Example(
                "bascule convert root@hn7 --bridge br0 --port eth0 --reverse",
                "takes br0 apart again")));
  }
}
