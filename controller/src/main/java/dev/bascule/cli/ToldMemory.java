package dev.bascule.cli;

import dev.bascule.history.DriftScope;
import dev.bascule.history.HistoryException;
import dev.bascule.history.Told;
import dev.bascule.model.NodeName;
import dev.bascule.notify.Memo;
import dev.bascule.notify.Memory;
import dev.bascule.notify.Topic;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What was told before, as the history knows it: by what a run looks at, inventories, playbooks and
 * tags, so that one with other playbooks ends nothing that it did not look at. And by who is told.
 *
 * @param channel a hash of it
 */
record ToldMemory(Recording recording, DriftScope scope, String channel, Clock clock)
    implements Memory {
  private static final Duration LONGEST = Duration.ofSeconds(5);
  // A message takes less.
  private static final Duration SENDING = Duration.ofMinutes(2);

  private String key() {
    return Told.memory(scope) + "/" + channel;
  }

  @Override
  public Map<NodeName, String> told(Topic topic) throws IOException {
    return ask(told -> told.all(key(), topic.word()));
  }

  @Override
  public Set<Memo> claim(List<Memo> memos) throws IOException {
    Map<Told.Note, Memo> byNote = notes(memos);
    Set<Told.Note> mine = ask(told -> told.claim(key(), byNote.keySet(), SENDING));
    Set<Memo> claimed = new HashSet<>();
    mine.forEach(note -> claimed.add(Objects.requireNonNull(byNote.get(note))));
    return claimed;
  }

  @Override
  public void release(List<Memo> memos) throws IOException {
    ask(
        told -> {
          told.release(key(), notes(memos).keySet());
          return memos;
        });
  }

  @Override
  public void settle(List<Memo> memos) throws IOException {
    Instant now = clock.instant();
    ask(
        told -> {
          told.settle(key(), notes(memos).keySet(), now);
          return memos;
        });
  }

  private static Map<Told.Note, Memo> notes(List<Memo> memos) {
    Map<Told.Note, Memo> notes = new HashMap<>();
    memos.forEach(
        memo -> notes.put(new Told.Note(memo.node(), memo.topic().word(), memo.digest()), memo));
    return notes;
  }

  private interface Ask<T> {
    T of(Told told) throws HistoryException;
  }

  private <T> T ask(Ask<T> ask) throws IOException {
    try {
      return recording.ask(history -> ask.of(history.told()), LONGEST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
