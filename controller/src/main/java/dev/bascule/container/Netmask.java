package dev.bascule.container;

/** The length of an IPv4 prefix as older files write it. */
final class Netmask {
  private Netmask() {}

  /** {@code 255.255.255.0} for 24. */
  static String of(int prefix) {
    long bits = prefix == 0 ? 0 : (0xffffffffL << (32 - prefix)) & 0xffffffffL;
    return (bits >> 24) + "." + (bits >> 16 & 255) + "." + (bits >> 8 & 255) + "." + (bits & 255);
  }
}
