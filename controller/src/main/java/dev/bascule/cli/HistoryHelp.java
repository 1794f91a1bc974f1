package dev.bascule.cli;

import dev.bascule.cli.CommandText.Argument;
import dev.bascule.cli.CommandText.Example;
import java.util.List;

/** What is said about {@code history}. */
final class HistoryHelp {
  private HistoryHelp() {}

  static CommandText text() {
    return new CommandText(
        " [OPTIONS] [NODE | show RUN | prune]",
        List.of(
            "Lists the last runs, newest first: name, time, who, command, and how many nodes ended"
                + " in which way. With NODE: the runs over it, and how it ended in each. A run"
                + " whose program was lost is said to be so.",
            "show RUN: all that is kept of a run: its arguments without passwords, every file that"
                + " it read with its SHA-256, and of each node what the report showed. The"
                + " beginning of a run's name is enough.",
            "prune: removes runs older than --keep. The end of a run does the same once a day, with"
                + " $BASCULE_HISTORY_KEEP, usually 90d.",
            "Contacts no node."),
        new Argument("WHAT", false, true, "A node; or show and a run; or prune. Default: all runs"),
        List.of(
            new Example("bascule history", "the last 20 runs"),
            new Example("bascule history hn-7", "what was done on one node"),
            new Example("bascule history show 20260504-1", "one run, named by its beginning"),
            new Example("bascule history prune --keep 30d", "keeps a month")));
  }
}
