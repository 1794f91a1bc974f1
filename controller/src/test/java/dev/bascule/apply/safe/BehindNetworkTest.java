package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.apply.Deadlines;
import dev.bascule.event.Outcome;
import dev.bascule.file.Guard;
import dev.bascule.file.Resource;
import dev.bascule.file.RunCommand;
import dev.bascule.model.Change;
import dev.bascule.model.NodeName;
import dev.bascule.network.EmptyTransaction;
import dev.bascule.network.NetworkChange;
import dev.bascule.network.Transaction;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlannedTask;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong once the network is confirmed: the node is on its new one. */
class BehindNetworkTest {
  private static final NodeName NODE = new NodeName("hn-1");

  private final ManualPace pace = new ManualPace();
  private final FakeNode node = new FakeNode(pace);
  @TempDir Path folder;

  @BeforeEach
  void the_network_itself_goes_well() {
    String[] stands = {"==tx", "id=ID", "machine-id=m1", "mark=b:7", "nonce=n1", "decision=-"};
    String left = "left=90";
    node.says("stage", "==armed", "id=ID", left, "machine-id=m1", "mark=b:7", "==started", "==end")
        .says("prove", "==proven", String.join("\n", stands), "state=applied", "==end")
        .says("confirm", String.join("\n", stands), "state=confirmed", "==end");
  }

  @Test
  void a_task_that_fails_leaves_a_network_that_is_confirmed() {
    node.says("apply", "==fail 0 1", "no such container", "==end");
    assertThat(run())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            it -> {
              assertThat(it.message()).contains("no such container");
              assertThat(it.done()).contains("bridge br0");
              assertThat(it.confirmed()).isTrue();
            });
  }

  @Test
  void a_node_that_is_lost_meanwhile_may_be_so_by_its_network() {
    node.loses("apply");
    assertThat(run())
        .isInstanceOfSatisfying(
            Outcome.Unknown.class, it -> assertThat(it.plan().transaction()).isNotNull());
  }

  private Outcome run() {
    RunCommand restart =
        new RunCommand(
            new Resource.Command(List.of("vzctl restart 101"), true, Guard.NONE, null, Map.of()),
            false);
    NetworkChange bridge =
        new NetworkChange(
            Change.Verb.CREATE, "bridge br0", List.of(), NetworkChange.Effect.INTERRUPTS);
    Transaction transaction = EmptyTransaction.of();
    Plan plan =
        new Plan(
            NODE,
            List.of(
                new PlannedTask("play", "br0", "site.yml:3:5", false, List.of(bridge)),
                new PlannedTask("play", "restart", "site.yml:5:5", false, List.of(restart))),
            transaction);
    NodeTexts texts =
        new NodeTexts(
            it -> new TransactionTexts("true\n", "true\n", "true\n", null),
            ":\n",
            TargetCheck.NONE);
    Lifeline line =
        new Lifeline(
            node,
            pace,
            new KeptFiles(folder),
            event -> {},
            false,
            new Neighbourhood(FakeNode.NOBODY));
    return SafeApplyRun.run(node.session(), plan, Deadlines.USUAL, line, texts);
  }
}
