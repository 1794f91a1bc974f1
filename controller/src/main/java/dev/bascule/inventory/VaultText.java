package dev.bascule.inventory;

import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;

/**
 * An encrypted text, taken apart. The form is Ansible's: a header line, then hexadecimal of three
 * hexadecimal lines (salt, authentication code, cipher text).
 *
 * <pre>
 * $ANSIBLE_VAULT;1.2;AES256;prod
 * 3138…
 * </pre>
 *
 * @param id the label of version 1.2, empty for 1.1
 */
record VaultText(String id, String saltHex, String codeHex, String cipherHex) {
  static final String HEADER = "$ANSIBLE_VAULT;";

  static Optional<VaultText> parse(String text, Position at, Problems problems) {
    List<String> lines = text.strip().lines().map(String::strip).toList();
    String[] header = lines.isEmpty() ? new String[0] : lines.get(0).split(";", -1);
    if (header.length < 3
        || !header[0].equals("$ANSIBLE_VAULT")
        || !(header[1].equals("1.1") || header[1].equals("1.2"))
        || !header[2].equals("AES256")) {
      return broken("it must begin with $ANSIBLE_VAULT;1.1;AES256 or 1.2", at, problems);
    }
    try {
      HexFormat hex = HexFormat.of();
      byte[] inner = hex.parseHex(String.join("", lines.subList(1, lines.size())));
      String[] parts = new String(inner, StandardCharsets.US_ASCII).split("\n", -1);
      if (parts.length < 3 || parts[0].isEmpty()) {
        return broken("a part is missing: was it cut when copied?", at, problems);
      }
      checked(parts[0]);
      return Optional.of(
          new VaultText(
              header.length > 3 ? header[3] : "", parts[0], checked(parts[1]), checked(parts[2])));
    } catch (IllegalArgumentException e) {
      return broken("it is not hexadecimal throughout: was it cut when copied?", at, problems);
    }
  }

  private static String checked(String hex) {
    return HexFormat.of().formatHex(HexFormat.of().parseHex(hex));
  }

  private static Optional<VaultText> broken(String why, Position at, Problems problems) {
    problems.add(ProblemCode.VAULT_FORMAT, at, "not a vault text that can be read", why);
    return Optional.empty();
  }

  /** The plain text, if the keys fit. */
  Optional<String> open(VaultKeys keys) {
    byte[] cipherText = HexFormat.of().parseHex(cipherHex);
    byte[] code = HexFormat.of().parseHex(codeHex);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(keys.authentication());
      if (!MessageDigest.isEqual(mac.doFinal(cipherText), code)) {
        return Optional.empty();
      }
      Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
      aes.init(Cipher.DECRYPT_MODE, keys.cipher(), keys.counter());
      byte[] padded = aes.doFinal(cipherText);
      int padding = padded.length == 0 ? 0 : padded[padded.length - 1];
      return Optional.of(
          new String(padded, 0, Math.max(0, padded.length - padding), StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES and HmacSHA256", e);
    }
  }
}
