package dev.bascule.apply.safe;

import dev.bascule.network.Transaction;
import dev.bascule.transport.Script;
import java.util.Optional;

/** Stages a change that is planned, with the texts that its node runs. */
final class FreshStaging implements Staging {
  private final NodeTexts texts;
  private final TransactionTexts those;

  FreshStaging(NodeTexts texts, Transaction transaction) {
    this.texts = texts;
    this.those = texts.of(transaction);
  }

  @Override
  public Script script(String boundary, Attempt attempt) {
    return TransactionScript.of(boundary, attempt, those, texts.program());
  }

  @Override
  public Optional<Rehearsal> rehearse(Attempt attempt) {
    Transaction transaction = attempt.transaction();
    if (!transaction.settings().rehearsed()) {
      return Optional.of(Rehearsal.unwanted());
    }
    return those.replica() != null || transaction.batch().isEmpty()
        ? Optional.empty()
        : Optional.of(ControllerRehearsal.of(transaction));
  }
}
