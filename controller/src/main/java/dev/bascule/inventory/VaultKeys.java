package dev.bascule.inventory;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of one vault text: 32 bytes for AES, 32 for the authentication code, 16 to start the
 * counter. PBKDF2 with SHA-256 and 10,000 rounds takes some 80 ms under the compiler that makes the
 * command line start fast, so results are kept.
 */
record VaultKeys(SecretKeySpec cipher, SecretKeySpec authentication, IvParameterSpec counter) {
  private static final int ROUNDS = 10_000;
  private static final int BITS = (32 + 32 + 16) * 8;

  /** What keys are made from. */
  record Source(String password, String saltHex) {}

  static VaultKeys derive(Source source) {
    byte[] bytes = bytes(source);
    return new VaultKeys(
        new SecretKeySpec(bytes, 0, 32, "AES"),
        new SecretKeySpec(bytes, 32, 32, "HmacSHA256"),
        new IvParameterSpec(bytes, 64, 16));
  }

  private static byte[] bytes(Source source) {
    PBEKeySpec spec =
        new PBEKeySpec(
            source.password().toCharArray(),
            HexFormat.of().parseHex(source.saltHex()),
            ROUNDS,
            BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2 with SHA-256", e);
    }
  }
}
