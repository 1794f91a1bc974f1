package dev.bascule.network.persist;

import dev.bascule.model.Cidr;
import dev.bascule.model.IpAddress;
import java.util.Optional;

/** Prefix lengths as old configuration files write them: {@code 255.255.255.0}. */
public final class Netmask {
  private Netmask() {}

  /** The length that a mask, or a number, stands for. */
  public static Optional<Integer> prefix(String text) {
    if (text.matches("[0-9]{1,3}")) {
      return Optional.of(Integer.parseInt(text)).filter(length -> length <= 128);
    }
    return IpAddress.parse(text).filter(mask -> !mask.isV6()).flatMap(Netmask::ones);
  }

  private static Optional<Integer> ones(IpAddress mask) {
    int bits = 0;
    for (byte part : mask.bytes()) {
      bits = (bits << 8) | (part & 0xff);
    }
    int ones = Integer.bitCount(bits);
    boolean whole = ones == 0 || bits == -1 << (32 - ones);
    return whole ? Optional.of(ones) : Optional.empty();
  }

  /** {@code 255.255.255.0} for {@code /24}. */
  public static String dotted(Cidr local) {
    int bits = local.prefix() == 0 ? 0 : -1 << (32 - local.prefix());
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }

  /** The length that a bare address had before there were masks: by class; IPv6 64. */
  public static int usual(Cidr address) {
    if (address.address().isV6()) {
      return 64;
    }
    int first = address.address().bytes()[0] & 0xff;
    return first < 128 ? 8 : first < 192 ? 16 : 24;
  }
}
