package dev.bascule.probe.net;

import dev.bascule.model.MacAddress;
import dev.bascule.network.Neighbour;
import java.util.List;
import java.util.Optional;

/** Reads what {@code ip neigh show} prints: entries that stay, and those that are answered for. */
final class NeighbourText {
  private NeighbourText() {}

  static List<Neighbour> read(List<String> lines) {
    return lines.stream().flatMap(line -> parse(Words.of(line)).stream()).distinct().toList();
  }

  // 10.66.70.9 dev br0 lladdr 02:00:00:00:00:09 PERMANENT, or 10.66.70.10 dev br0 proxy
  private static Optional<Neighbour> parse(List<String> words) {
    boolean proxy = words.contains("proxy") && !words.contains("lladdr");
    Optional<MacAddress> mac = Words.after(words, "lladdr").flatMap(MacAddress::parse);
    if (!proxy && (mac.isEmpty() || !words.contains("PERMANENT"))) {
      return Optional.empty();
    }
    return Words.after(words, "dev")
        .flatMap(Words::link)
        .flatMap(
            link ->
                Words.address(words.get(0))
                    .map(address -> new Neighbour(link, address, proxy ? null : mac.get())));
  }
}
