package dev.bascule.playbook.lint;

import dev.bascule.model.Cidr;
import dev.bascule.model.IpAddress;
import java.util.List;
import java.util.stream.Stream;

/** Addresses that mean something else at each place. */
final class Private {
  // RFC 1918, RFC 6598 and RFC 4193.
  private static final List<Cidr> PRIVATE =
      Stream.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
          .map(Cidr::of)
          .toList();
  private static final List<Cidr> LOOPBACK = List.of(Cidr.of("127.0.0.0/8"), Cidr.of("::1/128"));

  private Private() {}

  static boolean isPrivate(IpAddress address) {
    return PRIVATE.stream().anyMatch(prefix -> prefix.contains(address));
  }

  static boolean isLoopback(IpAddress address) {
    return LOOPBACK.stream().anyMatch(prefix -> prefix.contains(address));
  }
}
