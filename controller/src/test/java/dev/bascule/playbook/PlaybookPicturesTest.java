package dev.bascule.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.apply.NodeSights;
import dev.bascule.container.Container;
import dev.bascule.container.Inside;
import dev.bascule.container.NodeSight;
import dev.bascule.container.SeenContainer;
import dev.bascule.container.SeenContainers;
import dev.bascule.container.lxc.LxcContainer;
import dev.bascule.container.lxc.LxcPlace;
import dev.bascule.container.lxc.SeenLxc;
import dev.bascule.container.lxc.SeenLxcs;
import dev.bascule.container.proxmox.SeenPves;
import dev.bascule.file.Observation;
import dev.bascule.graph.Sides;
import dev.bascule.graph.Topology;
import dev.bascule.graph.svg.SvgGraph;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.ContainerId;
import dev.bascule.model.FileContent;
import dev.bascule.model.NodeName;
import dev.bascule.model.Value;
import dev.bascule.network.NetworkNotation;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.persist.NodeFiles;
import dev.bascule.network.space.Spaces;
import dev.bascule.plan.PlanProblem;
import dev.bascule.plan.Planner;
import dev.bascule.state.DesiredSource;
import dev.bascule.state.DesiredState;
import dev.bascule.state.DesiredTask;
import dev.bascule.state.Facts;
import dev.bascule.state.Observed;
import dev.bascule.state.UnresolvedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The picture of each example playbook in docs/pictures: what it would change on a node that has
 * two cards ({@code node.network} beside the examples' folders, or in the folder of the one) and
 * its containers, which have no interface yet. Written anew with {@code lab/pictures}; then to be
 * looked at.
 */
class PlaybookPicturesTest {
  private static final Path EXAMPLES = Path.of("src/test/resources/dev/bascule/playbook/examples");
  private static final Path PLAYBOOKS = Path.of("../playbooks");
  private static final Path PICTURES = Path.of("../docs/pictures");
  private static final String INTERFACES =
      """
      auto eth0
      iface eth0 inet static
          address 192.0.2.7/24
          gateway 192.0.2.1

      auto eth1
      iface eth1 inet static
          address 10.67.1.1/16
      """;

  @TestFactory
  Stream<DynamicTest> each_playbook_has_its_picture_in_the_docs() throws IOException {
    return examples().stream().map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
  }

  @Test
  void no_picture_is_left_of_a_playbook_that_is_gone_and_each_is_shown() throws IOException {
    String docs =
        Files.readString(Path.of("../docs/graph.md"))
            + Files.readString(Path.of("../docs/playbooks.md"));
    try (Stream<Path> pictures = Files.list(PICTURES)) {
      // The others are screenshots of the page.
      for (Path picture : pictures.filter(it -> it.toString().endsWith(".svg")).toList()) {
        String name = picture.getFileName().toString();
        assertThat(examples()).contains(name.replace(".svg", ""));
        assertThat(docs).contains("(pictures/" + name + ")");
      }
    }
  }

  private static void check(String name) throws IOException {
    PlaybookFixture fixture =
        new PlaybookFixture(EXAMPLES.resolve(name), List.of(PLAYBOOKS.resolve(name + ".yml")));
    Map<NodeName, Value.Fields> facts = fixture.facts();
    List<Topology> nodes = new ArrayList<>();
    List<PlanProblem> problems = new ArrayList<>();
    for (Map.Entry<NodeName, DesiredSource> node : fixture.resolution().nodes().entrySet()) {
      Value.Fields known = facts.getOrDefault(node.getKey(), new Value.Fields(Map.of()));
      picture(node.getKey(), node.getValue(), new Facts(known), name, problems)
          .ifPresent(nodes::add);
    }
    // A node may want a card that this one does not have; not all of them.
    if (nodes.isEmpty()) {
      assertThat(problems).isEmpty();
    }
    // Of several nodes the one of which most is wanted.
    Optional<Topology> most =
        nodes.stream().max(Comparator.comparingInt((Topology node) -> node.vertices().size()));
    Path file = PICTURES.resolve(name + ".svg");
    String text =
        most.map(node -> SvgGraph.render("What " + name + ".yml changes", List.of(node), true))
            .orElse("");
    if (Boolean.getBoolean("pictures.update")) {
      Files.createDirectories(PICTURES);
      Files.deleteIfExists(file);
      if (!text.isEmpty()) {
        Files.writeString(file, text);
      }
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as("write it anew: lab/pictures")
        .isEqualTo(text);
  }

  private static Optional<Topology> picture(
      NodeName node, DesiredSource source, Facts facts, String playbook, List<PlanProblem> problems)
      throws IOException {
    DesiredState all;
    try {
      all = source.resolve(facts, network(playbook));
    } catch (UnresolvedException e) {
      all = source.beforeContact();
    }
    List<DesiredTask> tasks =
        all.tasks().stream()
            .filter(
                task ->
                    task.resource() instanceof NetworkResource
                        || task.resource() instanceof Container
                        || task.resource() instanceof LxcContainer)
            .toList();
    if (tasks.isEmpty()) {
      return Optional.empty();
    }
    DesiredState wanted = new DesiredState(tasks, List.of(), all.safeApply());
    Observed observed =
        new Observed(
            Observation.NOTHING,
            network(playbook),
            containers(tasks),
            lxcs(tasks),
            SeenPves.NOTHING);
    Planner.Planned planned = Planner.plan(node, wanted, observed);
    if (!planned.problems().isEmpty()) {
      problems.addAll(planned.problems());
      return Optional.empty();
    }
    NodeSight sight = NodeSights.of(planned.plan(), wanted, observed, Spaces.NONE);
    return Optional.of(Sides.of(node, sight).difference());
  }

  private static NodeNetwork network(String playbook) throws IOException {
    Path own = EXAMPLES.resolve(playbook).resolve("node.network");
    Path usual = EXAMPLES.resolve("node.network");
    NodeNetwork bare = NetworkNotation.node(Files.readString(Files.exists(own) ? own : usual));
    NodeFiles files =
        new NodeFiles(
            Map.of(new AbsolutePath("/etc/network/interfaces"), FileContent.of(INTERFACES)),
            Set.of("ifupdown"));
    return new NodeNetwork(
        bare.state(), bare.control(), bare.owners(), bare.tools(), files, null, List.of());
  }

  private static SeenContainers containers(List<DesiredTask> tasks) {
    Map<ContainerId, SeenContainer> all = new HashMap<>();
    for (DesiredTask task : tasks) {
      if (task.resource() instanceof Container wish) {
        Inside inside =
            new Inside(List.of(), List.of(), Map.of("/etc/network/interfaces", "auto lo\n"));
        all.put(
            wish.id(),
            new SeenContainer(
                wish.id(), true, SeenContainer.Status.RUNNING, Map.of(), inside, null));
      }
    }
    return new SeenContainers("4.11.1", all);
  }

  private static SeenLxcs lxcs(List<DesiredTask> tasks) {
    Map<LxcPlace, SeenLxc> all = new HashMap<>();
    for (DesiredTask task : tasks) {
      if (task.resource() instanceof LxcContainer wish) {
        String config = "lxc.uts.name = " + wish.place().name() + "\n";
        all.put(
            wish.place(),
            new SeenLxc(wish.place(), config, "STOPPED", null, null, false, null, "0", false));
      }
    }
    return new SeenLxcs("5.0.2", all);
  }

  private static List<String> examples() throws IOException {
    try (Stream<Path> files = Files.list(PLAYBOOKS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yml"))
          .map(name -> name.replace(".yml", ""))
          .sorted()
          .toList();
    }
  }
}
