package dev.bascule.network.persist.ifupdown;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.persist.Backend;
import dev.bascule.network.persist.Edits;
import dev.bascule.network.persist.FileEdit;
import dev.bascule.network.persist.Ipv6Off;
import dev.bascule.network.persist.NodeFiles;
import dev.bascule.network.persist.PersistRequest;
import dev.bascule.network.persist.Unsafe;
import dev.bascule.network.persist.Wanted;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code /etc/network/interfaces}, as ifupdown and ifupdown2 read it. */
public final class IfupdownBackend implements Backend {
  @Override
  public String name() {
    return "ifupdown";
  }

  @Override
  public boolean governs(NodeFiles files) {
    boolean installed =
        files.programs().contains("ifupdown") || files.programs().contains("ifupdown2");
    return installed && files.content().containsKey(Reading.ROOT) && isInUse(files);
  }

  /** Debian's file with {@code lo} alone is there too where something else is in use. */
  private static boolean isInUse(NodeFiles files) {
    boolean alone = !files.programs().contains("netplan") && !files.programs().contains("networkd");
    try {
      return alone
          || Reading.of(files).stanzas().stream().anyMatch(one -> !one.name().equals("lo"));
    } catch (Unsafe unsafe) {
      return true;
    }
  }

  @Override
  public Edits edit(NodeFiles files, PersistRequest request) {
    try {
      return planned(files, request);
    } catch (Unsafe unsafe) {
      return unsafe.refused();
    }
  }

  private static Edits planned(NodeFiles files, PersistRequest request) {
    boolean second = files.programs().contains("ifupdown2");
    // Its ifreload takes VLANs away that no option of its own names.
    Optional<Edits.Refused> refused =
        second
            ? request.refusedVlans(Reading.ROOT.text(), "ifupdown2, as it is written here,")
            : Optional.empty();
    if (refused.isPresent()) {
      return refused.get();
    }
    Document document = Reading.of(files);
    Set<InterfaceName> links = new TreeSet<>(request.links());
    links.addAll(request.adopted().keySet());
    links.addAll(request.adopted().values());
    new Safety(document, links).check(second);
    Spelling spelling = Spelling.of(document, second);
    links.stream()
        .filter(name -> Ipv6Off.of(request, name) == Ipv6Off.OVER)
        .forEach(name -> new PortCommand(document, name).remove());
    for (Map.Entry<InterfaceName, InterfaceName> entry : request.adopted().entrySet()) {
      boolean stays = request.target().link(entry.getValue()).isPresent();
      Takeover takeover = new Takeover(document, entry.getValue(), entry.getKey(), stays);
      if (takeover.isDue()) {
        takeover.run();
      }
    }
    Set<String> up = new TreeSet<>();
    Set<String> gone = new TreeSet<>();
    for (InterfaceName name : portsFirst(request, links)) {
      Optional<Link> link = request.target().link(name);
      if (link.isEmpty()) {
        new Removal(document, name).run();
        gone.add(name.text());
      } else {
        new Agreement(document, Wanted.of(request, link.get()), spelling).run();
        if (link.get().up() && document.isSelected(name.text())) {
          up.add(name.text());
        }
      }
    }
    for (InterfaceName name : links) {
      Optional<InterfaceName> bridge = request.target().link(name).map(Link::master);
      if (Ipv6Off.of(request, name) == Ipv6Off.WANTED && bridge.isPresent()) {
        new PortCommand(document, name).add(bridge.get());
      }
    }
    List<FileEdit> edits = document.edits();
    String confirm = edits.isEmpty() || second ? null : IfState.command(up, gone);
    return new Edits.Planned(edits, confirm, List.of(), null);
  }

  // A bridge of Open vSwitch names the ports that have stanzas.
  private static List<InterfaceName> portsFirst(PersistRequest request, Set<InterfaceName> links) {
    return links.stream()
        .sorted(
            Comparator.comparing(
                name -> request.target().link(name).filter(Link::isOvsBridge).isPresent()))
        .toList();
  }
}
