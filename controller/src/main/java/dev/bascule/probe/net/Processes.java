package dev.bascule.probe.net;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.Address;
import dev.bascule.network.DhcpClient;
import dev.bascule.network.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The processes of the node's own namespace that look after links, by their command lines. */
record Processes(List<List<String>> commands) {
  private static final Set<String> DHCP = Set.of("dhclient", "dhclient3", "udhcpc", "dhcpcd");

  static Processes read(Part part) {
    List<List<String>> commands = new ArrayList<>();
    for (List<String> words : part.every("process")) {
      // The last line end leaves an empty word.
      List<String> command =
          words.isEmpty() || !words.get(words.size() - 1).isEmpty()
              ? words
              : words.subList(0, words.size() - 1);
      boolean busybox = command.size() > 1 && baseName(command.get(0)).equals("busybox");
      commands.add(busybox ? command.subList(1, command.size()) : command);
    }
    return new Processes(commands);
  }

  boolean runs(String program) {
    return commands.stream()
        .anyMatch(command -> !command.isEmpty() && baseName(command.get(0)).equals(program));
  }

  List<DhcpClient> dhcpClients(List<Link> links, List<Address> addresses) {
    List<DhcpClient> clients = new ArrayList<>();
    for (List<String> command : commands) {
      String program = command.isEmpty() ? "" : baseName(command.get(0));
      if (DHCP.contains(program)) {
        List<String> arguments = List.copyOf(command.subList(1, command.size()));
        linksOf(arguments, links, addresses)
            .forEach(link -> clients.add(new DhcpClient(link, program, arguments)));
      }
    }
    return clients.stream().distinct().toList();
  }

  /** A client that names no link looks after each; then it is those with a lease. */
  private static List<InterfaceName> linksOf(
      List<String> arguments, List<Link> links, List<Address> addresses) {
    List<InterfaceName> named =
        links.stream().map(Link::name).filter(name -> arguments.contains(name.text())).toList();
    if (!named.isEmpty()) {
      return named;
    }
    return addresses.stream()
        .filter(address -> address.isDynamic() && !address.local().address().isV6())
        .map(Address::link)
        .distinct()
        .toList();
  }

  private static String baseName(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return Optional.of(name).filter(text -> text.endsWith(":")).isPresent()
        ? name.substring(0, name.length() - 1)
        : name;
  }
}
