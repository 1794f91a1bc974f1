package dev.bascule.lxc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.CommandResult;
import dev.bascule.lab.LabNode;

/** Containers of LXC on a node, as a test asks them. */
record Containers(LabNode node) {
  /** Makes containers that have no network lines yet. */
  Containers make(String... names) {
    node.shell("lab-ct " + String.join(" ", names));
    return this;
  }

  void start(String... names) {
    for (String name : names) {
      node.exec("lxc-start", "-n", name);
    }
  }

  void stop(String... names) {
    for (String name : names) {
      node.exec("lxc-stop", "-k", "-n", name);
    }
  }

  String inside(String name, String command) {
    return node.shell("lxc-attach -n " + name + " -- " + command);
  }

  String file(String name) {
    return node.shell("cat /var/lib/lxc/" + name + "/config");
  }

  /** A container reaches an address, as soon as it can. */
  void reaches(String name, String address) {
    assertThat(ping("lxc-attach -n " + name + " -- ", address, 20))
        .as(name + " reaches " + address)
        .isTrue();
  }

  /** The node reaches an address, as soon as it can. */
  void nodeReaches(String address) {
    assertThat(ping("", address, 20)).as("the node reaches " + address).isTrue();
  }

  void reachesNot(String name, String address) {
    assertThat(ping("lxc-attach -n " + name + " -- ", address, 1))
        .as(name + " reaches " + address)
        .isFalse();
  }

  void nodeReachesNot(String address) {
    assertThat(ping("", address, 1)).as("the node reaches " + address).isFalse();
  }

  private boolean ping(String place, String address, int times) {
    String loop =
        "n=1; until %sping -c 1 -W 1 %s; do [ $n -lt %d ] || exit 1; n=$((n + 1)); sleep 0.2; done";
    CommandResult result =
        node.tryExec("sh", "-c", loop.formatted(place, address, times) + " >/dev/null 2>&1");
    return result.exit() == 0;
  }
}
