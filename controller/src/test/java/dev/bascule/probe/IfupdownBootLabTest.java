package dev.bascule.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkState;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.Route;
import dev.bascule.network.batch.Batch;
import dev.bascule.network.batch.BatchText;
import dev.bascule.network.persist.Edits;
import dev.bascule.network.persist.FileEdit;
import dev.bascule.network.persist.PersistRequest;
import dev.bascule.network.persist.RouteWords;
import dev.bascule.network.persist.ifupdown.IfupdownBackend;
import dev.bascule.network.wanted.Reach;
import dev.bascule.network.wanted.Target;
import dev.bascule.probe.net.NetworkReader;
import dev.bascule.probe.net.NetworkSubjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the files of ifupdown were made to say is what the node's own {@code ifup -a} brings up, on
 * each topology; and right after they were written it has nothing to do.
 */
@LabTest(nodes = 1)
class IfupdownBootLabTest {
  private static final InterfaceName CARD = new InterfaceName("eth0");
  private static final InterfaceName BRIDGE = new InterfaceName("br0");
  private static final PersistTexts TEXTS = new PersistTexts();

  private final Lab lab;
  private final LabNode node;
  @TempDir private Path folder;

  IfupdownBootLabTest(Lab lab) {
    this.lab = lab;
    this.node = lab.node(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"single", "secondaries", "on-link", "two-nics"})
  void a_boot_brings_up_what_the_batch_made(String topology) throws IOException {
    node.lay(topology);
    String original = node.exec("cat", "/etc/network/interfaces");
    NodeNetwork before = look();
    NetworkState target = target(before, wish());
    Edits.Planned edits = edits(before, target, Map.of(BRIDGE, CARD));

    run(before.state(), target);
    write(edits);
    String atConfirm = edits.atConfirm();
    assertThat(atConfirm).isNotNull();
    NetworkState made = look().state();
    assertThat(TEXTS.of(made, BRIDGE)).isEqualTo(TEXTS.of(target, BRIDGE));
    node.shell(atConfirm);
    assertThat(node.exec("ifquery", "--state")).contains("br0", "eth0");
    assertThat(node.shell("ifup -a 2>&1; ip -o link show dev br0 | grep -c UP")).isEqualTo("1\n");
    assertThat(everything(look().state())).isEqualTo(everything(made));

    node.powerOff();
    node.powerOn();
    NodeNetwork booted = look();
    assertThat(TEXTS.of(booted.state(), BRIDGE)).isEqualTo(TEXTS.of(target, BRIDGE));
    assertThat(TEXTS.of(booted.state(), CARD)).isEqualTo(TEXTS.of(target, CARD));
    NetworkState again = target(booted, wish());
    assertThat(edits(booted, again, Map.of(BRIDGE, CARD)).files()).isEmpty();
    comesBack(booted, before.state(), original);
  }

  @ParameterizedTest
  @ValueSource(strings = "dhcp")
  void a_bridge_with_a_client_comes_up_with_the_same_address(String topology) throws IOException {
    node.lay(topology);
    NodeNetwork before = look();
    write(edits(before, target(before, wish()), Map.of(BRIDGE, CARD)));

    node.powerOff();
    node.powerOn();

    NetworkState booted = look().state();
    assertThat(booted.addressesOf(BRIDGE).stream().map(one -> one.local().address().text()))
        .contains(node.address());
    assertThat(booted.link(BRIDGE).orElseThrow().mac())
        .isEqualTo(before.state().link(CARD).orElseThrow().mac());
    assertThat(booted.dhcpClients()).anyMatch(client -> client.link().equals(BRIDGE));
  }

  /** Taken apart again the files are, byte for byte, what they were, and so is the next boot. */
  private void comesBack(NodeNetwork bridged, NetworkState first, String original)
      throws IOException {
    NetworkState target = target(bridged, removal());
    write(edits(bridged, target, Map.of(CARD, BRIDGE)));
    assertThat(node.exec("cat", "/etc/network/interfaces")).isEqualTo(original);

    node.powerOff();
    node.powerOn();
    NetworkState back = look().state();
    assertThat(TEXTS.of(back, CARD)).isEqualTo(TEXTS.of(first, CARD));
    assertThat(back.link(BRIDGE)).isEmpty();
  }

  private static NetworkResource wish() {
    return new NetworkResource.Bridge(
        BRIDGE, true, null, CARD, List.of(), List.of(), null, null, null, null, null, false, null,
        Map.of(), true);
  }

  private static NetworkResource removal() {
    return new NetworkResource.Bridge(
        BRIDGE, false, null, null, List.of(), List.of(), null, null, null, null, null, false, CARD,
        Map.of(), true);
  }

  private static NetworkState target(NodeNetwork seen, NetworkResource wish) {
    Reach reach = Target.of(seen, seen.state(), wish);
    assertThat(reach).isInstanceOf(Reach.Reached.class);
    return ((Reach.Reached) reach).after();
  }

  private static Edits.Planned edits(
      NodeNetwork seen, NetworkState target, Map<InterfaceName, InterfaceName> adopted) {
    PersistRequest request =
        new PersistRequest(seen.state(), target, Set.of(BRIDGE, CARD), adopted);
    Edits edits = new IfupdownBackend().edit(seen.files(), request);
    assertThat(edits).isInstanceOf(Edits.Planned.class);
    return (Edits.Planned) edits;
  }

  private void run(NetworkState from, NetworkState to) {
    NodeNetwork seen = lookQuietly();
    String functions = ShellText.parts(List.of("common", "net-ops", "net-addresses", "net-ovs"));
    String batch = BatchText.forward(Batch.between(from, to), seen.tools());
    node.exec("sh", "-c", "printf %s \"$1\" >/root/functions", "sh", functions);
    node.exec("sh", "-c", "printf %s \"$1\" >/root/batch", "sh", batch);
    node.shell(". /root/functions; . /root/batch");
  }

  private NodeNetwork lookQuietly() {
    try {
      return look();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void write(Edits.Planned edits) {
    for (FileEdit edit : edits.files()) {
      assertThat(edit.after()).isNotNull();
      String text = new String(edit.after().bytes(), StandardCharsets.UTF_8);
      node.exec("sh", "-c", "printf %s \"$1\" >\"$2\"", "sh", text, edit.path().text());
    }
  }

  private static Set<String> everything(NetworkState state) {
    Set<String> all = new TreeSet<>();
    state.links().forEach(link -> all.add(link.toString()));
    state.addresses().forEach(one -> all.add(one.link() + " " + one.local() + one.label()));
    state.routes().forEach(route -> all.add(route.toString()));
    return all;
  }

  private NodeNetwork look() throws IOException {
    NetworkSubjects names = new NetworkSubjects(Set.of("br0", "eth0", "eth1"));
    ProbeScript script =
        new ProbeScript("=lab", Subjects.of(List.of()), Optional.of(names), Set.of(), false, true);
    Path file = Files.writeString(folder.resolve("script"), script.script().text());
    String line = "ssh -F '%s' %s /bin/sh -s <'%s'".formatted(lab.sshConfig(), node.name(), file);
    String out = lab.controller("sh", "-c", line).orThrow().out();
    return NetworkReader.read(Frames.read("=lab", out)).orElseThrow();
  }

  /** What a boot has to bring of a link, as lines. */
  private static final class PersistTexts {
    Set<String> of(NetworkState state, InterfaceName name) {
      Set<String> all = new TreeSet<>();
      Link link = state.link(name).orElseThrow();
      all.add("mac " + link.mac() + " mtu " + link.mtu() + " master " + link.master());
      link.bridge()
          .ifPresent(
              kind -> all.add(kind.stp() + " " + kind.forwardDelay() + " " + kind.vlanFiltering()));
      state.ports(name).forEach(port -> all.add("port " + port.name()));
      state.addressesOf(name).stream()
          .filter(address -> !address.isLinkLocal6())
          .forEach(address -> all.add(address.local() + " " + address.scope()));
      state.routesOver(name).stream()
          .filter(route -> !route.isConnected())
          .map(RouteWords::key)
          .forEach(all::add);
      state.routesOver(name).stream()
          .filter(Route::isDefault)
          .forEach(route -> all.add("default " + route.family()));
      return all;
    }
  }
}
