package dev.bascule.container;

import java.util.stream.IntStream;

/** The length of an IPv4 prefix as older files write it. */
final class Netmask {
  private Netmask() {}

  /** {@code 10.0.0.1/24} of {@code 10.0.0.1/255.255.255.0}; other texts as they are. */
  static String asLength(String address) {
    int slash = address.indexOf('/');
    String mask = address.substring(slash + 1);
    return slash < 0 || mask.indexOf('.') < 0
        ? address
        : IntStream.rangeClosed(0, 32)
            .filter(prefix -> of(prefix).equals(mask))
            .mapToObj(prefix -> address.substring(0, slash + 1) + prefix)
            .findFirst()
            .orElse(address);
  }

  /** {@code 255.255.255.0} for 24. */
  static String of(int prefix) {
    long bits = prefix == 0 ? 0 : (0xffffffffL << (32 - prefix)) & 0xffffffffL;
    return (bits >> 24) + "." + (bits >> 16 & 255) + "." + (bits >> 8 & 255) + "." + (bits & 255);
  }
}
