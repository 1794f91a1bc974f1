package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.IpAddress;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A node that answers what a test declares, each script by its name, the last answer again and
 * again; it refuses what was not declared.
 */
final class FakeNode implements Reconnect {
  private static final Pattern BOUNDARY = Pattern.compile("(?m)^b=(=[0-9a-f]+)$");

  private final ManualPace pace;
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final Deque<Door> doors = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final Map<String, String> sent = new HashMap<>();
  private String id = "";

  FakeNode(ManualPace pace) {
    this.pace = pace;
  }

  /** What comes of a script; frames begin with {@code ==}. */
  interface Answer {
    String text() throws TransportException;
  }

  /** What comes of a try to connect. */
  interface Door {
    void open(@Nullable IpAddress address) throws TransportException;
  }

  FakeNode says(String script, String... lines) {
    return answers(script, () -> String.join("\n", lines));
  }

  /** The script may have run or not: its answer does not come. */
  FakeNode loses(String script) {
    return answers(
        script,
        () -> {
          throw new TransportException(Kind.LOST, "the connection broke", null, null);
        });
  }

  FakeNode answers(String script, Answer answer) {
    answers.computeIfAbsent(script, name -> new ArrayDeque<>()).add(answer);
    return this;
  }

  /** How tries to connect go, one after the other; the last one again and again. */
  FakeNode doors(Door... ways) {
    doors.addAll(List.of(ways));
    return this;
  }

  /** A neighbourhood whose nodes are all off. */
  static final Neighbourhood.Door NOBODY =
      (node, limit) -> {
        throw new TransportException(Kind.TIMED_OUT, "no answer from " + node, null, null);
      };

  static final Door OPEN = address -> {};

  static Door shut() {
    return fails(Kind.TIMED_OUT, "no answer from 10.0.0.5");
  }

  static Door fails(Kind kind, String message) {
    return address -> {
      throw new TransportException(kind, message, null, null);
    };
  }

  /** The first session. */
  Connection session() {
    return new Session();
  }

  @Override
  public Connection connect(@Nullable IpAddress address, Duration limit) throws TransportException {
    asked.add("connect" + (address == null ? "" : " " + address));
    Door door = doors.size() > 1 ? doors.remove() : doors.peek();
    try {
      (door == null ? OPEN : door).open(address);
    } catch (TransportException e) {
      pace.pass(e.kind() == Kind.TIMED_OUT ? limit : Duration.ofMillis(50));
      throw e;
    }
    return new Session();
  }

  /** What was asked of it, in order. */
  List<String> asked() {
    return asked;
  }

  /** The text of a script as it was sent last. */
  String sent(String script) {
    return sent.getOrDefault(script, "");
  }

  private final class Session implements Connection {
    @Override
    public ScriptResult run(Script script, Duration deadline) throws TransportException {
      asked.add(script.name());
      sent.put(script.name(), script.text());
      Deque<Answer> queue = answers.get(script.name());
      assertThat(queue).as("an answer to " + script.name() + " after " + asked).isNotNull();
      if (script.name().equals("stage")) {
        Matcher begin = Pattern.compile("(?m)^tx_begin (\\w+) ").matcher(script.text());
        assertThat(begin.find()).isTrue();
        id = begin.group(1);
      }
      Answer answer = queue.size() > 1 ? queue.remove() : queue.element();
      Matcher boundary = BOUNDARY.matcher(script.text());
      assertThat(boundary.find()).isTrue();
      String text = answer.text().replace("ID", id).replace("==", boundary.group(1) + " ");
      return new ScriptResult(0, null, text + "\n", "");
    }

    @Override
    public void close() {}
  }
}
