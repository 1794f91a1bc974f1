package dev.bascule.network.persist.networkd;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.persist.NodeFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files that networkd reads, as it chooses among them: one in /etc hides its namesake in /run
 * and /usr/lib, and of several that match a link the first by name counts. See systemd.network(5).
 */
final class NetworkFiles {
  static final String ETC = "/etc/systemd/network";
  private static final List<String> FOLDERS =
      List.of("/usr/lib/systemd/network", "/lib/systemd/network", "/run/systemd/network", ETC);

  private final Map<String, AbsolutePath> byName = new TreeMap<>();
  private final Map<AbsolutePath, FileContent> content;

  NetworkFiles(NodeFiles files) {
    this.content = files.content();
    for (String folder : FOLDERS) {
      for (AbsolutePath path : content.keySet()) {
        if (path.parent().text().equals(folder)) {
          byName.put(path.name(), path);
        }
      }
    }
  }

  /** A file with its place. */
  record Found(AbsolutePath path, UnitFile file) {}

  /** The .network file that counts for a link. */
  Optional<Found> networkOf(InterfaceName link) {
    return all(".network").stream().filter(found -> matches(found, link)).findFirst();
  }

  /** The .netdev file that makes a link. */
  Optional<Found> netdevOf(InterfaceName link) {
    return all(".netdev").stream()
        .filter(found -> found.file().values("NetDev", "Name").contains(link.text()))
        .findFirst();
  }

  private List<Found> all(String ending) {
    List<Found> all = new ArrayList<>();
    byName.forEach(
        (name, path) -> {
          FileContent text = content.get(path);
          if (name.endsWith(ending) && text != null) {
            all.add(new Found(path, UnitFile.of(text)));
          }
        });
    return all;
  }

  private static boolean matches(Found found, InterfaceName link) {
    return found.file().values("Match", "Name").stream()
        .flatMap(names -> List.of(names.split("\\s+")).stream())
        .anyMatch(pattern -> glob(pattern, link.text()));
  }

  private static boolean glob(String pattern, String name) {
    String regex = "\\Q" + pattern.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E";
    return name.matches(regex);
  }
}
