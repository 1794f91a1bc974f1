package dev.bascule.apply.safe;

import dev.bascule.lab.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A {@link ProgramNode} with a switch. Its server is a process that has {@code conf.db} open, and
 * writes to it what it is told under whatever name it has: whether a card is {@code in} or {@code
 * out}. Files below etc say it, too; a boot puts the card into the switch where one of them does.
 */
final class SwitchNode {
  private static final List<String> FILES = List.of("a", "b", "c");

  /**
   * Whoever renames onto what {@code cut} names is killed before or after it; {@code stuck} names
   * what cannot be renamed onto.
   */
  private static final String SWITCH =
      """
      tx_ovs_pid() {
      read -r pid <"$T/../server"
      db=$T/../conf.db
      [ -d "/proc/$pid/fd" ]
      }
      tx_ovs_anew() {
      :
      }
      tell() {
      read -r server <"$T/../server"
      echo "$1" >"/proc/$server/fd/3"
      }
      mv() {
      for onto; do :; done
      cut_at='' denied=''
      { read -r denied <"$T/../stuck"; } 2>/dev/null
      { read -r cut_at <"$T/../cut"; } 2>/dev/null
      case "before ${onto##*/}" in
      "$cut_at") kill -9 $$; sleep 9 ;;
      "before $denied") echo 'Operation not permitted' >&2; return 1 ;;
      esac
      command mv "$@" || return
      echo "${onto##*/}" >>"$T/../renamed"
      case "after ${onto##*/}" in
      "$cut_at") kill -9 $$; sleep 9 ;;
      esac
      }
      """;

  final ProgramNode node;
  final String old;
  final String fresh;
  private final Path home;

  /**
   * A node whose change waits to be staged.
   *
   * @param order {@code joins} or {@code leaves}
   */
  SwitchNode(Path home, List<String> shell, String order) throws Exception {
    this.home = home;
    this.old = order.equals("joins") ? "out" : "in";
    this.fresh = order.equals("joins") ? "in" : "out";
    this.node = new ProgramNode(home, shell).window(540).with(SWITCH);
    Files.writeString(database(), old + "\n");
    for (String file : FILES) {
      Files.writeString(node.etc(file), old + "\n");
      node.puts(file, fresh + "\n");
    }
    node.call("tx_meta ovs " + order);
    node.batch("echo new >\"$T/../world\"; tell " + fresh);
    node.inverse("echo old >\"$T/../world\"; tell " + old);
    starts();
  }

  Path database() {
    return home.resolve("conf.db");
  }

  /** The server is started, or started anew: it opens what is the database by then. */
  void starts() throws Exception {
    Path server = home.resolve("server");
    if (Files.exists(server)) {
      ProgramProcesses.kill("KILL", Files.readString(server).strip());
    }
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec 3>>conf.db; exec sleep 600");
    builder.directory(home.toFile());
    builder.environment().put("T", node.state().toString());
    Process process = builder.start();
    Path open = Path.of("/proc", Long.toString(process.pid()), "fd/3");
    Await.until("the server runs", ProgramNode.LIMIT, () -> Files.exists(open));
    Files.writeString(server, process.pid() + "\n");
  }

  /** The next rename onto this kills who does it; as {@code before conf.db} or {@code after a}. */
  void cut(String where) throws IOException {
    Files.writeString(home.resolve("cut"), where + "\n");
  }

  /** Nothing can be renamed onto this. */
  void stuck(String name) throws IOException {
    Files.writeString(home.resolve("stuck"), name + "\n");
  }

  /** The watchdog is dead or dies now, and {@code confirm} is elected. */
  void decided(String id) throws Exception {
    Files.createSymbolicLink(node.tx(id).resolve("decision"), Path.of("confirm"));
  }

  /** A boot: by the files, and by the database under its name. */
  void boots(String id) throws Exception {
    if (files().contains("in")) {
      Files.writeString(database(), "in\n");
    }
    starts();
    if (Files.exists(node.tx(id))) {
      node.rebooted(id);
    }
    node.keepingWorld("booted");
  }

  /** What the files say, and then the database under its name. */
  String all() throws IOException {
    return files() + " " + Files.readString(database()).strip();
  }

  /** Where all say the same. */
  static String all(String word) {
    return String.join(" ", word, word, word, word);
  }

  /** The files that were renamed onto, in that order. */
  List<String> renamed() throws IOException {
    return Files.readAllLines(home.resolve("renamed")).stream().filter(FILES::contains).toList();
  }

  private String files() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String file : FILES) {
      all.append(all.isEmpty() ? "" : " ").append(Files.readString(node.etc(file)).strip());
    }
    return all.toString();
  }

  /** What lies about beside the database and the files, and should not. */
  List<String> litter() throws IOException {
    try (var here = Files.list(home);
        var etc = Files.list(node.etc(""))) {
      return java.util.stream.Stream.concat(here, etc)
          .map(path -> path.getFileName().toString())
          .filter(name -> name.contains("bascule"))
          .toList();
    }
  }
}
