package dev.bascule.network.persist.ifcfg;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.persist.Backend;
import dev.bascule.network.persist.Edits;
import dev.bascule.network.persist.FileEdit;
import dev.bascule.network.persist.NodeFiles;
import dev.bascule.network.persist.PersistRequest;
import dev.bascule.network.persist.Unsafe;
import dev.bascule.network.persist.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code /etc/sysconfig/network-scripts/ifcfg-*}, as RHEL 5 to 8 read them. */
public final class IfcfgBackend implements Backend {
  @Override
  public String name() {
    return "ifcfg";
  }

  @Override
  public boolean governs(NodeFiles files) {
    return files.programs().contains("initscripts") && !new Scripts(files).names().isEmpty();
  }

  @Override
  public Edits edit(NodeFiles files, PersistRequest request) {
    Optional<Edits.Refused> refused =
        request.refusedVlans("/etc/sysconfig/network-scripts", "the network service");
    if (refused.isPresent()) {
      return refused.get();
    }
    try {
      return planned(files, request);
    } catch (Unsafe unsafe) {
      return unsafe.refused();
    }
  }

  private static Edits planned(NodeFiles files, PersistRequest request) {
    Scripts scripts = new Scripts(files);
    Map<InterfaceName, Unsafe> twice = new TreeMap<>();
    Set<InterfaceName> links = new TreeSet<>(request.links());
    links.addAll(request.adopted().keySet());
    links.addAll(request.adopted().values());
    for (InterfaceName link : links) {
      scripts.second(link).ifPresent(second -> twice.put(link, second));
      scripts.of(link.text()).ifPresent(Assignments::check);
      scripts.aliases(link).forEach(name -> new Assignments(scripts.file(name)).check());
    }
    for (Map.Entry<InterfaceName, InterfaceName> entry : request.adopted().entrySet()) {
      boolean stays = request.target().link(entry.getValue()).isPresent();
      Handover handover = new Handover(scripts, entry.getValue(), entry.getKey(), stays);
      if (handover.isDue()) {
        handover.run();
      }
    }
    for (InterfaceName name : links) {
      Optional<Link> link = request.target().link(name);
      if (link.isPresent()) {
        new LinkFile(scripts, Wanted.of(request, link.get())).run();
      } else {
        LinkFile.remove(scripts, name);
      }
    }
    List<FileEdit> edits = scripts.edits(request.adopted().keySet());
    if (!edits.isEmpty() && !twice.isEmpty()) {
      throw twice.values().iterator().next();
    }
    return new Edits.Planned(edits, null, List.of(), null);
  }
}
