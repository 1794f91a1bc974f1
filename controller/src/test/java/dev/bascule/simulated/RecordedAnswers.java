package dev.bascule.simulated;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What nodes answer to one probe. Each probe has a mark of its own, which the answer repeats. */
final class RecordedAnswers {
  private static final Pattern MARK = Pattern.compile("\\Rb==([0-9a-f]{12})\\R");

  private final String probe;
  private final String mark;
  private final String inSync;
  private final String drifted;
  private final int every;

  /**
   * Answers to one probe.
   *
   * @param probe the script that was recorded
   * @param inSync what a node in sync answered, and
   * @param drifted one that has drifted
   * @param every one node in so many has drifted; 0 for none
   */
  RecordedAnswers(byte[] probe, byte[] inSync, byte[] drifted, int every) {
    this.probe = text(probe);
    this.mark = mark(this.probe).orElseThrow(() -> new IllegalArgumentException("not a probe"));
    this.inSync = text(inSync);
    this.drifted = text(drifted);
    this.every = every;
  }

  /**
   * The answer of one node; nothing to another script than the recorded one.
   *
   * @param address the node's, four bytes
   */
  Optional<byte[]> to(byte[] script, byte[] address) {
    String asked = text(script);
    Optional<String> now = mark(asked);
    if (now.isEmpty() || !asked.replace(now.get(), mark).equals(probe)) {
      return Optional.empty();
    }
    boolean differs = every > 0 && (address[3] & 0xff) % every == 0;
    String answer = (differs ? drifted : inSync).replace(mark, now.get());
    return Optional.of(answer.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Optional<String> mark(String script) {
    Matcher matcher = MARK.matcher(script);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
