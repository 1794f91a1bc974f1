package dev.bascule.saved;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What seals saved plans: HMAC-SHA-256 under a key that is in no plan. A plain hash of a short
 * password, or of a file that holds one, could be guessed by who has the plan.
 */
public final class SealKey {
  /** The fewest bytes of a key. */
  public static final int SHORTEST = 16;

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  public SealKey(byte[] key) {
    if (key.length < SHORTEST) {
      throw new IllegalArgumentException("a key has at least " + SHORTEST + " bytes");
    }
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * The keyed hash of a text.
   *
   * @param purpose so that equal texts that mean different things have different hashes
   * @return 64 hexadecimal digits
   */
  public String hash(String purpose, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(purpose.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /** Tells keys apart, and nothing else about them. */
  public String id() {
    return hash("key", "").substring(0, 16);
  }
}
