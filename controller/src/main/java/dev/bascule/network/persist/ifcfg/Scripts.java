package dev.bascule.network.persist.ifcfg;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.persist.FileEdit;
import dev.bascule.network.persist.NodeFiles;
import dev.bascule.network.persist.Unsafe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The folder of network scripts, while it is edited. */
final class Scripts {
  static final String FOLDER = "/etc/sysconfig/network-scripts/";
  private static final AbsolutePath NETWORK = new AbsolutePath("/etc/sysconfig/network");
  // The init script passes over them as well; over .old only since RHEL 7.5.
  private static final Pattern LEFT_OVER =
      Pattern.compile(".*(~|\\.bak|\\.orig|\\.rpm(new|orig|save))$");

  private final NodeFiles files;
  private final Map<AbsolutePath, TextLines> open = new LinkedHashMap<>();

  Scripts(NodeFiles files) {
    this.files = files;
  }

  /** A file of the folder, there or not. */
  TextLines file(String name) {
    return file(new AbsolutePath(FOLDER + name));
  }

  private TextLines file(AbsolutePath path) {
    return open.computeIfAbsent(path, some -> new TextLines(some, files.content().get(some)));
  }

  /** Settings of all links. */
  TextLines network() {
    return file(NETWORK);
  }

  /** The names of all {@code ifcfg-} files that are in use. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    Set<AbsolutePath> paths = new TreeSet<>(files.content().keySet());
    paths.addAll(open.keySet());
    for (AbsolutePath path : paths) {
      String text = path.text();
      boolean ours = text.startsWith(FOLDER + "ifcfg-") && path.parent().equals(folder());
      if (ours && !LEFT_OVER.matcher(text).matches()) {
        names.add(path.name());
      }
    }
    return names;
  }

  private static AbsolutePath folder() {
    return new AbsolutePath(FOLDER.substring(0, FOLDER.length() - 1));
  }

  /** The file of a link: the one that names it, else the one named after it. */
  Optional<Assignments> of(String link) {
    Optional<Assignments> saying =
        names().stream()
            .map(name -> new Assignments(file(name)))
            .filter(one -> one.file().isThere())
            .filter(one -> one.get("DEVICE").filter(link::equals).isPresent())
            .findFirst();
    if (saying.isPresent()) {
      return saying;
    }
    Assignments named = new Assignments(file("ifcfg-" + link));
    return Optional.of(named).filter(one -> one.file().isThere() && one.get("DEVICE").isEmpty());
  }

  /** What speaks against a link that two files are for: a boot runs both of them. */
  Optional<Unsafe> second(InterfaceName link) {
    List<Assignments> all =
        names().stream()
            .filter(name -> !name.contains(":") && !name.contains("-range"))
            .map(name -> new Assignments(file(name)))
            .filter(one -> one.get("DEVICE").filter(link.text()::equals).isPresent())
            .filter(one -> one.get("ONBOOT").filter(text -> text.matches("(?i)no")).isEmpty())
            .toList();
    if (all.size() < 2) {
      return Optional.empty();
    }
    boolean named = all.get(0).file().path().name().equals("ifcfg-" + link);
    AbsolutePath second = all.get(named ? 1 : 0).file().path();
    return Optional.of(
        new Unsafe(
            second.text(),
            "it is for " + link + " as well: the network service would read both files",
            "move it to another folder"));
  }

  /** The files of a link's aliases: {@code eth0:1}, {@code eth0-range0}. */
  List<String> aliases(InterfaceName link) {
    return names().stream()
        .filter(
            name ->
                name.startsWith("ifcfg-" + link + ":")
                    || name.startsWith("ifcfg-" + link + "-range"))
        .filter(name -> file(name).isThere())
        .toList();
  }

  /**
   * What has to be written, in an order in which a boot in between finds its way: routes and
   * aliases first, for they wait for their link; who gets addresses before the other one loses
   * them; what goes goes last.
   *
   * @param receivers the links that get what others carried
   */
  List<FileEdit> edits(Set<InterfaceName> receivers) {
    Set<AbsolutePath> first = new TreeSet<>();
    for (InterfaceName receiver : receivers) {
      of(receiver.text()).ifPresent(one -> first.add(one.file().path()));
    }
    List<FileEdit> edits = new ArrayList<>();
    open.values().forEach(file -> file.edit().ifPresent(edits::add));
    edits.sort(Comparator.comparingInt(edit -> turn(edit, first.contains(edit.path()))));
    return edits;
  }

  private static int turn(FileEdit edit, boolean receives) {
    if (edit.after() == null) {
      return 3;
    }
    boolean link = edit.path().name().matches("ifcfg-[^:]*");
    return !link ? 0 : receives || edit.before() == null ? 1 : 2;
  }
}
