package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.file.PathState;
import dev.bascule.file.Wanted;
import dev.bascule.file.WriteFile;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PayloadGateTest {
  private static final int ROOM = 1 << 20;
  private static final AbsolutePath PATH = new AbsolutePath("/f");
  private final PayloadGate gate = new PayloadGate(ROOM);

  @Test
  void small_payloads_never_wait() throws Exception {
    for (int i = 0; i < 1000; i++) {
      gate.enter(writing(100));
    }
    assertThat(enters(writing(100))).isDone();
  }

  @Test
  void a_large_payload_waits_until_there_is_room() throws Exception {
    PayloadGate.Place first = gate.enter(writing(ROOM / 4));
    CompletableFuture<PayloadGate.Place> second = enters(writing(ROOM / 4));
    assertThat(second).isNotDone();
    first.close();
    second.join().close();
  }

  @Test
  void what_is_larger_than_all_the_room_has_it_alone() throws Exception {
    gate.enter(writing(ROOM * 3)).close();
    gate.enter(writing(ROOM * 3)).close();
  }

  // Done when there is room; else it is queued before this returns.
  private CompletableFuture<PayloadGate.Place> enters(List<Numbered> steps) {
    CompletableFuture<PayloadGate.Place> entered = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                entered.complete(gate.enter(steps));
              } catch (InterruptedException e) {
                entered.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return entered;
  }

  private static List<Numbered> writing(int bytes) {
    WriteFile write =
        new WriteFile(
            PATH,
            new PathState.Absent(PATH),
            FileContent.of(new byte[bytes]),
            new Wanted(null, null, null),
            List.of(),
            false,
            false,
            false);
    return List.of(new Numbered(0, "task", false, write));
  }
}
