package dev.bascule.cli;

import dev.bascule.cli.CommandText.Argument;
import dev.bascule.cli.CommandText.Example;
import java.util.List;

/** What is said about the commands on changes of the network that are under way, or ended. */
final class TransactionText {
  private static final Argument NODES =
      new Argument(
          "NODE", true, true, "Nodes, or host patterns; [USER@]HOST[:PORT] without an inventory");

  private TransactionText() {}

  static CommandText status() {
    return new CommandText(
        " [OPTIONS] NODE...",
        List.of(
            "Asks each node how its transaction stands: the one that is under way, else the last"
                + " one. Shows its id, who began it, how old it is, how much time is left, and"
                + " how it ended. A transaction whose process is gone is brought to its end by"
                + " the node's own rule first. Needs no token.",
            "Exits 2 while one is under way, else 0."),
        NODES,
        List.of(new Example("bascule status -i inventories/prod hn-7", "one node")));
  }

  static CommandText confirm() {
    return new CommandText(
        " [OPTIONS] NODE...",
        List.of(
            "Keeps a change of the network that 'apply --confirm manual' left waiting. Only a"
                + " login that began after the change was made can confirm it, and only with the"
                + " token that apply kept on this machine.",
            "What of the plan waited for this is not done by it: it is named, with the command that"
                + " does it.",
            "Exits 5 when the node had gone back already."),
        NODES,
        List.of(new Example("bascule confirm -i inventories/prod hn-7", "keeps it")));
  }

  static CommandText abort() {
    return new CommandText(
        " [OPTIONS] NODE...",
        List.of(
            "Sends the change of the network that is under way back, and waits until the node has"
                + " compared what it has with what it had. Needs no token: going back is always"
                + " allowed.",
            "Exits 5 when the node has gone back, and 3 when nothing was under way."),
        NODES,
        List.of(new Example("bascule abort -i inventories/prod hn-7", "goes back now")));
  }

  static CommandText resume() {
    return new CommandText(
        " [OPTIONS] [RUN]",
        List.of(
            "For a run whose program was killed or whose machine was lost. An apply keeps a journal:"
                + " which nodes it has, and each before the node hears of it. One that changes a"
                + " network tells the run's name on stderr. Without a name the last run that was"
                + " lost is meant, and others are named.",
            "Each node that was begun is asked what became of it: its transaction is confirmed and"
                + " it is on its new state, or it is on its old one. Those that have not ended are"
                + " waited for. Nothing is begun, confirmed or tried again. Where files were being"
                + " changed, or commands run, it is told that all, some or none of it is done;"
                + " apply again does the rest.",
            "Exits 0 when all are on their new state, 2 when a change still waits to be confirmed, 5"
                + " when some went back, 6 when it is not known of some what is done, 4 when some"
                + " were not reached, 3 when some were not begun."),
        new Argument("RUN", false, false, "The run's name. Default: the last that was lost"),
        List.of(
            new Example(
                "bascule resume -i inventories/prod",
                "tells of every node of the last run that was lost whether it is old or new"),
            new Example("bascule resume -i inventories/prod 20260301-141502-9f3c", "of that run")));
  }

  static CommandText revert() {
    return new CommandText(
        " [OPTIONS] NODE...",
        List.of(
            "Undoes the last transaction that the node's journal has as confirmed: shows what it"
                + " would change and which files it would put back, asks, rehearses it, and does it"
                + " under a rollback timer, proven and confirmed like any change. The node keeps what it"
                + " needs for that of its last twenty transactions."),
        NODES,
        List.of(new Example("bascule revert -i inventories/prod hn-7", "shows, asks, undoes")));
  }

  static CommandText extend() {
    return new CommandText(
        " [--by TIME] [OPTIONS] NODE...",
        List.of("Moves the moment at which the node goes back by itself further away."),
        NODES,
        List.of(
            new Example("bascule extend --by 10m -i inventories/prod hn-7", "ten minutes more")));
  }
}
