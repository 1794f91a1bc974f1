package dev.bascule.network.persist.ifupdown;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.persist.Ipv6Off;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The line that keeps IPv6 off a bridge's port, of which the files know no option. */
final class PortCommand {
  private final Document document;
  private final InterfaceName port;
  private final String line;

  PortCommand(Document document, InterfaceName port) {
    this.document = document;
    this.port = port;
    String folder = "/proc/sys/" + Ipv6Off.path(port).replaceFirst("/[^/]*$", "");
    // A kernel without IPv6 has no such file, and a command that fails would stop the link.
    this.line = "up [ ! -e " + folder + " ] || echo 1 >" + folder + "/disable_ipv6";
  }

  /** Takes it out, wherever it is. */
  void remove() {
    for (Stanza stanza : document.stanzas()) {
      for (Row row : stanza.commands()) {
        if (row.raw().strip().equals(line)) {
          stanza.file().remove(row);
        }
      }
    }
  }

  /**
   * Writes it, if no line says it yet.
   *
   * @param bridge whose stanza runs it when nothing brings the port up by itself
   */
  void add(InterfaceName bridge) {
    Pattern says =
        Pattern.compile(
            "ipv6.conf."
                + Pattern.quote(port.text())
                + ".disable_ipv6\\s*=\\s*1|^echo 1 *>.*ipv6/conf/"
                + Pattern.quote(port.text())
                + "/disable_ipv6");
    boolean said =
        document.stanzas().stream()
            .flatMap(stanza -> stanza.commands().stream())
            .filter(Stanza::isUp)
            .flatMap(row -> Command.parts(row.value()).stream())
            .anyMatch(part -> says.matcher(part).find());
    InterfaceName holder = document.isSelected(port.text()) ? port : bridge;
    Optional<Stanza> stanza = document.stanzas(holder).stream().findFirst();
    if (!said && stanza.isPresent()) {
      stanza.get().add(List.of(line));
    }
  }
}
