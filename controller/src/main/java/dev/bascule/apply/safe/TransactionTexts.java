package dev.bascule.apply.safe;

import dev.bascule.network.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * What a node runs, in the words of its own programs.
 *
 * @param wide flushes and rebuilds the management path
 * @param replica makes stand-ins for the touched part in an empty namespace, for the rehearsal;
 *     null where the node cannot have one
 */
record TransactionTexts(String batch, String inverse, String wide, @Nullable String replica) {

  static TransactionTexts of(Transaction transaction) {
    if (!transaction.batch().isEmpty()) {
      throw new UnsupportedOperationException("to come: " + transaction.tools());
    }
    return new TransactionTexts("", "", "", null);
  }
}
