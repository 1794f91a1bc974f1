package dev.bascule.network.persist.networkd;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.Link;
import dev.bascule.network.LinkKind;
import dev.bascule.network.persist.Backend;
import dev.bascule.network.persist.Edits;
import dev.bascule.network.persist.FileEdit;
import dev.bascule.network.persist.NodeFiles;
import dev.bascule.network.persist.PersistRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * systemd-networkd without netplan.
 *
 * <p>While the window lasts, networkd sees a folder below /run in place of /etc/systemd/network,
 * with the files that confirm puts in place; a boot in the window knows nothing of it. networkd is
 * begun anew with them: it keeps what agrees with its files, while a reload takes away what it
 * configured itself and gives it again (seen with 252).
 */
public final class NetworkdBackend implements Backend {
  private static final String FUTURE = "/run/bascule-networkd";
  private static final AbsolutePath SEEN =
      new AbsolutePath("/run/systemd/system/systemd-networkd.service.d/bascule.conf");
  private static final FileContent SEES =
      FileContent.of("[Service]\nBindReadOnlyPaths=" + FUTURE + ":" + NetworkFiles.ETC + "\n");
  // networkd passes over an empty file.
  private static final FileContent IGNORED = FileContent.EMPTY;
  private static final String HOLD =
      """
      case $phase in
        still) networkd_still ;;
        told)
          for f in %1$s/*; do
            [ -e "%2$s/${f##*/}" ] || cp -a "$f" %2$s/ || exit
          done
          systemctl daemon-reload
          networkd_anew
          ;;
        untold)
          rm -rf %2$s
          rmdir %3$s 2>/dev/null
          systemctl daemon-reload
          networkd_anew
          ;;
      esac
      """
          .formatted(NetworkFiles.ETC, FUTURE, SEEN.parent());
  private static final String AT_CONFIRM =
      "rm -rf "
          + SEEN
          + " "
          + FUTURE
          + "; rmdir "
          + SEEN.parent()
          + " 2>/dev/null; systemctl daemon-reload; networkd_anew";

  @Override
  public String name() {
    return "networkd";
  }

  @Override
  public boolean governs(NodeFiles files) {
    return files.programs().contains("networkd")
        && files.content().keySet().stream().noneMatch(path -> path.text().endsWith(".yaml"))
        && files.content().keySet().stream()
            .anyMatch(path -> path.parent().text().equals(NetworkFiles.ETC));
  }

  @Override
  public Edits edit(NodeFiles files, PersistRequest request) {
    Optional<Edits.Refused> refused =
        request.refusedVlans(NetworkFiles.ETC, "systemd-networkd, as it is written here,");
    if (refused.isPresent()) {
      return refused.get();
    }
    Session session = new Session(files, request);
    try {
      session.run();
    } catch (Unsafe unsafe) {
      return unsafe.refused;
    }
    return session.planned();
  }

  /** Ends an edit. */
  static final class Unsafe extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Edits.Refused refused;

    Unsafe(String where, String reason, @Nullable String hint) {
      super(where + ": " + reason);
      this.refused = new Edits.Refused(where, reason, hint);
    }
  }

  /** One edit: files by path, as they will be. */
  private static final class Session {
    private final NodeFiles before;
    private final PersistRequest request;
    private final NetworkFiles found;
    private final Map<AbsolutePath, Optional<UnitFile>> after = new LinkedHashMap<>();
    private final Map<AbsolutePath, InterfaceName> links = new HashMap<>();

    Session(NodeFiles before, PersistRequest request) {
      this.before = before;
      this.request = request;
      this.found = new NetworkFiles(before);
    }

    void run() throws Unsafe {
      for (InterfaceName link : request.links().stream().sorted().toList()) {
        Optional<Link> wanted = request.target().link(link);
        if (wanted.isPresent()) {
          present(wanted.get());
        } else {
          absent(link);
        }
      }
    }

    private void present(Link link) throws Unsafe {
      NetworkFiles.@Nullable Found own =
          safe(found.networkOf(link.name()).orElse(null), link.name());
      UnitFile file = own == null ? null : own.file();
      AbsolutePath path = own == null ? null : editable(own.path());
      InterfaceName giver = request.adopted().get(link.name());
      if (giver != null && !holdsAddresses(file)) {
        NetworkFiles.@Nullable Found theirs = safe(found.networkOf(giver).orElse(null), giver);
        if (theirs != null) {
          UnitFile labelled = theirs.file().relabelled(giver, link.name());
          file = Stanzas.takenOver(labelled, link.name(), file);
          path = path == null ? Stanzas.sibling(theirs.path(), giver, link.name()) : path;
        }
      }
      if (file == null) {
        file = UnitFile.of("[Match]", "Name=" + link.name());
      }
      if (path == null) {
        path = new AbsolutePath(NetworkFiles.ETC + "/10-" + link.name() + ".network");
      }
      put(path, link.name(), new Stanzas(request, link).agreed(file));
      if (isMadeByFiles(link)) {
        device(link, path);
      }
    }

    // A pair's end, or what is not known here, and was there without a file: others make it.
    private boolean isMadeByFiles(Link link) {
      LinkKind kind = link.kind();
      boolean known =
          kind instanceof LinkKind.Bridge
              || kind instanceof LinkKind.Vlan
              || kind instanceof LinkKind.Macvlan;
      boolean fresh = request.before().link(link.name()).isEmpty();
      return known
          || found.netdevOf(link.name()).isPresent()
          || (fresh && kind instanceof LinkKind.Veth pair && isFirst(link, pair));
    }

    // One file makes both ends; which of them it is named after does not matter.
    private static boolean isFirst(Link link, LinkKind.Veth pair) {
      return pair.peer() == null || link.name().compareTo(pair.peer()) < 0;
    }

    private static boolean holdsAddresses(@Nullable UnitFile file) {
      return file != null
          && (!file.values("Network", "Address").isEmpty()
              || !file.values("Network", "DHCP").isEmpty()
              || !file.values("Address", "Address").isEmpty());
    }

    private void device(Link link, AbsolutePath network) throws Unsafe {
      NetworkFiles.@Nullable Found own = found.netdevOf(link.name()).orElse(null);
      UnitFile file =
          own == null
              ? UnitFile.of("[NetDev]", "Name=" + link.name(), "Kind=" + Device.kind(link))
              : own.file();
      AbsolutePath path =
          own == null
              ? new AbsolutePath(network.text().replaceAll("\\.network$", ".netdev"))
              : editable(own.path());
      put(path, link.name(), Device.agreed(file, link, request));
      if (link.kind() instanceof LinkKind.Vlan vlan) {
        parent(vlan.link(), "VLAN", link.name());
      } else if (link.kind() instanceof LinkKind.Macvlan macvlan) {
        parent(macvlan.link(), "MACVLAN", link.name());
      }
    }

    // networkd makes such links where the one below names them.
    private void parent(InterfaceName below, String key, InterfaceName name) throws Unsafe {
      NetworkFiles.@Nullable Found own = safe(found.networkOf(below).orElse(null), below);
      if (own == null) {
        throw new Unsafe(
            NetworkFiles.ETC, "no .network file is for " + below + ", below " + name, null);
      }
      UnitFile file = after.getOrDefault(own.path(), Optional.of(own.file())).orElse(own.file());
      if (!file.values("Network", key).contains(name.text())) {
        put(editable(own.path()), below, file.with("Network", List.of(key + "=" + name)));
      }
    }

    private void absent(InterfaceName link) throws Unsafe {
      for (Optional<NetworkFiles.Found> each :
          List.of(found.netdevOf(link), found.networkOf(link))) {
        NetworkFiles.@Nullable Found own = safe(each.orElse(null), link);
        if (own != null) {
          after.put(editable(own.path()), Optional.empty());
        }
      }
    }

    private void put(AbsolutePath path, InterfaceName link, UnitFile file) {
      after.put(path, Optional.of(file));
      links.put(path, link);
    }

    private static AbsolutePath editable(AbsolutePath path) {
      return path.parent().text().equals(NetworkFiles.ETC)
          ? path
          : new AbsolutePath(NetworkFiles.ETC + "/" + path.name());
    }

    private static NetworkFiles.@Nullable Found safe(
        NetworkFiles.@Nullable Found found, InterfaceName link) throws Unsafe {
      if (found == null) {
        return null;
      }
      UnitFile file = found.file();
      Optional<Integer> continued = file.continued();
      if (continued.isPresent()) {
        throw new Unsafe(
            found.path() + ":" + continued.get(), "the line goes on in the next one", "join them");
      }
      List<UnitFile.Entry> match =
          file.entries().stream().filter(entry -> entry.section().equals("Match")).toList();
      for (UnitFile.Entry entry : match) {
        if (!entry.key().equals("Name") || !entry.value().equals(link.text())) {
          throw new Unsafe(
              found.path() + ":" + (entry.line() + 1),
              "'"
                  + entry.key()
                  + "="
                  + entry.value()
                  + "' may be for other links than "
                  + link
                  + " too",
              "give " + link + " a file of its own with Name=" + link);
        }
      }
      return found;
    }

    // A boot after any of the renames finds its way: a link without a port has no carrier, and
    // networkd gives it no address; a port whose bridge is missing has none either.
    private List<AbsolutePath> inTurn() {
      return after.keySet().stream().sorted(Comparator.comparingInt(this::turn)).toList();
    }

    private int turn(AbsolutePath path) {
      InterfaceName link = links.get(path);
      if (link == null) {
        return 3; // it goes
      }
      boolean port = request.target().link(link).map(Link::master).isPresent();
      if (request.adopted().containsKey(link)) {
        return 0;
      }
      return port || request.adopted().containsValue(link) ? 2 : 1;
    }

    Edits planned() {
      List<FileEdit> edits = new ArrayList<>();
      List<FileEdit> volatiles = new ArrayList<>();
      inTurn()
          .forEach(
              path -> {
                Optional<UnitFile> file = after.getOrDefault(path, Optional.empty());
                FileContent old = before.content().get(path);
                FileContent now = file.map(UnitFile::content).orElse(null);
                if (!Objects.equals(old, now)) {
                  edits.add(new FileEdit(path, old, now));
                  AbsolutePath place = new AbsolutePath(FUTURE + "/" + path.name());
                  volatiles.add(new FileEdit(place, null, now == null ? IGNORED : now));
                }
              });
      if (edits.isEmpty()) {
        return new Edits.Planned(edits, null, List.of(), null);
      }
      volatiles.add(new FileEdit(SEEN, null, SEES));
      return new Edits.Planned(edits, AT_CONFIRM, volatiles, HOLD);
    }
  }
}
