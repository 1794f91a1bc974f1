package dev.bascule.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.apply.NodeSights;
import dev.bascule.container.SeenContainers;
import dev.bascule.container.lxc.SeenLxcs;
import dev.bascule.container.proxmox.PveConf;
import dev.bascule.container.proxmox.PveContainer;
import dev.bascule.container.proxmox.PveNet;
import dev.bascule.container.proxmox.SeenPves;
import dev.bascule.file.Observation;
import dev.bascule.graph.Sides;
import dev.bascule.graph.TextGraph;
import dev.bascule.graph.Topology;
import dev.bascule.graph.svg.SvgGraph;
import dev.bascule.model.Cidr;
import dev.bascule.model.ContainerId;
import dev.bascule.model.IpAddress;
import dev.bascule.model.NodeName;
import dev.bascule.model.Value;
import dev.bascule.network.NetworkNotation;
import dev.bascule.network.space.NetworkSpace;
import dev.bascule.network.space.Place;
import dev.bascule.network.space.SpaceLink;
import dev.bascule.network.space.SpaceOwner;
import dev.bascule.network.space.Spaces;
import dev.bascule.plan.Planner;
import dev.bascule.state.DesiredState;
import dev.bascule.state.Facts;
import dev.bascule.state.Observed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A node of Proxmox as it is, as a playbook wants it, and what lies between. The folder holds its
 * network and its containers' files, {@code 105.running.conf}; what {@code expected.*} hold is
 * written anew with {@code lab/pictures}; then to be looked at.
 */
class ProxmoxPicturesTest {
  private static final Path FOLDER =
      Path.of("src/test/resources/dev/bascule/playbook/pictures/proxmox-containers");
  private static final NodeName NODE = new NodeName("pve1");
  private static final String LEASE = "192.0.2.77/24";

  private final Map<ContainerId, SeenPves.Seen> containers = new TreeMap<>();
  private final List<NetworkSpace> spaces = new ArrayList<>();
  private final Map<Place, Place> pairs = new HashMap<>();

  ProxmoxPicturesTest() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".conf")).toList()) {
        String[] words = file.getFileName().toString().split("\\.", -1);
        ContainerId id = new ContainerId(words[0]);
        PveConf conf = PveConf.read(Files.readString(file));
        boolean running = words[1].equals("running");
        containers.put(id, new SeenPves.Seen(conf, running));
        if (running) {
          runs(id, conf);
        }
      }
    }
  }

  private void runs(ContainerId id, PveConf conf) {
    SpaceOwner owner = PveContainer.owner(id);
    List<SpaceLink> links = new ArrayList<>();
    Map<String, List<IpAddress>> gateways = new HashMap<>();
    conf.current()
        .forEach(
            (number, net) -> {
              SpaceLink link = inside(net);
              Place here = new Place(owner, link.name());
              Place node = new Place(null, "veth" + id + "i" + number);
              links.add(link);
              pairs.put(here, node);
              pairs.put(node, here);
              String gateway = net.options().get("gw");
              if (gateway != null) {
                gateways.put(link.name(), List.of(IpAddress.of(gateway)));
              }
            });
    spaces.add(new NetworkSpace(owner, links, gateways));
  }

  private static SpaceLink inside(PveNet net) {
    Map<String, String> options = net.options();
    Cidr address = Cidr.of(options.getOrDefault("ip", "").replace("dhcp", LEASE));
    return new SpaceLink(
        options.getOrDefault("name", ""), 2, 9, 0, null, "veth", true, null, List.of(address));
  }

  @Test
  void what_is_wanted_of_them_is_drawn() throws Exception {
    Sides sides = sides(wanted());
    same("observed.txt", text(sides.observed(), false));
    same("desired.txt", text(sides.desired(), false));
    same("difference.txt", text(sides.difference(), true));
    same("observed.svg", svg(sides.observed(), false));
    same("desired.svg", svg(sides.desired(), false));
    same("difference.svg", svg(sides.difference(), true));
  }

  @Test
  void once_all_is_as_it_is_wanted_nothing_is_drawn_as_changed() throws Exception {
    ContainerId kept = new ContainerId("111");
    DesiredState all = wanted();
    DesiredState held =
        new DesiredState(
            all.tasks().stream()
                .filter(
                    task -> task.resource() instanceof PveContainer wish && wish.id().equals(kept))
                .toList(),
            List.of(),
            all.safeApply());
    assertThat(text(sides(held).difference(), true)).startsWith("  pve1  in sync\n");
  }

  private static DesiredState wanted() throws Exception {
    return new PlaybookFixture(FOLDER)
        .resolution()
        .nodes()
        .get(NODE)
        .resolve(new Facts(new Value.Fields(Map.of())), NetworkNotation.node(network()));
  }

  private Sides sides(DesiredState wanted) throws IOException {
    Observed observed =
        new Observed(
            Observation.NOTHING,
            NetworkNotation.node(network()),
            SeenContainers.NOTHING,
            SeenLxcs.NOTHING,
            new SeenPves(true, containers));
    Planner.Planned planned = Planner.plan(NODE, wanted, observed);
    assertThat(planned.problems()).isEmpty();
    Spaces seen = new Spaces(List.of(), spaces, pairs, Map.of(), Map.of(), 0);
    return Sides.of(NODE, NodeSights.of(planned.plan(), wanted, observed, seen));
  }

  private static String network() throws IOException {
    return Files.readString(FOLDER.resolve("node.network"));
  }

  private static String text(Topology topology, boolean difference) {
    return TextGraph.render(List.of(topology), difference);
  }

  private static String svg(Topology topology, boolean difference) {
    return SvgGraph.render("Test", List.of(topology), difference);
  }

  private static void same(String name, String text) throws IOException {
    Path file = FOLDER.resolve("expected." + name);
    if (Boolean.getBoolean("pictures.update")) {
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }
}
