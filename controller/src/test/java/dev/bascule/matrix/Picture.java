package dev.bascule.matrix;

import dev.bascule.lab.LabNode;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A node's network as somebody sees it who stands beside it, by the node's own {@code ip}, without
 * what changes by itself: numbers of interfaces, lifetimes, whether detection of duplicates is
 * still going on.
 *
 * @param lines sorted
 */
record Picture(List<String> lines) {
  private static final String LOOK =
      """
      {
        ip -o link | sed -n 's/^[0-9]*: \\([^:@]*\\)[^:]*:/link \\1/p' |
          awk '{ line = $1 " " $2 ($3 ~ /[<,]UP/ ? " up" : " down")
            for (i = 4; i < NF; i++)
              if ($i == "mtu" || $i == "master" || $i == "link/ether") line = line " " $i " " $(i + 1)
            print line }'
        ip -o address | awk '{ sub(/\\\\.*/, ""); $1 = "address"; print }'
        ip route show table all | grep -v -e ^local -e ^broadcast -e ^multicast -e ^anycast | sed 's/^/route /'
        ip -6 route show table all | grep -v -e ^local -e ^multicast -e ^anycast | sed 's/^/route6 /'
        ip rule | sed 's/^/rule /'
        ip -6 rule | sed 's/^/rule6 /'
      } | sed -e '/^address/s/ metric [0-9]*//' -e 's/ tentative//' -e 's/ linkdown//' -e 's/ dynamic//' -e 's/ expires [0-9]*sec//' -e 's/ *$//' -e 's/  */ /g' | sort
      """;

  static Picture of(LabNode node) {
    return new Picture(node.shell(LOOK).lines().toList());
  }

  boolean has(String line) {
    return lines.contains(line);
  }

  boolean mentions(String words) {
    return lines.stream().anyMatch(line -> line.contains(words));
  }

  /** Addresses, routes and rules with another interface's name in place of one's. */
  Picture moved(String from, String to) {
    return keep(line -> !line.startsWith("link"))
        .map(line -> line.replaceAll("\\b" + from + "\\b", to));
  }

  /** With the kernel's own routes over a link as if they had no metric. */
  Picture anyMetric(String link) {
    return map(
        line -> {
          boolean kernels = line.contains(" dev " + link + " proto kernel ");
          return kernels ? line.replaceAll(" metric \\d+", "") : line;
        });
  }

  /** Without what the kernel gives each link by itself. */
  Picture chosen() {
    return keep(line -> !line.contains("fe80:") && !line.startsWith("link"));
  }

  /** The kind of difference a person wants to read: what is gone, what is new. */
  String difference(Picture now) {
    String gone =
        keep(line -> !now.has(line)).lines.stream()
            .map(line -> "- " + line + "\n")
            .collect(Collectors.joining());
    return gone
        + now.keep(line -> !has(line)).lines.stream()
            .map(line -> "+ " + line + "\n")
            .collect(Collectors.joining());
  }

  private Picture keep(Predicate<String> wanted) {
    return new Picture(lines.stream().filter(wanted).toList());
  }

  private Picture map(java.util.function.UnaryOperator<String> change) {
    return new Picture(lines.stream().map(change).sorted().toList());
  }
}
