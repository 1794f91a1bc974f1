package dev.bascule.network.batch;

import static dev.bascule.network.batch.Saying.Tolerance.NONE;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.Address;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * IPv6 addresses that go from one link of the node to another. They are the node's own already; to
 * look for duplicates again would silence them, and the link-local address of a new bridge, for a
 * second or two. So detection is off on their links while the batch runs, except for addresses that
 * are new; and while it is off, the kernel tells the neighbours of each address that comes.
 */
final class AddressMoves {
  private final Set<Cidr> moved = new HashSet<>();
  private final Set<InterfaceName> gaining = new LinkedHashSet<>();
  private final Set<InterfaceName> losing = new LinkedHashSet<>();

  private AddressMoves(List<NetworkOp> ops) {
    Set<Cidr> gone = new HashSet<>();
    for (NetworkOp op : ops) {
      if (op instanceof NetworkOp.DeleteAddress o && o.address().local().address().isV6()) {
        gone.add(o.address().local());
      }
    }
    for (NetworkOp op : ops) {
      if (op instanceof NetworkOp.AddAddress o && gone.contains(o.address().local())) {
        moved.add(o.address().local());
        gaining.add(o.address().link());
      }
    }
    for (NetworkOp op : ops) {
      if (op instanceof NetworkOp.DeleteAddress o && moved.contains(o.address().local())) {
        losing.add(o.address().link());
      }
    }
  }

  /** The steps of operations, with those that switch detection off and on again put in. */
  static List<Step> quiet(List<Step> steps, List<NetworkOp> ops) {
    AddressMoves moves = new AddressMoves(ops);
    return moves.gaining.isEmpty() ? steps : moves.put(steps, ops);
  }

  private List<Step> put(List<Step> steps, List<NetworkOp> ops) {
    List<Step> all = new ArrayList<>();
    // What a link is to have in the end is not what it had, nor what it has meanwhile.
    List<Step> wished = new ArrayList<>();
    Set<InterfaceName> later = made(ops);
    gaining.stream()
        .filter(link -> !later.contains(link))
        .forEach(link -> all.add(dad(1, link, "off")));
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      NetworkOp op = NetworkOp.plain(ops.get(step.number() - 1));
      boolean last = i + 1 == steps.size() || steps.get(i + 1).number() != step.number();
      if (op instanceof NetworkOp.AddAddress o && isNew(o.address())) {
        String address = HexFormat.of().formatHex(o.address().local().address().bytes());
        all.add(dad(step.number(), o.address().link(), "on", address));
        all.add(step);
        all.add(dad(step.number(), o.address().link(), "off", address));
      } else if (op instanceof NetworkOp.SetSysctl o
          && o.path().matches(".*/(accept_dad|ndisc_notify)")) {
        wished.add(step);
      } else {
        all.add(step);
        if (last && op instanceof NetworkOp.AddLink o && gaining.contains(o.link().name())) {
          all.add(dad(step.number(), o.link().name(), "off"));
        }
      }
    }
    Set<InterfaceName> links = new LinkedHashSet<>(gaining);
    links.addAll(losing);
    links.forEach(link -> all.add(dad(ops.size(), link, "on")));
    all.addAll(wished);
    return all;
  }

  private static Set<InterfaceName> made(List<NetworkOp> ops) {
    Set<InterfaceName> made = new HashSet<>();
    for (NetworkOp op : ops) {
      if (NetworkOp.plain(op) instanceof NetworkOp.AddLink o) {
        made.add(o.link().name());
      }
    }
    return made;
  }

  private boolean isNew(Address address) {
    return address.local().address().isV6()
        && gaining.contains(address.link())
        && !moved.contains(address.local());
  }

  private static Step dad(int number, InterfaceName link, String what, String... address) {
    Words words = Words.of("net_dad").and(link, what).and((Object[]) address);
    return new Step(
        number, "duplicate detection " + what + " on " + link, Saying.labelled(words, NONE));
  }
}
