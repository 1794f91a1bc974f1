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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * systemd-networkd without netplan.
 *
 * <p>While the window lasts, files below /run say the same as those that confirm puts in place, so
 * that networkd takes the bridge for its own and does not fight it; a boot in the window knows
 * nothing of them. KeepConfiguration= stands in them because networkd otherwise removes and re-adds
 * the addresses of a link that it did not configure (seen with 252).
 */
public final class NetworkdBackend implements Backend {
  private static final String RUN = "/run/systemd/network/";
  private static final String HOLD =
      "networkctl reload 2>/dev/null || systemctl restart systemd-networkd";

  @Override
  public String name() {
    return "networkd";
  }

  @Override
  public boolean governs(NodeFiles files) {
    return files.programs().contains("networkd")
        && !files.programs().contains("netplan")
        && files.content().keySet().stream()
            .anyMatch(path -> path.parent().text().equals(NetworkFiles.ETC));
  }

  @Override
  public Edits edit(NodeFiles files, PersistRequest request) {
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
          file = Stanzas.takenOver(theirs.file(), link.name(), file);
          path = path == null ? Stanzas.sibling(theirs.path(), giver, link.name()) : path;
        }
      }
      if (file == null) {
        file = UnitFile.of("[Match]", "Name=" + link.name());
      }
      if (path == null) {
        path = new AbsolutePath(NetworkFiles.ETC + "/10-" + link.name() + ".network");
      }
      put(path, new Stanzas(request, link).agreed(file));
      if (!(link.kind() instanceof LinkKind.Hardware)) {
        device(link, path);
      }
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
      put(path, Device.agreed(file, link));
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
        put(editable(own.path()), file.with("Network", List.of(key + "=" + name)));
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

    private void put(AbsolutePath path, UnitFile file) {
      after.put(path, Optional.of(file));
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

    Edits planned() {
      List<FileEdit> edits = new ArrayList<>();
      List<FileEdit> volatiles = new ArrayList<>();
      after.forEach(
          (path, file) -> {
            FileContent old = before.content().get(path);
            FileContent now = file.map(UnitFile::content).orElse(null);
            if (!Objects.equals(old, now)) {
              edits.add(new FileEdit(path, old, now));
              if (file.isPresent() && now != null) {
                volatiles.addAll(heldInRun(path, file.get()));
              }
            }
          });
      boolean none = edits.isEmpty();
      return new Edits.Planned(edits, null, none ? List.of() : volatiles, none ? null : HOLD);
    }

    // 00-: before the file in /etc, which says what was until now.
    private List<FileEdit> heldInRun(AbsolutePath path, UnitFile file) {
      boolean network = path.name().endsWith(".network");
      String prefix = before.content().containsKey(path) ? "00-bascule-" : "";
      UnitFile held =
          network && holdsAddresses(file)
              ? file.with("Network", List.of("KeepConfiguration=yes"))
              : file;
      return List.of(
          new FileEdit(new AbsolutePath(RUN + prefix + path.name()), null, held.content()));
    }
  }
}
