package dev.bascule.network.persist.ifupdown;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.PortVlans;
import dev.bascule.network.persist.Unsafe;
import dev.bascule.network.persist.Wanted;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The lines of a bridge's stanza that make its ports, and itself, members of VLANs: ifupdown has no
 * option for it.
 *
 * <pre>
 * up bridge vlan add vid 10 dev eth1 pvid untagged
 * up bridge vlan add vid 30-40 dev eth1
 * up bridge vlan del vid 1 dev eth1
 * up bridge vlan add vid 20 dev br0 self
 * </pre>
 */
final class VlanCommands {
  private final Document document;
  private final Wanted wanted;

  VlanCommands(Document document, Wanted wanted) {
    this.document = document;
    this.wanted = wanted;
  }

  void run() {
    wanted.left().forEach(port -> said(port).forEach(place -> place.file().remove(place.row())));
    for (Link member : wanted.vlans()) {
      List<String> lines = lines(member);
      Set<String> there = new LinkedHashSet<>();
      for (Place place : said(member.name())) {
        String line = text(place.row());
        if (!lines.contains(line) || !there.add(line)) {
          place.file().remove(place.row());
        }
      }
      List<String> missing = lines.stream().filter(line -> !there.contains(line)).toList();
      if (!missing.isEmpty()) {
        document.stanzas(wanted.link().name()).get(0).add(missing);
      }
    }
  }

  /** A row, and where it stands. */
  private record Place(ConfFile file, Row row) {}

  private static String text(Row row) {
    return row.raw().strip().replaceAll("[ \t]+", " ");
  }

  private List<Place> said(InterfaceName member) {
    Pattern about =
        Pattern.compile("\\bbridge +vlan\\b.* dev " + Pattern.quote(member.text()) + "(?![\\w.-])");
    Pattern ours =
        Pattern.compile(
            "up bridge vlan (add|del) vid [0-9]+(-[0-9]+)? dev "
                + Pattern.quote(member.text())
                + "( pvid)?( untagged)?( self)?");
    List<Place> places = new ArrayList<>();
    for (Stanza stanza : document.stanzas()) {
      for (Row row : stanza.commands()) {
        String text = text(row);
        if (ours.matcher(text).matches()) {
          places.add(new Place(stanza.file(), row));
        } else if (Stanza.isUp(row) && about.matcher(text).find()) {
          throw new Unsafe(
              stanza.file().where(row),
              "'" + row + "' makes " + member + " a member of VLANs in a way of its own",
              "write it as 'up bridge vlan add vid ID dev "
                  + member
                  + " …', or say persist: false");
        }
      }
    }
    return places;
  }

  private List<String> lines(Link member) {
    Map<Integer, String> given = PortVlans.given(wanted.link());
    List<String> lines = new ArrayList<>();
    for (String flags : List.of("pvid untagged", "pvid", "untagged", "")) {
      Set<Integer> ids = new TreeSet<>();
      member
          .vlans()
          .forEach((id, has) -> take(ids, id, has.equals(flags) && !has.equals(given.get(id))));
      for (String range : PortVlans.ranges(ids).split(" ", -1)) {
        if (!range.isEmpty()) {
          lines.add(command(member, "add vid " + range, flags));
        }
      }
    }
    given.keySet().stream()
        .filter(id -> !member.vlans().containsKey(id))
        .forEach(id -> lines.add(command(member, "del vid " + id, "")));
    return lines;
  }

  private static void take(Set<Integer> ids, int id, boolean meant) {
    if (meant) {
      ids.add(id);
    }
  }

  private static String command(Link member, String what, String flags) {
    String self = member.bridge().isPresent() ? " self" : "";
    String flagged = flags.isEmpty() ? "" : " " + flags;
    return "up bridge vlan " + what + " dev " + member.name() + flagged + self;
  }
}
