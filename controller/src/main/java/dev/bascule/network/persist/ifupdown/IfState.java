package dev.bascule.network.persist.ifupdown;

import java.util.List;
import java.util.Set;

/** The node-side command that tells ifupdown which links are up by now. */
final class IfState {
  private IfState() {}

  /**
   * The command, POSIX sh.
   *
   * @param up links that files bring up, and are up
   * @param gone links that are no longer
   */
  static String command(Set<String> up, Set<String> gone) {
    List<String> lines =
        List.of(
            "ifstate_agree() {",
            "  for f in /run/network/ifstate /etc/network/run/ifstate; do",
            "    [ -f \"$f\" ] && break",
            "  done",
            "  [ -f \"$f\" ] || return 0",
            "  n=${f%/*}/.ifstate.bascule",
            "  {",
            "    while IFS= read -r line; do",
            "      case \" $1 $2 \" in *\" ${line%%=*} \"*) ;; *) printf '%s\\n' \"$line\" ;; esac",
            "    done <\"$f\"",
            "    for l in $1; do printf '%s=%s\\n' \"$l\" \"$l\"; done",
            "  } >\"$n\" && cat \"$n\" >\"$f\"; r=$?",
            "  rm -f \"$n\"",
            "  return \"$r\"",
            "}",
            "ifstate_agree '" + String.join(" ", up) + "' '" + String.join(" ", gone) + "'");
    return String.join("\n", lines) + "\n";
  }
}
