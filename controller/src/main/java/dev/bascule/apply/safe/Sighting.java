package dev.bascule.apply.safe;

import dev.bascule.model.Cidr;
import dev.bascule.model.IpAddress;
import dev.bascule.network.Address;
import dev.bascule.probe.Frames;
import dev.bascule.probe.Probe;
import dev.bascule.probe.ShellText;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Script;
import dev.bascule.transport.TransportException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one node sees of the addresses of another. */
final class Sighting {
  private final Map<IpAddress, Sight> seen;

  private Sighting(Map<IpAddress, Sight> seen) {
    this.seen = seen;
  }

  /** Nobody has looked. */
  static final Sighting NONE = new Sighting(Map.of());

  /** How well an address is seen. */
  enum Sight {
    /** Neither ping nor ARP or ND is answered. */
    SILENT,
    /** ARP or ND is answered: it is there, and something keeps it from answering ping. */
    RESOLVES,
    ANSWERS
  }

  /** Whether a neighbour can see an address at all. */
  static boolean isSeen(Address address) {
    return address.scope().equals("global")
        && address.peer() == null
        && !address.local().address().isLinkLocal()
        && !address.local().isHost();
  }

  /** Looks, over a session with the one that looks. */
  static Sighting over(Connection connection, Collection<Cidr> addresses, Duration limit)
      throws TransportException {
    String boundary = Probe.newBoundary();
    String words =
        addresses.stream()
            .map(it -> ShellText.quote(it.address().text()))
            .collect(Collectors.joining(" "));
    String text =
        ShellText.parts(List.of("common", "neighbour"))
            + ("b=" + boundary + "\nmain() {\nnb_look " + words)
            + "\nsay \"$b end\"\n}\nmain </dev/null\n";
    Frames frames =
        Frames.read(boundary, connection.run(new Script("neighbour", text), limit).stdout());
    if (frames.first("end").isEmpty()) {
      throw new TransportException(
          TransportException.Kind.PROTOCOL, "the neighbour's answer is not whole", null, null);
    }
    Map<IpAddress, Sight> seen = new HashMap<>();
    for (Cidr address : addresses) {
      for (Sight sight : Sight.values()) {
        String word = sight.name().toLowerCase(Locale.ROOT);
        if (frames.first("saw " + address.address() + " " + word).isPresent()) {
          seen.put(address.address(), sight);
        }
      }
    }
    return new Sighting(seen);
  }

  /** How an address is seen; nothing where that was not asked, or a router is between. */
  Optional<Sight> of(Cidr address) {
    return Optional.ofNullable(seen.get(address.address()));
  }

  /** Whether any address is seen. */
  boolean any() {
    return seen.values().stream().anyMatch(sight -> sight != Sight.SILENT);
  }
}
