package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A DHCP client at work on a link.
 *
 * @param program {@code dhclient}, {@code udhcpc}, {@code dhcpcd} …
 * @param arguments its command line without the program, in order; the link's name is among them
 */
public record DhcpClient(InterfaceName link, String program, List<String> arguments) {
  // Of dhclient, and of udhcpc: where it writes its process and its leases.
  private static final Set<String> OWN_FILES = Set.of("-pf", "-lf", "-df", "-p");

  public DhcpClient {
    arguments = List.copyOf(arguments);
  }

  /**
   * The same for another link: the argument that is the link's name changes, and so do the names of
   * its own files, for who ends it looks for the process there.
   */
  public DhcpClient on(InterfaceName other) {
    Pattern name =
        Pattern.compile("(?<![A-Za-z0-9_])" + Pattern.quote(link.text()) + "(?![A-Za-z0-9_])");
    List<String> moved = new ArrayList<>();
    String before = "";
    for (String word : arguments) {
      boolean file = OWN_FILES.contains(before) && word.startsWith("/");
      String last = word.substring(word.lastIndexOf('/') + 1);
      String folder = word.substring(0, word.length() - last.length());
      String renamed = name.matcher(last).replaceAll(Matcher.quoteReplacement(other.text()));
      moved.add(word.equals(link.text()) ? other.text() : file ? folder + renamed : word);
      before = word;
    }
    return new DhcpClient(other, program, moved);
  }
}
