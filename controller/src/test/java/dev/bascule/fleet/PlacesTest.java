package dev.bascule.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.event.RunEvent;
import dev.bascule.model.NodeName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Nodes that hang and those that would have to wait for them. Time only moves where a test says.
 */
@Timeout(20)
class PlacesTest {
  private final List<String> finished = Collections.synchronizedList(new ArrayList<>());
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch never = new CountDownLatch(1);
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final CountDownLatch firstQueues = new CountDownLatch(1);
  private volatile boolean secondHangs;
  private volatile @Nullable Thread queuing;

  @Test
  void a_node_whose_connection_does_not_come_about_makes_room_after_a_second() throws Exception {
    Steps steps = new Steps("jump", "take", "take", "jump");
    run(
        steps,
        1,
        nodes(3),
        (node, context) -> isFirst(node) ? hang(context, Phase.CONNECT) : done());
    assertThat(finished).containsExactly("n2", "n3", "n1");
    assertThat(steps.jumps).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(299));
  }

  @Test
  void a_probe_that_does_not_end_makes_room_as_well() throws Exception {
    Steps steps = new Steps("jump", "take", "take", "jump");
    run(steps, 1, nodes(3), (node, context) -> isFirst(node) ? hang(context, Phase.PROBE) : done());
    assertThat(finished).containsExactly("n2", "n3", "n1");
  }

  @Test
  void a_node_that_may_be_written_to_keeps_its_place_until_it_is_given_up() throws Exception {
    // The one that was given up answers its interrupt, too: before or after the second.
    Steps steps = new Steps("look", "jump", "take", "take");
    run(steps, 1, nodes(2), (node, context) -> isFirst(node) ? hang(context, Phase.APPLY) : done());
    assertThat(finished).containsExactly("n1", "n2");
    assertThat(steps.jumps).containsExactly(Duration.ofMinutes(5));
  }

  @Test
  void a_silent_node_that_comes_back_waits_for_its_turn_before_it_writes() throws Exception {
    CountDownLatch secondWrites = new CountDownLatch(1);
    CountDownLatch firstIsBack = new CountDownLatch(1);
    AtomicInteger writing = new AtomicInteger();
    List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
    NodeWork work =
        (node, context) -> {
          if (isFirst(node)) {
            context.emit(new RunEvent.NodePhase(node, Phase.PROBE));
            hanging.countDown();
            secondWrites.await();
            firstIsBack.countDown();
          }
          context.awaitTurn();
          seen.add(writing.incrementAndGet());
          secondWrites.countDown();
          firstIsBack.await();
          writing.decrementAndGet();
          return done();
        };
    run(new Steps("jump", "take", "take"), 1, nodes(2), work);
    assertThat(finished).containsExactly("n2", "n1");
    assertThat(seen).containsExactly(1, 1);
  }

  /** The first is silent, so that the second begins and takes the turn that the first waits for. */
  private NodeWork behindTheSecond() {
    CountDownLatch secondWrites = new CountDownLatch(1);
    return (node, context) -> {
      if (isFirst(node)) {
        context.emit(new RunEvent.NodePhase(node, Phase.PROBE));
        hanging.countDown();
        secondWrites.await();
        queuing = Thread.currentThread();
        context.awaitTurn();
      } else if (node.text().equals("n2")) {
        context.awaitTurn();
        context.emit(new RunEvent.NodePhase(node, Phase.APPLY));
        secondWrites.countDown();
        firstQueues.await();
        if (secondHangs) {
          never.await();
        }
      }
      return done();
    };
  }

  @Test
  void the_time_that_a_node_waits_for_its_turn_is_not_its_own() throws Exception {
    secondHangs = true;
    // At 300 s its time would be over; at 301 s that of the second is.
    Steps steps = new Steps("jump", "queued", "jump", "jump", "take", "take");
    run(steps, 1, nodes(2), behindTheSecond());
    assertThat(finished).containsExactly("n2", "n1");
    assertThat(steps.jumps)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(299), Duration.ofSeconds(1));
  }

  @Test
  void a_node_that_waits_for_its_turn_keeps_its_place_among_the_forks() throws Exception {
    run(new Steps("jump", "queued", "take", "take", "take"), 1, nodes(3), behindTheSecond());
    assertThat(order).containsExactly("n1", "n2", "n2 ends", "n1 ends", "n3", "n3 ends");
  }

  @Test
  void patience_grows_with_what_nodes_take_up_to_ten_seconds() {
    Places places = new Places(4);
    assertThat(places.patience()).isEqualTo(Duration.ofSeconds(1));
    places.answered(Duration.ofSeconds(2));
    assertThat(places.patience()).isEqualTo(Duration.ofSeconds(2));
    IntStream.range(0, 100).forEach(i -> places.answered(Duration.ofMinutes(1)));
    assertThat(places.patience()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void memory_bounds_how_many_are_waited_for() throws Exception {
    int all = Places.MOST_WAITED_FOR + 10;
    CountDownLatch begun = new CountDownLatch(Places.MOST_WAITED_FOR + 4);
    List<String> started = Collections.synchronizedList(new ArrayList<>());
    NodeWork work =
        (node, context) -> {
          started.add(node.text());
          begun.countDown();
          never.await();
          return done();
        };
    Deque<String> steps = new ArrayDeque<>(Collections.nCopies(Places.MOST_WAITED_FOR / 4, "jump"));
    steps.add("count");
    Steps time = new Steps(steps, begun, started);
    run(time, 4, nodes(all), work);
    assertThat(time.counted).isEqualTo(Places.MOST_WAITED_FOR + 4);
    // Nobody is waited for any longer in order to begin another.
    assertThat(time.jumps.get(64)).isEqualTo(Duration.ofSeconds(300 - 64));
  }

  private static boolean isFirst(NodeName node) {
    return node.text().equals("n1");
  }

  private static Outcome done() {
    return new Outcome.InSync();
  }

  private Outcome hang(WorkContext context, Phase phase) throws InterruptedException {
    context.emit(new RunEvent.NodePhase(new NodeName("n1"), phase));
    hanging.countDown();
    never.await();
    return done();
  }

  private static List<NodeName> nodes(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> new NodeName("n" + i)).toList();
  }

  private void run(Steps steps, int forks, List<NodeName> nodes, NodeWork work) throws Exception {
    Fleet fleet =
        new Fleet(
            new Limits(forks, Duration.ofMinutes(5), null),
            steps,
            new StopSwitch(),
            event -> {
              if (event instanceof RunEvent.NodeStarted it) {
                order.add(it.node().text());
              } else if (event instanceof RunEvent.NodeFinished it) {
                order.add(it.node() + " ends");
                finished.add(it.node().text());
              }
            });
    fleet.run(List.of(new Stage("a play", nodes, List.of(), null, work)));
  }

  /** Takes real news, jumps, or looks again at once, as the next step says. */
  private final class Steps implements Pacer {
    private final Deque<String> steps;
    private final CountDownLatch beforeCount;
    private final List<String> started;
    private final List<Duration> jumps = new ArrayList<>();
    private long now;
    private int counted;

    Steps(String... steps) {
      this(new ArrayDeque<>(List.of(steps)), hanging, List.of());
    }

    Steps(Deque<String> steps, CountDownLatch beforeCount, List<String> started) {
      this.steps = steps;
      this.beforeCount = beforeCount;
      this.started = started;
    }

    @Override
    public synchronized long nanos() {
      return now;
    }

    @Override
    public <T> Optional<T> await(BlockingQueue<T> queue, Duration atMost)
        throws InterruptedException {
      String step = steps.isEmpty() ? "jump" : steps.remove();
      if (step.equals("take")) {
        return Optional.of(queue.take());
      }
      if (step.equals("count")) {
        beforeCount.await();
        counted = started.size();
      } else if (started.isEmpty() && beforeCount == hanging) {
        hanging.await();
      }
      if (step.equals("queued")) {
        awaitQueued();
        return Optional.empty();
      }
      if (step.equals("look")) {
        return Optional.empty();
      }
      jumps.add(atMost);
      synchronized (this) {
        now += atMost.toNanos();
      }
      return Optional.empty();
    }

    private void awaitQueued() {
      Thread thread = queuing;
      while (thread == null || thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
        thread = queuing;
      }
      firstQueues.countDown();
    }
  }
}
