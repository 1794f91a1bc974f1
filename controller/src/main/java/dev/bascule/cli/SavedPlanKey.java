package dev.bascule.cli;

import dev.bascule.saved.SealKey;
import dev.bascule.saved.SealKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The key that seals saved plans: the file that {@code BASCULE_PLAN_KEY} names, else our own. */
final class SavedPlanKey {
  private static final String VARIABLE = "BASCULE_PLAN_KEY";

  private SavedPlanKey() {}

  /** The key to seal with; made where there is none yet. */
  static SealKey made(Surroundings around) throws UsageException {
    Optional<SealKey> named = named(around);
    try {
      return named.isPresent() ? named.get() : SealKeys.make(StateFolder.of(around));
    } catch (IOException e) {
      throw new UsageException("the key that seals saved plans cannot be had: " + e, null);
    }
  }

  /** The key to check a seal with; nothing where no plan was saved here. */
  static Optional<SealKey> known(Surroundings around) throws UsageException {
    Optional<SealKey> named = named(around);
    try {
      return named.isPresent() ? named : SealKeys.kept(StateFolder.of(around));
    } catch (IOException e) {
      throw new UsageException("the key that seals saved plans cannot be had: " + e, null);
    }
  }

  private static Optional<SealKey> named(Surroundings around) throws UsageException {
    String file = around.environment(VARIABLE);
    try {
      return file.isEmpty() ? Optional.empty() : Optional.of(SealKeys.named(Path.of(file)));
    } catch (IOException e) {
      throw new UsageException(
          VARIABLE + ": " + e.getMessage(), "make one: head -c 32 /dev/urandom | base64 >FILE");
    }
  }
}
