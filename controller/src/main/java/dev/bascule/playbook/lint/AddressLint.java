package dev.bascule.playbook.lint;

import dev.bascule.container.Container;
import dev.bascule.model.Cidr;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import dev.bascule.network.NetworkResource.LinkAddresses;
import dev.bascule.playbook.lint.Network.Held;
import dev.bascule.playbook.lint.Network.Named;
import dev.bascule.source.Position;
import dev.bascule.source.Problem;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Addresses that two links of one node claim, and tasks that undo each other. */
final class AddressLint {
  private AddressLint() {}

  static void check(Network network, Problems problems) {
    links(network, problems);
    macs(network, problems);
    for (Wish wish : network.wishes) {
      if (wish.resource() instanceof LinkAddresses wanted) {
        opposed(wish, wanted, network, problems);
      }
    }
  }

  private static void links(Network network, Problems problems) {
    Map<String, Held> first = new HashMap<>();
    for (Held held : network.addresses) {
      IpAddress address = held.address().address();
      if (held.by().shared() || address.isLinkLocal()) {
        continue;
      }
      // A container's address is seen from outside of it, as the node's own are.
      String space = held.by().resource() instanceof Container ? null : held.namespace();
      Held other = first.putIfAbsent(space + " " + address, held);
      if (other != null && !where(other).equals(where(held))) {
        problems.add(twice(address, where(held), where(other), place(held), place(other)));
      } else if (other != null && !other.address().equals(held.address())) {
        problems.add(
            ProblemCode.MANAGED_TWICE,
            place(held),
            "another task wants something else of " + address + " on " + held.link(),
            "it has /" + other.address().prefix() + " at " + place(other));
      }
    }
  }

  // Each container has a venet0 of its own.
  private static String where(Held held) {
    String link = "'" + held.link() + "'";
    return held.by().resource() instanceof Container ? link + " of " + held.namespace() : link;
  }

  private static void macs(Network network, Problems problems) {
    Map<MacAddress, Named> first = new HashMap<>();
    for (Named named : network.macs) {
      Named other = named.by().shared() ? null : first.putIfAbsent(named.mac(), named);
      if (other != null && !other.link().equals(named.link())) {
        problems.add(
            twice(
                named.mac(),
                "'" + named.link() + "'",
                "'" + other.link() + "'",
                named.by().place("mac", named.mac()),
                other.by().place("mac", other.mac())));
      }
    }
  }

  private static Problem twice(
      Object what, String link, String other, Position at, Position otherAt) {
    return new Problem(
        ProblemCode.CLAIMED_TWICE,
        at,
        what + " is wanted on " + link + " and on " + other,
        "the other is at " + otherAt + "; 'shared: true' where both shall have it");
  }

  // One task adds what the other removes: each run would do both.
  private static void opposed(Wish wish, LinkAddresses wanted, Network network, Problems problems) {
    for (Held held : network.addresses) {
      boolean here =
          held.namespace() == null
              && held.link().equals(wanted.link())
              && !Objects.equals(held.by(), wish);
      boolean named = wanted.addresses().contains(held.address());
      boolean removed = wanted.present() ? wanted.exclusive() && !named : named;
      if (here && removed) {
        Cidr any = wanted.present() ? wanted.addresses().get(0) : held.address();
        problems.add(
            ProblemCode.MANAGED_TWICE,
            place(held),
            "another task removes " + held.address() + " from '" + held.link() + "'",
            "that is at " + wish.place("addresses", any) + "; keep one of them");
      }
    }
  }

  static Position place(Held held) {
    Cidr address = held.address();
    Position whole = held.by().written().position();
    Position at = held.by().place("addresses", address);
    // A venet's may be written without a prefix.
    boolean bare = at.equals(whole) && address.isHost();
    return bare ? held.by().place("addresses", address.address()) : at;
  }
}
