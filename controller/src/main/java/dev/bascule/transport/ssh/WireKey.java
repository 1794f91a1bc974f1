package dev.bascule.transport.ssh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import net.schmizz.sshj.common.Buffer;

/** A public key as SSH sends it and as known_hosts keeps it in base64. */
final class WireKey {
  private final byte[] bytes;

  private WireKey(byte[] bytes) {
    this.bytes = bytes;
  }

  static WireKey of(byte[] bytes) {
    return new WireKey(bytes.clone());
  }

  static WireKey of(PublicKey key) {
    return new WireKey(new Buffer.PlainBuffer().putPublicKey(key).getCompactData());
  }

  /**
   * Reads the base64 form.
   *
   * @throws IllegalArgumentException when it is not base64
   */
  static WireKey ofBase64(String text) {
    return new WireKey(Base64.getDecoder().decode(text));
  }

  byte[] bytes() {
    return bytes.clone();
  }

  String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The type it names in its first string, for example {@code ssh-ed25519}; empty when broken. */
  String type() {
    if (bytes.length < 4) {
      return "";
    }
    int length = ByteBuffer.wrap(bytes).getInt();
    return length < 0 || length > bytes.length - 4
        ? ""
        : new String(bytes, 4, length, StandardCharsets.US_ASCII);
  }

  /** The short form that people compare, as {@code ssh-keygen -l} prints it. */
  String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WireKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return type() + " " + fingerprint();
  }
}
