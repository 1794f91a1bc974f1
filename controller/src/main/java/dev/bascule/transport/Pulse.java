package dev.bascule.transport;

import java.time.Duration;
import java.util.Optional;

/** Signs of life over a session, one after the other, while something happens to its way. */
public interface Pulse extends AutoCloseable {
  /** Where there is nothing to feel. */
  Pulse NONE =
      new Pulse() {
        @Override
        public Optional<Duration> end() {
          return Optional.empty();
        }
      };

  /**
   * Ends it; never blocks for long.
   *
   * @return the longest time between two answers that followed each other; nothing where the
   *     session broke or an answer is still to come
   */
  Optional<Duration> end();

  @Override
  default void close() {
    end();
  }
}
