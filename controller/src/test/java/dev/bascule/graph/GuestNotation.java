package dev.bascule.graph;

import dev.bascule.graph.Guest.Nic;
import dev.bascule.model.InterfaceName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Guests as a few lines of text, beside those of {@link dev.bascule.network.NetworkNotation}.
 *
 * <pre>
 * guest openvz 101 [OpenVZ, not running]
 * nic eth0 [host veth101.0] [base eth0] [bridge br0] [far netns_blue_eth0] : 10.0.0.101/24, gateway 10.0.0.1
 * </pre>
 */
public final class GuestNotation {
  private GuestNotation() {}

  /** Lines of another kind are left out. */
  public static List<Guest> guests(String text) {
    List<Guest> all = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith("guest ")) {
        all.add(guest(line.split(" ", 4)));
      } else if (line.startsWith("nic ")) {
        Guest last = all.remove(all.size() - 1);
        List<Nic> nics = new ArrayList<>(last.nics());
        nics.add(nic(line));
        all.add(last.withNics(nics));
      }
    }
    return all;
  }

  /** Only the lines of the network. */
  public static String network(String text) {
    return String.join(
        "\n", text.lines().filter(line -> !line.strip().matches("(guest|nic) .*")).toList());
  }

  private static Guest guest(String[] words) {
    boolean container = !words[1].equals("netns") && !words[1].equals("process");
    String usual = container ? words[1].equals("lxc") ? "LXC" : "OpenVZ" : "namespace";
    String what = words.length > 3 ? words[3] : usual;
    return new Guest(
        words[1] + " " + words[2],
        words[2],
        what,
        container,
        what.endsWith("not running"),
        List.of());
  }

  private static Nic nic(String line) {
    String[] halves = line.split(" : ?", 2);
    List<String> words = Arrays.asList(halves[0].strip().split(" +", -1));
    List<String> lines =
        halves.length < 2 || halves[1].isBlank() ? List.of() : List.of(halves[1].split(", ", -1));
    String far = after(words, "far");
    return new Nic(
        words.get(1),
        link(after(words, "host")),
        link(after(words, "base")),
        link(after(words, "bridge")),
        "",
        far == null ? null : far.replace('_', ' '),
        lines);
  }

  private static @Nullable String after(List<String> words, String key) {
    int at = words.indexOf(key);
    return at < 0 ? null : words.get(at + 1);
  }

  private static @Nullable InterfaceName link(@Nullable String name) {
    return name == null ? null : new InterfaceName(name);
  }
}
