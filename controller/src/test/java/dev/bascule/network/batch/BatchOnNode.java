package dev.bascule.network.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.network.Address;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A conversion of eth0 with all that it may carry, made and undone on a node. */
abstract class BatchOnNode {
  private static final String CARGO =
      """
      ip addr add 10.66.9.N/16 dev eth0 2>/dev/null
      ip addr add 10.99.0.N/24 dev eth0 2>/dev/null
      ip -6 addr add fd99::1:N/64 dev eth0 2>/dev/null
      ip -4 route replace 0.0.0.0/0 via 10.66.0.1 dev eth0 table 100 metric 5 onlink src 10.66.9.N
      ip -6 route replace ::/0 via fd99::1 dev eth0 metric 1024
      while ip -6 addr show dev eth0 | grep -q tentative; do usleep 50000 || sleep 0.05; done
      """;

  private final Tools tools;

  BatchOnNode(Tools tools) {
    this.tools = tools;
  }

  @BeforeEach
  void load(Lab lab) {
    LabNode node = lab.node(1);
    node.shell(CARGO.replace("N", number(node)));
    Conversion conversion = conversion(node);
    put(
        node,
        "functions",
        part("common")
            + part("net-ops")
            + part("net-addresses")
            + part("net-ovs")
            + part("netstate")
            + part("rehearse"));
    put(node, "batch", BatchText.forward(conversion.forward(), tools));
    put(node, "inverse", BatchText.inverse(conversion.inverse(), tools));
  }

  final Conversion conversion(LabNode node) {
    return new Conversion(node.exec("cat", "/sys/class/net/eth0/address").trim())
        .address(node.address() + "/16", "10.66.255.255")
        .address("10.66.9." + number(node) + "/16", null)
        .address("10.99.0." + number(node) + "/24", null)
        .address("fd99::1:" + number(node) + "/64", null)
        .route(Conversion.via("default", "10.66.0.1", null, "main", 0))
        .route(Conversion.via("default", "10.66.0.1", "10.66.9." + number(node), "100", 5))
        .route(Conversion.via("default", "fd99::1", null, "main", 1024));
  }

  /** Nodes share a switch: no address may be on two of them. */
  private static String number(LabNode node) {
    return node.address().substring(node.address().lastIndexOf('.') + 1);
  }

  @Test
  void the_inverse_leads_back_from_every_step(Lab lab) {
    LabNode node = lab.node(1);

    String said =
        node.shell(
            """
            . /root/functions
            netstate eth0 br0 >/root/before
            k=0
            while [ "$k" -le %d ]; do
              o=$(net_stop=$k; . /root/batch 2>&1)
              netstate eth0 br0 >/root/between
              p=$(. /root/inverse 2>&1) || echo "undoing from $k: $p"
              netstate eth0 br0 >/root/after
              netdiff /root/before /root/after 'eth0 br0' >/root/diff || { echo "from $k: $o"; cat /root/diff; }
              k=$((k + 1))
            done
            """
                .formatted(conversion(node).forward().size()));

    assertThat(said).isEmpty();
  }

  @Test
  void the_batch_moves_everything_to_the_bridge_and_can_be_said_again(Lab lab) {
    LabNode node = lab.node(1);

    String said =
        node.shell(
            """
            . /root/functions
            netstate eth0 br0 >/root/before
            . /root/batch && echo made
            netstate eth0 br0 >/root/made
            . /root/batch && echo again
            netstate eth0 br0 >/root/again
            cmp /root/made /root/again && echo same
            ip addr show dev eth0 | grep -c 'inet .*eth0'
            ip route | grep default
            . /root/inverse
            netstate eth0 br0 >/root/after
            netdiff /root/before /root/after 'eth0 br0' && echo back
            """);

    assertThat(said.lines().map(String::trim))
        .containsExactly(
            "made", "again", "same", "0", "default via 10.66.0.1 dev br0 onlink", "back");
  }

  @Test
  void another_machine_is_asked_about_a_new_address_and_not_about_one_that_moves(Lab lab) {
    LabNode node = lab.node(1);
    List<NetworkOp> ops = new ArrayList<>(conversion(node).forward());
    Address added = conversion(node).address("fd98::1/64", null).addresses().get(4);
    ops.add(8, new NetworkOp.AddAddress(added.on(Conversion.BR)));
    put(node, "with-new", BatchText.forward(ops, tools));

    // The kernel asks ten times here, a second apart: it is still asking when it is looked at.
    String said =
        node.shell(
            """
            . /root/functions
            echo 10 >/proc/sys/net/ipv6/conf/default/dad_transmits
            k=0
            while [ "$k" -lt 10 ]; do
              . /root/with-new
              awk '$6 == "br0" && $4 == "00" { print substr($1, 1, 4), $5 ~ /^[4-7c-f]/ ? "asks" : "has" }' /proc/net/if_inet6
              . /root/inverse
              k=$((k + 1))
            done | sort | uniq -c
            echo 1 >/proc/sys/net/ipv6/conf/default/dad_transmits
            """);

    assertThat(said.lines().map(String::trim)).containsExactly("10 fd98 asks", "10 fd99 has");
  }

  @Test
  void a_failure_says_the_step_and_the_words_of_the_kernel(Lab lab) {
    LabNode node = lab.node(1);
    Conversion wrong =
        conversion(node).route(Conversion.via("default", "192.0.2.1", "192.0.2.7", "main", 7));
    put(node, "wrong", BatchText.forward(wrong.forward(), tools));

    String said = node.shell(". /root/functions; . /root/wrong || echo stopped; . /root/inverse");

    assertThat(said).contains(" (route default over br0) failed: ").contains("stopped");
  }

  final void put(LabNode node, String name, String text) {
    node.exec("sh", "-c", "printf %s \"$1\" >/root/" + name, "sh", text);
  }

  private static String part(String name) {
    try (InputStream in =
        BatchText.class.getResourceAsStream("/dev/bascule/node/" + name + ".sh")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
