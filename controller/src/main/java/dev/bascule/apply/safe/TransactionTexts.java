package dev.bascule.apply.safe;

import dev.bascule.network.Transaction;
import dev.bascule.network.batch.BatchText;
import dev.bascule.network.batch.ScratchText;
import dev.bascule.network.batch.Tools;
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

  static TransactionTexts of(Transaction it) {
    Tools tools = it.tools();
    return new TransactionTexts(
        BatchText.forward(it.batch(), tools),
        BatchText.inverse(it.inverse(), tools),
        WideText.of(it.before(), it.target(), it.touched(), tools),
        tools.namespaces() && !it.batch().isEmpty()
            ? ScratchText.replica(it.before(), it.touched(), it.both(), tools)
            : null);
  }
}
