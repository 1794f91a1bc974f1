package dev.bascule.cli;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import dev.bascule.transport.Transport;
import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node whose transaction answers as declared; frames begin with {@code ==}. */
final class FakeTransactions implements Transport {
  private static final Pattern BOUNDARY = Pattern.compile("(?m)^b=(=[0-9a-f]+)$");
  final List<String> asked = new ArrayList<>();
  final List<String> sent = new ArrayList<>();
  private final Map<String, String> answers = new HashMap<>();
  private String onlyAt = "";
  private boolean hanging;

  FakeTransactions says(String script, String... lines) {
    answers.put(script, String.join("\n", lines) + "\n==end\n");
    return this;
  }

  /** It has moved: only this address answers. */
  FakeTransactions onlyAt(String address) {
    onlyAt = address;
    return this;
  }

  /** Whether a login has no end until it is given up. */
  FakeTransactions hanging(boolean does) {
    hanging = does;
    return this;
  }

  @Override
  public Connection connect(NodeName node, ConnectionSettings settings) throws TransportException {
    if (hanging) {
      hang(node);
    }
    ConnectionSettings.Elsewhere elsewhere = settings.elsewhere();
    String at = elsewhere == null || elsewhere.address() == null ? "" : elsewhere.address();
    if (!at.equals(onlyAt)) {
      throw new TransportException(Kind.TIMED_OUT, "no answer from " + node, null, null);
    }
    return new Connection() {
      @Override
      public ScriptResult run(Script script, Duration deadline) {
        asked.add(script.name());
        sent.add(script.text());
        String answer = answers.get(script.name());
        if (answer == null) {
          throw new AssertionError("no answer was declared to " + script.name());
        }
        Matcher boundary = BOUNDARY.matcher(script.text());
        if (!boundary.find()) {
          throw new AssertionError("no boundary in " + script.name());
        }
        return new ScriptResult(0, null, answer.replace("==", boundary.group(1) + " "), "");
      }

      @Override
      public void close() {}
    };
  }

  private static void hang(NodeName node) throws TransportException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException givenUp) {
      throw new TransportException(Kind.TIMED_OUT, "no answer from " + node, null, givenUp);
    }
  }

  @Override
  public void close() {}
}
