package dev.bascule.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.container.Container;
import dev.bascule.container.SeenContainer;
import dev.bascule.container.SeenContainers;
import dev.bascule.container.lxc.LxcContainer;
import dev.bascule.container.lxc.LxcPlace;
import dev.bascule.container.lxc.SeenLxc;
import dev.bascule.container.lxc.SeenLxcs;
import dev.bascule.container.proxmox.SeenPves;
import dev.bascule.file.Observation;
import dev.bascule.file.PathState;
import dev.bascule.file.Resource.Sysctl;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Change;
import dev.bascule.model.Cidr;
import dev.bascule.model.ContainerId;
import dev.bascule.model.Desired;
import dev.bascule.model.FileContent;
import dev.bascule.model.FileMode;
import dev.bascule.model.NodeName;
import dev.bascule.network.NetworkChange;
import dev.bascule.network.persist.FileEdit;
import dev.bascule.network.persist.NetworkFileChange;
import dev.bascule.state.DesiredState;
import dev.bascule.state.DesiredTask;
import dev.bascule.state.Observed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final AbsolutePath FOLDER = new AbsolutePath("/etc/sysctl.d");
  private static final AbsolutePath FILE = new AbsolutePath("/etc/sysctl.d/50.conf");

  private static DesiredTask parameter(String task, String key) {
    return new DesiredTask("play", task, "x.yml:3:5", new Sysctl(key, "1", FILE), List.of());
  }

  private static Plan plan(DesiredTask... tasks) {
    PathState.Access root = new PathState.Access(new FileMode(0755), 0, 0, "root", "root");
    Observation observed =
        new Observation(
            Map.of(FOLDER, new PathState.Folder(root, true), FILE, new PathState.Absent(FOLDER)),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of("net.a", "0", "net.b", "0"),
            Map.of(),
            Map.of(),
            Map.of(),
            false,
            false);
    Planner.Planned planned =
        Planner.plan(new NodeName("n"), new DesiredState(List.of(tasks), List.of()), observed);
    assertThat(planned.problems()).isEmpty();
    return planned.plan();
  }

  @Test
  void parameters_of_one_task_write_their_file_once() {
    Plan plan = plan(parameter("t", "net.a"), parameter("t", "net.b"));
    assertThat(plan.tasks()).hasSize(1);
    List<Change> changes = plan.tasks().get(0).changes();
    assertThat(changes)
        .extracting(Change::target)
        .containsExactly("/etc/sysctl.d/50.conf", "sysctl net.a", "sysctl net.b");
    assertThat(changes.get(0).content().orElseThrow().before()).isNull();
    assertThat(changes.get(0).content().orElseThrow().after().text())
        .isEqualTo("net.a = 1\nnet.b = 1\n");
  }

  @Test
  void tasks_with_names_of_their_own_stay_apart() {
    assertThat(plan(parameter("t", "net.a"), parameter("u", "net.b")).tasks()).hasSize(2);
  }

  private static Plan twice(Desired wanted, Observed observed) {
    List<DesiredTask> tasks =
        List.of(
            new DesiredTask("play", "first", "x.yml:3:5", wanted, List.of()),
            new DesiredTask("play", "again", "x.yml:9:5", wanted, List.of()));
    return Planner.plan(new NodeName("n"), new DesiredState(tasks, List.of()), observed).plan();
  }

  @Test
  void the_same_wish_for_a_container_in_two_tasks_is_done_once() {
    ContainerId id = new ContainerId("101");
    List<Cidr> venet = List.of(Cidr.of("10.0.0.1/32"));
    Container wanted = new Container(id, true, List.of(), venet, null, null, Map.of());
    SeenContainer seen =
        new SeenContainer(id, true, SeenContainer.Status.STOPPED, Map.of(), null, null);
    Observed observed =
        new Observed(
            Observation.NOTHING,
            null,
            new SeenContainers("4.11.1", Map.of(id, seen)),
            SeenLxcs.NOTHING,
            SeenPves.NOTHING);
    Plan plan = twice(wanted, observed);
    assertThat(plan.tasks()).extracting(PlannedTask::name).containsExactly("first");
  }

  @Test
  void so_is_one_for_a_container_of_lxc() {
    LxcPlace web = new LxcPlace("web", LxcPlace.USUAL);
    LxcContainer wanted = new LxcContainer(web, List.of(), false);
    SeenLxc seen =
        new SeenLxc(
            web, "lxc.net.0.type = empty\n", "STOPPED", null, null, false, null, "0", false);
    Observed observed =
        new Observed(
            Observation.NOTHING,
            null,
            SeenContainers.NOTHING,
            new SeenLxcs("5.0.2", Map.of(web, seen)),
            SeenPves.NOTHING);
    Plan plan = twice(wanted, observed);
    assertThat(plan.tasks()).extracting(PlannedTask::name).containsExactly("first");
    assertThat(plan.tasks().get(0).changes()).hasSize(1);
  }

  @Test
  void a_running_container_that_was_not_looked_into_is_told_though_nothing_is_planned() {
    LxcPlace web = new LxcPlace("web", LxcPlace.USUAL);
    SeenLxc seen = new SeenLxc(web, "", "RUNNING", null, null, false, "no ip", "0", false);
    Observed observed =
        new Observed(
            Observation.NOTHING,
            null,
            SeenContainers.NOTHING,
            new SeenLxcs("5.0.2", Map.of(web, seen)),
            SeenPves.NOTHING);
    LxcContainer wanted = new LxcContainer(web, null, false);
    List<DesiredTask> tasks = List.of(new DesiredTask("play", "t", "x.yml:3:5", wanted, List.of()));
    Plan plan =
        Planner.plan(new NodeName("n"), new DesiredState(tasks, List.of()), observed).plan();
    assertThat(plan.tasks()).isEmpty();
    assertThat(plan.warnings()).hasSize(1).first().asString().endsWith("looked at: no ip");
  }

  @Test
  void the_files_of_the_next_boot_show_below_the_task_that_wants_them() {
    NetworkChange bridge =
        new NetworkChange(Change.Verb.CREATE, "bridge br0", List.of(), NetworkChange.Effect.SAFE);
    FileEdit edit =
        new FileEdit(
            new AbsolutePath("/etc/network/interfaces"), null, FileContent.of("auto br0\n"));
    PlannedTask first = new PlannedTask("play", "t", "x.yml:3:5", false, List.of(bridge));
    PlannedTask second =
        new PlannedTask("play", "t", "x.yml:3:5", false, List.of(new NetworkFileChange(edit)));
    assertThat(TaskSteps.belongTogether(first, second)).isTrue();
    assertThat(TaskSteps.join(first, second).changes())
        .extracting(Change::target)
        .containsExactly("bridge br0", "/etc/network/interfaces");
  }
}
