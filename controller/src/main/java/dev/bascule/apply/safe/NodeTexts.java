package dev.bascule.apply.safe;

import dev.bascule.network.Transaction;
import java.util.function.Function;

/**
 * The shell texts of a safe apply, which tests replace by short ones.
 *
 * @param writer writes what a transaction's node runs
 * @param program the node's own program
 */
record NodeTexts(
    Function<Transaction, TransactionTexts> writer, String program, TargetCheck check) {
  /** Those of every user. */
  static NodeTexts real() {
    return new NodeTexts(TransactionTexts::of, NodeProgram.text(), new ProbedTarget());
  }

  TransactionTexts of(Transaction transaction) {
    return writer.apply(transaction);
  }
}
