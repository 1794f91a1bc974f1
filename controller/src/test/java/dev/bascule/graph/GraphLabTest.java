package dev.bascule.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of a node with containers and a namespace. The node's vzctl is a stand-in. */
@LabTest(nodes = 1, flavour = Flavour.OPENVZ)
class GraphLabTest {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();
  private static final String PLAYBOOK =
      """
      - hosts: all
        safe_apply: {stable: 1s, window: 2m}
        tasks:
          - bridge: {name: br2, ports: [], addresses: [10.2.0.1/24], persist: false}
          - name: CT 101 on it
            container:
              runtime: openvz
              id: 101
              interfaces: [{type: veth, name: eth0, bridge: br2, addresses: [10.2.0.101/24], gateway: 10.2.0.1}]
      """;

  private final Lab lab;
  private final LabNode node;
  @TempDir private Path home;

  GraphLabTest(Lab lab) {
    this.lab = lab;
    this.node = lab.node(1);
  }

  @Test
  void what_hangs_on_what_is_drawn_and_what_a_playbook_would_change() throws Exception {
    node.shell(
        """
        for ct in 101 102 103; do vzctl create $ct --ostemplate debian; done
        vzctl set 101 --netif_add eth0,,veth101.0 --save
        vzctl set 103 --netif_add eth0,,veth103.0,,br1 --save
        vzctl set 102 --ipadd 10.9.9.2 --save
        brctl addbr br1
        ip link set br1 up
        ip netns add blue
        ip link add name vb type veth peer name eth0x
        ip link set eth0x netns blue
        ip -n blue link set eth0x name eth0
        ip -n blue addr add 10.77.0.2/24 dev eth0
        brctl addif br1 vb
        vzctl start 101
        vzctl start 102
        """);

    assertThat(bascule(0, "graph", node.name()).out())
        .contains("├─ eth0  uplink  " + node.address() + "/16, gateway ")
        .contains(
            """
            ├─ br1  bridge
            │  ├─ vb  down
            │  │  └─ namespace blue eth0  namespace  10.77.0.2/24, down
            │  └─ veth103.0  not there until it runs
            │     └─ container 103 eth0  OpenVZ, not running
            """)
        .contains("container 102 venet0  OpenVZ  10.9.9.2/32")
        .contains("veth101.0  on no bridge\n   └─ container 101 eth0  OpenVZ");

    assertThat(bascule(0, "facts", node.name(), "-o", "json").out().replaceAll("\\s", ""))
        .contains("\"peer\":{\"container\":\"101\",\"interface\":\"eth0\"}")
        .contains("\"peer\":{\"namespace\":\"blue\",\"interface\":\"eth0\"}")
        .contains("\"peer\":{\"interface\":\"veth101.0\"}");

    String playbook = Files.writeString(home.resolve("br2.yml"), PLAYBOOK).toString();
    String[] difference = {"--playbook", playbook, node.name()};
    assertThat(bascule(0, "graph", difference).out())
        .contains("+ ├─ br2  bridge  +10.2.0.1/24  (added)\n")
        .containsPattern("\\+ │  +└─ veth101\\.0 .*|~ │  +└─ veth101\\.0 .*")
        .contains("container 101 eth0  OpenVZ  +10.2.0.101/24, +gateway 10.2.0.1");

    Path picture = home.resolve("node.svg");
    bascule(0, "graph", "--playbook", playbook, "--out", picture.toString());
    assertThat(title(picture)).isEqualTo("What would change in the network of " + node.name());

    bascule(0, "apply", "--yes", playbook);
    assertThat(bascule(0, "graph", difference).out())
        .startsWith("  " + node.name() + "  in sync\n");
    assertThat(bascule(0, "graph", node.name()).out())
        .contains(
            """
            ├─ br2  bridge  10.2.0.1/24
            │  └─ veth101.0
            │     └─ container 101 eth0  OpenVZ  10.2.0.101/24, gateway 10.2.0.1
            """);
  }

  @Test
  void a_node_that_cannot_be_reached_is_not_drawn_and_no_file_is_written() {
    Path picture = home.resolve("none.svg");
    CommandResult result =
        lab.controller(
            command("graph", "root@10.66.9.9", "--timeout", "2s", "--out", picture.toString()));
    assertThat(result.exit()).as(result.toString()).isEqualTo(4);
    assertThat(picture).doesNotExist();
  }

  private static String title(Path svg) throws Exception {
    var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
    return document.getElementsByTagName("title").item(0).getTextContent();
  }

  private CommandResult bascule(int exit, String command, String... arguments) {
    CommandResult result = lab.controller(command(command, arguments));
    assertThat(result.exit()).as(result.toString()).isEqualTo(exit);
    return result;
  }

  private String[] command(String command, String... arguments) {
    List<String> words = new ArrayList<>(List.of("env", "HOME=" + home));
    words.addAll(List.of(CHECKOUT.resolve("bin/bascule").toString(), command));
    words.addAll(List.of("-i", lab.inventory().toString()));
    words.addAll(List.of(arguments));
    return words.toArray(String[]::new);
  }
}
