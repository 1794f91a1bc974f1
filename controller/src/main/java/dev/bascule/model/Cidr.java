package dev.bascule.model;

import java.util.Optional;

/**
 * An address with the length of its prefix: {@code 10.0.0.5/24}. The bits behind the prefix are
 * kept; {@link #network} clears them.
 *
 * @param prefix 0 to 32 or 0 to 128
 */
public record Cidr(IpAddress address, int prefix) {
  public Cidr {
    if (prefix < 0 || prefix > (address.isV6() ? 128 : 32)) {
      throw new IllegalArgumentException("not a prefix length: " + address + "/" + prefix);
    }
  }

  /** Reads {@code 10.0.0.5/24}; a bare address has its full length. */
  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    String bare = slash < 0 ? text : text.substring(0, slash);
    String length = slash < 0 ? "" : text.substring(slash + 1);
    return IpAddress.parse(bare)
        .filter(address -> slash < 0 || length.matches("[0-9]{1,3}"))
        .map(address -> new Sized(address, slash < 0 ? full(address) : Integer.parseInt(length)))
        .filter(sized -> sized.length <= full(sized.address))
        .map(sized -> new Cidr(sized.address, sized.length));
  }

  private record Sized(IpAddress address, int length) {}

  /** Like {@link #parse}, for a text that is known to be right. */
  public static Cidr of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a prefix: " + text));
  }

  private static int full(IpAddress address) {
    return address.isV6() ? 128 : 32;
  }

  /** Whether the prefix is the whole address, {@code /32} or {@code /128}. */
  public boolean isHost() {
    return prefix == full(address);
  }

  /** The same prefix with all bits behind it cleared. */
  public Cidr network() {
    byte[] bytes = address.bytes();
    for (int bit = prefix; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
    }
    return new Cidr(IpAddress.of(bytes), prefix);
  }

  /** Whether an address is within the prefix. */
  public boolean contains(IpAddress other) {
    return other.isV6() == address.isV6() && new Cidr(other, prefix).network().equals(network());
  }

  @Override
  public String toString() {
    return address + "/" + prefix;
  }
}
