package dev.bascule.probe.trail;

import java.util.List;
import java.util.Set;

/** Whether a command could have changed anything: nobody is to be named for having looked. */
final class Ability {
  private static final Set<String> LOOKS =
      Set.of(
          "cat",
          "less",
          "more",
          "head",
          "tail",
          "grep",
          "egrep",
          "zgrep",
          "ls",
          "stat",
          "file",
          "find",
          "wc",
          "diff",
          "cmp",
          "md5sum",
          "sha256sum",
          "test",
          "journalctl",
          "dmesg",
          "tcpdump",
          "ping",
          "arping",
          "traceroute",
          "mtr",
          "ss",
          "netstat",
          "lsof",
          "fuser",
          "ps",
          "top",
          "du",
          "df",
          "id",
          "which",
          "readlink",
          "realpath",
          "strings",
          "awk",
          "view");

  // With these it is a word that decides.
  private static final Set<String> BOTH =
      Set.of(
          "ip",
          "bridge",
          "brctl",
          "systemctl",
          "service",
          "sysctl",
          "ifconfig",
          "route",
          "ovs-vsctl",
          "vzctl",
          "pct",
          "nmcli",
          "ethtool",
          "networkctl",
          "netplan",
          "vlan",
          "lxc",
          "virsh",
          "modprobe",
          "rc-service",
          "chkconfig",
          "update-rc.d");

  private static final Set<String> LOOKING_WORDS =
      Set.of(
          "show",
          "list",
          "ls",
          "lst",
          "sh",
          "s",
          "l",
          "monitor",
          "get",
          "status",
          "is-active",
          "is-enabled",
          "cat",
          "showmacs",
          "showstp",
          "list-units",
          "list-ports",
          "list-br",
          "list-ifaces",
          "config",
          "exec",
          "exec2",
          "enter",
          "info",
          "-a",
          "-n",
          "-l",
          "--list",
          "--status-all",
          "list-unit-files",
          "help",
          "get-port",
          "iface-to-br",
          "port-to-br",
          "dumpxml");

  private static final Set<String> CHANGING_WORDS =
      Set.of(
          "add", "del", "delete", "set", "change", "replace", "flush", "append", "up", "down",
          "start", "stop", "restart", "reload", "enable", "disable", "mask", "unmask", "modify",
          "apply", "-w", "--write", "-p");

  private static final String SHELLS = "(ba|da|z|k|a)?sh";

  private Ability() {}

  /** Whether it could have. */
  static boolean changes(List<String> words) {
    String program = program(words);
    List<String> rest = words.subList(Math.min(1, words.size()), words.size());
    if (program.matches(SHELLS) && rest.contains("-c")) {
      return changes(rest.subList(rest.indexOf("-c") + 1, rest.size()));
    }
    if (LOOKS.contains(program)) {
      return false;
    }
    if (program.equals("sed")) {
      return rest.stream().anyMatch(word -> word.matches("-[a-zA-Z]*i.*|--in-place.*"));
    }
    if (program.equals("sysctl")) {
      return rest.stream().anyMatch(w -> w.contains("=") || Set.of("-w", "-p").contains(w));
    }
    if (!BOTH.contains(program)) {
      return true;
    }
    if (rest.stream().anyMatch(CHANGING_WORDS::contains)) {
      return true;
    }
    // "ip link" and "ifconfig eth0" only look, too.
    return rest.size() > 1
        && !Set.of("ip", "bridge").contains(program)
        && rest.stream().noneMatch(LOOKING_WORDS::contains);
  }

  /** Whether it opens a shell, of which no command is logged. */
  static boolean isShell(List<String> words) {
    String program = program(words);
    boolean shell = program.equals("su") || program.matches(SHELLS);
    return shell && List.of("-c", "-s").stream().noneMatch(words::contains);
  }

  private static String program(List<String> words) {
    return words.isEmpty() ? "" : words.get(0).replaceFirst("^.*/", "");
  }
}
