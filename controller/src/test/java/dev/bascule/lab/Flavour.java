package dev.bascule.lab;

import java.util.Locale;

/** What kind of system a node is; see the table in {@code lab/README.md}. */
public enum Flavour {
  LIGHT(1),
  OLD(101),
  BUSYBOX(201),
  SYSTEMD(301),
  IFUPDOWN2(401),
  NETPLAN(501),
  UML(601),
  RHEL(701),
  OPENVZ(801),
  OPENVZ_UML(901),
  LXC(1001),
  LXC_UML(1101);

  /** Each flavour has numbers of its own, so that one lab serves the tests of all of them. */
  private final int first;

  Flavour(int first) {
    this.first = first;
  }

  int first() {
    return first;
  }

  /** Whether its nodes have a kernel of their own. */
  boolean hasKernel() {
    return this == UML || this == OPENVZ_UML || this == LXC_UML;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
