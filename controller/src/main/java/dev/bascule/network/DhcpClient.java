package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import java.util.List;

/**
 * A DHCP client at work on a link.
 *
 * @param program {@code dhclient}, {@code udhcpc}, {@code dhcpcd} …
 * @param arguments its command line without the program, in order; the link's name is among them
 */
public record DhcpClient(InterfaceName link, String program, List<String> arguments) {
  public DhcpClient {
    arguments = List.copyOf(arguments);
  }

  /** The same for another link: only the argument that is the link's name changes. */
  public DhcpClient on(InterfaceName other) {
    List<String> moved =
        arguments.stream().map(word -> word.equals(link.text()) ? other.text() : word).toList();
    return new DhcpClient(other, program, moved);
  }
}
