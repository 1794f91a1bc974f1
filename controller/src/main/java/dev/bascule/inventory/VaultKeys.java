package dev.bascule.inventory;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of one vault text: 32 bytes for AES, 32 for the authentication code, 16 to start the
 * counter. PBKDF2 with SHA-256 and 10,000 rounds takes some 20 ms, so results are kept.
 */
record VaultKeys(SecretKeySpec cipher, SecretKeySpec authentication, IvParameterSpec counter) {
  private static final int ROUNDS = 10_000;

  /** What keys are made from. */
  record Source(String password, String saltHex) {}

  static VaultKeys derive(Source source) {
    byte[] bytes =
        Pbkdf2.derive(
            source.password().getBytes(StandardCharsets.UTF_8),
            HexFormat.of().parseHex(source.saltHex()),
            ROUNDS,
            32 + 32 + 16);
    return new VaultKeys(
        new SecretKeySpec(bytes, 0, 32, "AES"),
        new SecretKeySpec(bytes, 32, 32, "HmacSHA256"),
        new IvParameterSpec(bytes, 64, 16));
  }
}
