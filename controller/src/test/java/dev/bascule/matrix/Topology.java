package dev.bascule.matrix;

import java.util.Locale;

/** A network of {@code lab/topologies}, and the change that the matrix makes to it. */
enum Topology {
  SINGLE("single NIC, static", Change.ADOPT),
  SECONDARIES("secondaries, IPv6, tables, rules", Change.ADOPT),
  ON_LINK("/32, on-link gateway", Change.ADOPT),
  TWO_NICS("two NICs", Change.ADOPT),
  BEHIND("containers on a bridge without the NIC", Change.ADOPT),
  DHCP("DHCP", Change.ADOPT),
  CONTAINERS("bridge with container ports", Change.ENLARGE);

  /** What is wanted, as a task, and how the node looks when it is there. */
  enum Change {
    /** The NIC becomes a bridge's port, and the bridge takes over all it carries. */
    ADOPT("bridge: {name: br0, adopt: eth0}") {
      @Override
      boolean made(Picture before, Picture now) {
        return before.moved("eth0", "br0").chosen().equals(now.chosen())
            && now.lines().stream()
                .anyMatch(line -> line.startsWith("link eth0 ") && line.contains("master br0"));
      }
    },
    /** A bridge that is there gets another address and another MTU. */
    ENLARGE("bridge: {name: br0, mtu: 1400, addresses: [\"[=more]/16\"]}") {
      @Override
      boolean made(Picture before, Picture now) {
        return now.mentions("link br0 up mtu 1400")
            && now.mentions("address br0 inet 10.66.21")
            && before.chosen().lines().stream().allMatch(now::has);
      }
    };

    final String task;

    Change(String task) {
      this.task = task;
    }

    abstract boolean made(Picture before, Picture now);
  }

  final String words;
  final Change change;

  Topology(String words, Change change) {
    this.words = words;
    this.change = change;
  }

  String file() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
