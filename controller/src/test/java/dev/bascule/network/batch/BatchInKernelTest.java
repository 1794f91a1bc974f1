package dev.bascule.network.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.NetworkNotation;
import dev.bascule.network.NetworkResource;
import dev.bascule.network.NetworkState;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.Touched;
import dev.bascule.network.WishNotation;
import dev.bascule.network.wanted.Reach;
import dev.bascule.network.wanted.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The folders' nodes, laid in a network namespace: what a real kernel makes of their batches. */
class BatchInKernelTest {
  private static final Path FOLDERS = Path.of("src/test/resources/dev/bascule/network/batch");
  private static final Path PARTS = Path.of("src/main/resources/dev/bascule/node");

  private static final String LAID =
      """
      . ./parts
      ip link set lo up
      # No link-local addresses that come when they like.
      echo 1 >/proc/sys/net/ipv6/conf/default/addr_gen_mode
      %s
      . ./lay || exit 9
      mkdir kept
      net_dir=$PWD/kept
      netstate %s >before
      """;

  // For each number of steps: there so far, back, and what differs then.
  private static final String RUN =
      """
      k=0
      while [ "$k" -le %d ]; do
        (net_stop=$k; . ./batch) >said 2>&1
        (. ./inverse) >undone 2>&1 || { echo "back from $k:"; cat undone; }
        netstate %s >after
        netdiff before after '%s' >diff || { echo "from $k:"; cat said diff; }
        k=$((k + 1))
      done
      (unset net_stop; . ./batch) >said 2>&1 || { echo 'there:'; cat said; }
      netstate %s >there
      (. ./batch) >said 2>&1 || { echo 'there again:'; cat said; }
      netstate %s >again
      netdiff there again '%s' >diff || cat diff
      """;

  private static final String WIDE =
      """
      (. ./batch) >said 2>&1 || cat said
      (. ./wide) >undone 2>&1
      netstate %s >after
      netdiff before after '%s' >diff || cat undone diff
      """;

  @TempDir Path folder;

  @BeforeEach
  void needs_root() throws IOException {
    if (System.getenv("CI") == null) {
      assumeTrue(
          Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "namespaces need root");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adopt-all-that-a-card-carries",
        "adopt-what-networkmanager-left",
        "adopt-into-a-bridge-of-containers",
        "take-a-bridge-apart",
        "address-becomes-the-only-one"
      })
  void from_every_step_the_inverse_leads_back(String name) throws Exception {
    Way way = way(name);
    String links = way.links();
    String run = RUN.formatted(way.batch().size(), links, links, links, links, links);
    assertThat(run(way, run)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"adopt-what-networkmanager-left", "bridge-of-a-new-pair"})
  void the_wide_way_leads_back(String name) throws Exception {
    Way way = way(name);
    assertThat(run(way, WIDE.formatted(way.links(), way.links()))).isEmpty();
  }

  private record Way(NetworkState from, NetworkState to) {
    List<NetworkOp> batch() {
      return Batch.between(from, to);
    }

    String links() {
      return Touched.by(batch()).stream().map(Object::toString).collect(Collectors.joining(" "));
    }
  }

  private static Way way(String name) throws IOException {
    NodeNetwork node = NetworkNotation.node(Files.readString(FOLDERS.resolve(name + "/current")));
    NetworkState target = node.state();
    for (NetworkResource wish :
        WishNotation.wishes(Files.readString(FOLDERS.resolve(name + "/wish")))) {
      target = ((Reach.Reached) Target.of(node, target, wish)).after();
    }
    return new Way(node.state(), target);
  }

  private String run(Way way, String then) throws Exception {
    NetworkState from = way.from();
    write(
        "parts",
        part("common")
            + part("net-ops")
            + part("net-addresses")
            + part("net-ovs")
            + part("netstate"));
    write("lay", BatchText.forward(Batch.between(cards(from), from), Tools.MODERN));
    write("batch", BatchText.forward(way.batch(), Tools.MODERN));
    write("inverse", BatchText.inverse(Batch.between(way.to(), from), Tools.MODERN));
    write("wide", WideText.of(from, way.to(), Touched.by(way.batch()), Tools.MODERN));
    write("run", LAID.formatted(made(from), way.links()) + then);
    return run();
  }

  // What no command makes: the cards are there from the start, and down.
  private static NetworkState cards(NetworkState state) {
    return NetworkState.EMPTY
        .withRules(
            state.rules().stream()
                .filter(rule -> rule.words().contains("from all lookup"))
                .toList())
        .withLinks(
            state.links().stream()
                .filter(BatchInKernelTest::isCard)
                .map(link -> link.withMaster(null).withUp(false))
                .toList());
  }

  private static boolean isCard(Link link) {
    return link.kind() instanceof LinkKind.Hardware || isGuest(link);
  }

  private static boolean isGuest(Link link) {
    return link.kind() instanceof LinkKind.Veth veth && veth.peer() == null;
  }

  private static String made(NetworkState state) {
    return state.links().stream()
        .filter(BatchInKernelTest::isCard)
        .map(
            link ->
                """
                ip link add name %1$s address %2$s mtu %3$d type veth peer name wire-%1$.6s
                echo 1 >/proc/sys/net/ipv6/conf/wire-%1$.6s/disable_ipv6
                ip link set wire-%1$.6s up
                """
                    .formatted(link.name(), link.mac(), link.mtu()))
        .collect(Collectors.joining());
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static String part(String name) throws IOException {
    return Files.readString(PARTS.resolve(name + ".sh")) + "\n";
  }

  private String run() throws Exception {
    Process process =
        new ProcessBuilder("unshare", "-n", "dash", "run")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return process.waitFor() == 0 || !said.isEmpty() ? said : "ended with " + process.exitValue();
  }
}
