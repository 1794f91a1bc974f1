package dev.bascule.apply.safe;

import dev.bascule.probe.Frames;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a transaction stands, as its node says it.
 *
 * @param values key and value of the frame {@code tx}
 * @param verdict what differs from what was, after a rollback; empty where nothing does
 * @param log the last lines of the node's log
 */
public record Standing(Map<String, String> values, List<String> verdict, List<String> log) {
  public Standing {
    values = Map.copyOf(values);
    verdict = List.copyOf(verdict);
    log = List.copyOf(log);
  }

  /** Where it is on its way. */
  public enum State {
    STAGING,
    STAGED,
    ARMED,
    APPLYING,
    APPLIED,
    FAILED,
    CONFIRMING,
    CONFIRMED,
    ROLLING_BACK,
    ROLLED_BACK_VERIFIED,
    ROLLED_BACK_DIFFERS,
    ROLLBACK_FAILED,
    /** A word that this version does not know. */
    OTHER;

    /** Whether a watchdog has it or had it. */
    boolean armed() {
      return switch (this) {
        case STAGING, STAGED, OTHER -> false;
        default -> true;
      };
    }

    /** Whether nothing will change any more. */
    public boolean ended() {
      return switch (this) {
        case CONFIRMED, ROLLED_BACK_VERIFIED, ROLLED_BACK_DIFFERS, ROLLBACK_FAILED -> true;
        default -> false;
      };
    }

    static State of(String word) {
      String name = word.toUpperCase(Locale.ROOT).replace('-', '_');
      for (State state : values()) {
        if (state.name().equals(name)) {
          return state;
        }
      }
      return OTHER;
    }
  }

  /** The last one in a script's output. */
  static Optional<Standing> last(Frames frames) {
    List<Frames.Frame> all = frames.every("tx");
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Standing(
                values(all.get(all.size() - 1)), lastOf(frames, "verdict"), lastOf(frames, "log")));
  }

  private static List<String> lastOf(Frames frames, String name) {
    List<Frames.Frame> all = frames.every(name);
    return all.isEmpty() ? List.of() : all.get(all.size() - 1).lines();
  }

  static Map<String, String> values(Frames.Frame frame) {
    Map<String, String> values = new HashMap<>();
    for (String line : frame.lines()) {
      int at = line.indexOf('=');
      if (at > 0) {
        // Notes come one a line, each with the same key.
        values.merge(
            line.substring(0, at),
            line.substring(at + 1).strip(),
            (first, next) -> first + "; " + next);
      }
    }
    return values;
  }

  /** A value of the frame, empty where there is none. */
  public String value(String key) {
    String value = values.getOrDefault(key, "");
    return value.equals("-") ? "" : value; // the node's word for nothing
  }

  /** The transaction's. */
  public String id() {
    return value("id");
  }

  /** Where it is on its way. */
  public State state() {
    return State.of(value("state"));
  }

  /** The last thing that was tried on the way back, in words; empty where none was. */
  public String rung() {
    return switch (value("rung")) {
      case "1" -> "the inverse";
      case "2" -> "the inverse, a second time";
      case "3" -> "the touched links anew";
      case "4" -> "the node's own network service";
      case "5" -> "a boot, as the last way back";
      case "boot" -> "a boot that came in between";
      default -> value("rung");
    };
  }

  /** Why it went, or goes, back; empty where it does not. */
  public String reason() {
    String decision = value("decision");
    return decision.startsWith("rollback:") ? decision.substring("rollback:".length()) : "";
  }

  /** What failed, in the node's words, where a command of the change did; else empty. */
  public String failure() {
    if (state() == State.FAILED) {
      return value("words");
    }
    String mark = " failed: ";
    return log.stream()
        .filter(line -> line.matches("\\d+" + mark + ".*"))
        .map(line -> line.substring(line.indexOf(mark) + mark.length()))
        .reduce("", (first, last) -> last);
  }

  /** Seconds until the node goes back by itself; 0 where that is not known. */
  public long left() {
    return number("left");
  }

  /** Seconds since it was begun; 0 where that is not known. */
  public long age() {
    return number("age");
  }

  /** A whole number, 0 where there is none. */
  long number(String key) {
    String text = value(key);
    return text.matches("-?\\d{1,15}") ? Long.parseLong(text) : 0;
  }
}
