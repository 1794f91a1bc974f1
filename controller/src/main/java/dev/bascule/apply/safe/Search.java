package dev.bascule.apply.safe;

import dev.bascule.model.IpAddress;
import dev.bascule.transport.Connection;
import dev.bascule.transport.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a node wherever it may be now: where the inventory says first, then at the addresses
 * that it had and has, again and again until a moment.
 */
final class Search {
  private static final Duration LONGEST_DIAL = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Attempt attempt;
  private final List<@Nullable IpAddress> places = new ArrayList<>();
  private final Set<String> strangers = new LinkedHashSet<>();
  private String lastFailure = "";
  private int next;

  Search(Attempt attempt) {
    this.attempt = attempt;
    places.add(null);
    places.addAll(attempt.transaction().candidates());
  }

  /**
   * A new session, or nothing when there was none until the moment.
   *
   * @param until as {@link Pace#nanos} counts
   */
  Optional<Connection> open(long until) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      for (int i = 0; i < places.size(); i++) {
        Duration left = Duration.ofNanos(until - attempt.line().pace().nanos());
        if (left.isNegative() || left.isZero()) {
          return Optional.empty();
        }
        Connection found = dial(left);
        if (found != null) {
          return Optional.of(found);
        }
      }
      attempt.line().pace().pause(pause);
      pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    }
  }

  private @Nullable Connection dial(Duration left) {
    IpAddress place = places.get(next);
    try {
      return attempt.line().reconnect().connect(place, shorter(left, LONGEST_DIAL));
    } catch (TransportException e) {
      failed(place, e);
      next = (next + 1) % places.size();
      return null;
    }
  }

  private void failed(@Nullable IpAddress place, TransportException e) {
    lastFailure = String.valueOf(e.getMessage());
    // R15: what answers with another key is another machine. It is told, and never asked again for
    // anything; the node itself may still be found elsewhere, or here later.
    if (e.kind() == TransportException.Kind.HOST_KEY_CHANGED
        || e.kind() == TransportException.Kind.HOST_KEY_UNKNOWN) {
      String first = lastFailure.lines().findFirst().orElse("");
      stranger((place == null ? "the node's address" : place.text()) + ": " + first);
    }
  }

  /** Something else than the node answered. */
  void stranger(String words) {
    if (strangers.add(words)) {
      attempt.note("another machine answers, which cannot confirm: " + words);
    }
    next = (next + 1) % places.size();
  }

  /** Why there was no session, for the report. */
  String why() {
    if (!strangers.isEmpty()) {
      return "another machine answers in its place: " + String.join("; ", strangers);
    }
    return lastFailure.isEmpty() ? "no fresh login succeeded" : lastFailure;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
