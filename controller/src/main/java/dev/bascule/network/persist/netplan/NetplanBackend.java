package dev.bascule.network.persist.netplan;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.network.persist.Backend;
import dev.bascule.network.persist.Edits;
import dev.bascule.network.persist.FileEdit;
import dev.bascule.network.persist.NodeFiles;
import dev.bascule.network.persist.PersistRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Netplan with networkd behind it. Netplan is given the future files in a folder of their own below
 * /run while the window lasts, and what it makes of them is what networkd sees; a boot in the
 * window knows nothing of it.
 */
public final class NetplanBackend implements Backend {
  static final String ETC = "/etc/netplan";
  private static final String FUTURE = "/run/bascule-netplan";
  // Both ways networkd is begun anew: it holds what it finds against the files, and keeps what
  // agrees.
  private static final String HOLD =
      """
      case $phase in
        still) networkd_still ;;
        told)
          umask 022
          netplan generate --root-dir %1$s && rm -f /run/systemd/network/10-netplan-* &&
            cp %1$s/run/systemd/network/* /run/systemd/network/ && networkd_anew
          ;;
        untold)
          rm -rf %1$s
          netplan generate
          networkd_anew
          ;;
      esac
      """
          .formatted(FUTURE);
  private static final String AT_CONFIRM = "rm -rf " + FUTURE + "; netplan generate";

  @Override
  public String name() {
    return "netplan";
  }

  @Override
  public boolean governs(NodeFiles files) {
    return files.programs().contains("netplan") && !yaml(files).isEmpty();
  }

  @Override
  public Edits edit(NodeFiles files, PersistRequest request) {
    Optional<Edits.Refused> refused = request.refusedVlans("/etc/netplan", "netplan");
    if (refused.isPresent()) {
      return refused.get();
    }
    Map<AbsolutePath, FileContent> before = yaml(files);
    Map<AbsolutePath, BlockYaml> opened = new TreeMap<>();
    before.forEach((path, content) -> opened.put(path, BlockYaml.of(content)));
    Map<AbsolutePath, BlockYaml> after = new LinkedHashMap<>(opened);
    try {
      new NetplanEdit(after, request).run();
    } catch (NetplanEdit.Unsafe unsafe) {
      return new Edits.Refused(unsafe.where(), unsafe.reason(), unsafe.hint());
    }
    List<FileEdit> edits = new ArrayList<>();
    after.forEach(
        (path, yaml) -> {
          FileContent old = before.get(path);
          if (yaml != opened.get(path) && (old == null || !yaml.content().equals(old))) {
            edits.add(new FileEdit(path, old, yaml.content()));
          }
        });
    return edits.isEmpty()
        ? new Edits.Planned(edits, null, List.of(), null)
        : new Edits.Planned(edits, AT_CONFIRM, future(after, before), HOLD);
  }

  private static List<FileEdit> future(
      Map<AbsolutePath, BlockYaml> after, Map<AbsolutePath, FileContent> before) {
    List<FileEdit> all = new ArrayList<>();
    after.forEach(
        (path, yaml) -> {
          FileContent old = before.get(path);
          boolean same = old != null && BlockYaml.of(old).content().equals(yaml.content());
          AbsolutePath place = new AbsolutePath(FUTURE + path.text());
          all.add(new FileEdit(place, null, same ? old : yaml.content()));
        });
    return all;
  }

  private static Map<AbsolutePath, FileContent> yaml(NodeFiles files) {
    Map<AbsolutePath, FileContent> yaml = new TreeMap<>();
    files
        .content()
        .forEach(
            (path, content) -> {
              if (path.parent().text().equals(ETC) && path.name().endsWith(".yaml")) {
                yaml.put(path, content);
              }
            });
    return yaml;
  }
}
