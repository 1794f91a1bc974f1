package dev.bascule.apply.safe;

import dev.bascule.network.Transaction;
import dev.bascule.network.batch.BatchText;
<<<<<<< HEAD
=======
import dev.bascule.network.batch.ScratchText;
import dev.bascule.network.batch.Tools;
>>>>>>> 74dbc47 (Say transactions in each node's words; compare the network with what is wanted)
import dev.bascule.network.batch.WideText;
import org.jspecify.annotations.Nullable;

/**
 * What a node runs, in the words of its own programs.
 *
 * @param wide flushes and rebuilds the management path
 * @param replica makes stand-ins for the touched part in an empty namespace, for the rehearsal;
 *     null where the node cannot have one
 */
record TransactionTexts(String batch, String inverse, String wide, @Nullable String replica) {

<<<<<<< HEAD
  static TransactionTexts of(Transaction it) {
    return new TransactionTexts(
        BatchText.forward(it.batch(), it.tools()),
        BatchText.inverse(it.inverse(), it.tools()),
        WideText.of(it.before(), it.touched(), it.tools()),
        null);
=======
  static TransactionTexts of(Transaction transaction) {
    Tools tools = transaction.tools();
    return new TransactionTexts(
        BatchText.forward(transaction.batch(), tools),
        BatchText.inverse(transaction.inverse(), tools),
        WideText.of(transaction.before(), transaction.touched(), tools),
        tools.namespaces() && !transaction.batch().isEmpty()
            ? ScratchText.replica(transaction.before(), transaction.touched(), tools)
            : null);
>>>>>>> 74dbc47 (Say transactions in each node's words; compare the network with what is wanted)
  }
}
