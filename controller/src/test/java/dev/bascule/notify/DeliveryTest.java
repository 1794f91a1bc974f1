package dev.bascule.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.notify.Decision.Decided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {
  private static final NodeEvent ONE = Messages.drift("hn-1", false, "/a");
  private static final NodeEvent TWO = Messages.drift("hn-2", false, "/b");
  private static final Decided BOTH = new Decided(List.of(ONE, TWO), List.of(memo(ONE), memo(TWO)));

  private static final Decided NOTHING = new Decided(List.of(), List.of());

  @TempDir Path folder;
  private final Remembering memory = new Remembering();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final List<Message> sent = new ArrayList<>();
  private Message last = Messages.of();
  private Instant now = Instant.parse("2026-03-01T10:15:00Z");
  private Meanwhile meanwhile = () -> {};
  private String poison = "";
  private boolean refused;
  private boolean broken;

  @Test
  void one_message_has_all_events_and_what_arrived_is_remembered() throws Exception {
    assertThat(deliver(BOTH)).isTrue();
    assertThat(sent).singleElement().satisfies(it -> assertThat(it.events()).hasSize(2));
    assertThat(memory.settled).containsExactly(memo(ONE), memo(TWO));
  }

  @Test
  void what_did_not_arrive_is_not_remembered_and_is_told() throws Exception {
    broken = true;
    assertThat(deliver(BOTH)).isFalse();
    assertThat(memory.settled).isEmpty();
    assertThat(memory.released).containsExactly(memo(ONE), memo(TWO));
    assertThat(warnings).containsExactly("nobody was notified by a test: down");
  }

  @Test
  void what_another_controller_tells_just_now_is_left_to_it() throws Exception {
    memory.elsewhere.add(memo(ONE));
    assertThat(deliver(BOTH)).isTrue();
    assertThat(sent.get(0).events()).containsExactly(TWO);
    assertThat(memory.settled).containsExactly(memo(TWO));
  }

  @Test
  void without_events_nothing_is_sent_and_the_rest_is_remembered() throws Exception {
    Memo seen = new Memo(new NodeName("hn-3"), Topic.UNREACHABLE, Decision.SEEN, null);
    assertThat(deliver(new Decided(List.of(), List.of(seen)))).isTrue();
    assertThat(sent).isEmpty();
    assertThat(memory.settled).containsExactly(seen);
  }

  @Test
  void a_memory_that_fails_loses_no_event() throws Exception {
    memory.failing = true;
    assertThat(deliver(BOTH)).isTrue();
    assertThat(sent.get(0).events()).hasSize(2);
    assertThat(warnings)
        .containsExactly("what was told cannot be remembered, and will be told again: disk full");
  }

  @Test
  void a_rollback_that_nobody_heard_of_is_told_with_the_next_run() throws Exception {
    NodeEvent rollback = Messages.event(Topic.ROLLBACK, "hn-4", "rolled_back", "lost");
    broken = true;
    deliver(new Decided(List.of(rollback, ONE), List.of(memo(ONE))));
    deliver(new Decided(List.of(), List.of()));
    assertThat(warnings).hasSize(2);
    assertThat(texts).isEmpty();

    broken = false;
    deliver(new Decided(List.of(), List.of()));
    assertThat(texts)
        .singleElement()
        .asString()
        .contains("\"rollback\"")
        .doesNotContain("drift\",");
    deliver(new Decided(List.of(), List.of()));
    assertThat(texts).hasSize(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_kept_message_that_always_fails_keeps_no_other_one_waiting_and_is_dropped()
      throws Exception {
    keepRollback();
    poison = "rollback";
    for (int i = 0; i < Backlog.TRIES; i++) {
      assertThat(folder).isNotEmptyDirectory();
      assertThat(deliver(BOTH)).isTrue();
    }
    assertThat(sent).hasSize(Backlog.TRIES);
    assertThat(folder).isEmptyDirectory();
    assertThat(warnings).last().asString().endsWith("is not kept any longer");
  }

  @Test
  void one_that_the_other_side_does_not_want_is_dropped_at_once() throws Exception {
    keepRollback();
    poison = "rollback";
    refused = true;
    deliver(NOTHING);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void one_that_fails_lets_the_next_run_try_another_one() throws Exception {
    keepRollback();
    now = now.plusSeconds(60);
    Headline other = new Headline("other", "apply", "20260301-101600-beef", 1);
    new Backlog(folder, now).keep(other, "{\"events\":[]}", warnings::add);
    poison = "rollback";
    deliver(NOTHING);
    assertThat(texts).isEmpty();
    deliver(NOTHING);
    assertThat(texts).singleElement().asString().startsWith("other");
  }

  @Test
  void of_two_runs_at_once_one_sends_what_is_kept() throws Exception {
    keepRollback();
    meanwhile = () -> deliver(NOTHING);
    deliver(NOTHING);
    assertThat(texts).hasSize(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void what_a_run_that_died_was_sending_is_sent_by_another_one_later() throws Exception {
    keepRollback();
    meanwhile =
        () -> {
          throw new IllegalStateException("killed");
        };
    assertThatThrownBy(() -> deliver(NOTHING)).hasMessage("killed");
    deliver(NOTHING);
    assertThat(texts).isEmpty();
    now = now.plus(Duration.ofMinutes(11));
    deliver(NOTHING);
    assertThat(texts).hasSize(1);
  }

  @Test
  void what_is_older_than_a_week_is_no_news() throws Exception {
    keepRollback();
    now = now.plus(Duration.ofDays(8));
    deliver(NOTHING);
    assertThat(texts).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void where_too_many_are_kept_the_oldest_go_however_often_they_were_tried() throws Exception {
    keepRollback();
    broken = true;
    deliver(NOTHING);
    for (int i = 0; i < Backlog.MOST; i++) {
      now = now.plusSeconds(60);
      Headline other = new Headline("other", "apply", "20260301-1016%02d-beef".formatted(i), 1);
      new Backlog(folder, now).keep(other, "{\"events\":[]}", warnings::add);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName()).split("_")[1]))
          .hasSize(Backlog.MOST)
          .contains("20260301-101600-beef", "20260301-101619-beef");
    }
  }

  private void keepRollback() throws Exception {
    broken = true;
    NodeEvent rollback = Messages.event(Topic.ROLLBACK, "hn-4", "rolled_back", "lost");
    deliver(new Decided(List.of(rollback), List.of()));
    broken = false;
    warnings.clear();
  }

  private interface Meanwhile {
    void run() throws InterruptedException;
  }

  private boolean deliver(Decided decided) throws InterruptedException {
    Channel channel =
        new Channel() {
          @Override
          public String shown() {
            return "a test";
          }

          @Override
          public String identity() {
            return "test";
          }

          @Override
          public void deliver(Headline headline, String json)
              throws UndeliveredException, InterruptedException {
            Meanwhile then = meanwhile;
            meanwhile = () -> {};
            then.run();
            if (broken || headline.events().equals(poison)) {
              throw new UndeliveredException("down", refused);
            }
            sent.add(last);
            texts.add(headline.events() + " " + json.substring(json.indexOf("\"events\"")));
          }
        };
    return new Delivery(channel, memory, new Backlog(folder, now), warnings::add)
        .of(
            decided,
            events -> last = Messages.of(events.toArray(NodeEvent[]::new)),
            new MessageJson(new Secrets()));
  }

  private static Memo memo(NodeEvent event) {
    return new Memo(event.node(), Topic.DRIFT, "digest", event);
  }

  private static final class Remembering implements Memory {
    private final Set<Memo> elsewhere = new HashSet<>();
    private final List<Memo> settled = new ArrayList<>();
    private final List<Memo> released = new ArrayList<>();
    private boolean failing;

    @Override
    public Map<NodeName, String> told(Topic topic) {
      return Map.of();
    }

    @Override
    public Set<Memo> claim(List<Memo> memos) throws IOException {
      fail();
      Set<Memo> mine = new HashSet<>(memos);
      mine.removeAll(elsewhere);
      return mine;
    }

    @Override
    public void release(List<Memo> memos) {
      released.addAll(memos);
    }

    @Override
    public void settle(List<Memo> memos) throws IOException {
      fail();
      settled.addAll(memos);
    }

    private void fail() throws IOException {
      if (failing) {
        throw new IOException("disk full");
      }
    }
  }
}
