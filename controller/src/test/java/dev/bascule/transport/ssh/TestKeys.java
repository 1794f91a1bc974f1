package dev.bascule.transport.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** The key files under {@code ssh/keys}, made with ssh-keygen for these tests only. */
final class TestKeys {
  static final String PASSPHRASE = "a passphrase";

  private TestKeys() {}

  /** Copies a private key, without its public half, to where only we can read it. */
  static Path copy(String name, Path directory) {
    try (InputStream in = TestKeys.class.getResourceAsStream("/ssh/keys/" + name)) {
      Path file = directory.resolve(name);
      Files.deleteIfExists(file);
      Files.copy(in, file);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return file;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The public half as authorized_keys has it. */
  static String line(String name) {
    try (InputStream in = TestKeys.class.getResourceAsStream("/ssh/keys/" + name + ".pub")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static String fingerprint(String name) {
    return WireKey.ofBase64(line(name).split(" ", -1)[1]).fingerprint();
  }

  /** The public half. */
  static PublicKey publicKey(String name) {
    try {
      return PublicKeyEntry.parsePublicKeyEntry(line(name)).resolvePublicKey(null, null, null);
    } catch (IOException | GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
