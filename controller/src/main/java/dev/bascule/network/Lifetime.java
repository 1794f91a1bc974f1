package dev.bascule.network;

/**
 * How long an address or a route is valid, in seconds as seen when it was read.
 *
 * @param seconds less than 0 for ever
 */
public record Lifetime(long seconds) {
  /** No end. */
  public static final Lifetime FOREVER = new Lifetime(-1);

  /** Whether it has no end. */
  public boolean isForever() {
    return seconds < 0;
  }
}
