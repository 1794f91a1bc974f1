package dev.bascule.transport.ssh;

import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.KeyPair;
import java.util.Base64;
import java.util.Set;
import net.schmizz.sshj.userauth.keyprovider.BaseFileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;
import net.schmizz.sshj.userauth.password.PasswordUtils;
import org.jspecify.annotations.Nullable;

/** Reads private key files: OpenSSH's own format and PEM (PKCS#1, PKCS#8, SEC1), also encrypted. */
final class KeyFile {
  /** Why an encrypted key is of no use by itself. */
  static final String NO_PASSPHRASE = "is encrypted and no passphrase is given";

  private static final int LONGEST = 1 << 20;

  private KeyFile() {}

  /** Why a file gives no key; the message goes after the file's name. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String why, @Nullable Throwable cause) {
      super(why, cause);
    }

    /** Why, in words. */
    String why() {
      return String.valueOf(getMessage());
    }
  }

  /** Reads a key pair. */
  static KeyPair read(Path file, @Nullable String passphrase) throws Unusable {
    checkMode(file);
    String text = text(file);
    boolean encrypted = isEncrypted(text);
    if (encrypted && passphrase == null) {
      throw new Unusable(NO_PASSPHRASE, null);
    }
    try {
      BaseFileKeyProvider reader = reader(text);
      String plain = encrypted && passphrase != null ? LegacyPem.decrypted(text, passphrase) : text;
      reader.init(
          plain,
          null,
          passphrase == null ? null : PasswordUtils.createOneOff(passphrase.toCharArray()));
      return new KeyPair(reader.getPublic(), reader.getPrivate());
    } catch (IOException | RuntimeException broken) {
      throw new Unusable(
          encrypted
              ? "does not open with the given passphrase"
              : "cannot be read: " + ConnectFailures.reason(broken),
          broken);
    }
  }

  private static BaseFileKeyProvider reader(String text) throws Unusable {
    if (text.contains("-----BEGIN OPENSSH PRIVATE KEY-----")) {
      return new OpenSSHKeyV1KeyFile();
    }
    if (text.startsWith("PuTTY-User-Key-File")) {
      throw new Unusable("is in PuTTY's format; convert it: puttygen KEY -O private-openssh", null);
    }
    if (text.contains("PRIVATE KEY-----")) {
      return new PKCS8KeyFile();
    }
    throw new Unusable(
        text.startsWith("ssh-") || text.startsWith("ecdsa-")
            ? "is a public key; the private key is wanted"
            : "is not a private key",
        null);
  }

  private static String text(Path file) throws Unusable {
    try {
      if (Files.size(file) > LONGEST) {
        throw new Unusable("is not a private key (it has more than 1 MiB)", null);
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException missing) {
      throw new Unusable("does not exist", missing);
    } catch (AccessDeniedException denied) {
      throw new Unusable("cannot be read: permission denied", denied);
    } catch (IOException broken) {
      throw new Unusable("cannot be read: " + broken.getMessage(), broken);
    }
  }

  /** Like ssh, a key of ours that others can read is not used: it is no longer a secret. */
  private static void checkMode(Path file) throws Unusable {
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      boolean open =
          mode.stream()
              .anyMatch(p -> p.name().startsWith("GROUP_") || p.name().startsWith("OTHERS_"));
      if (open && Files.getOwner(file).getName().equals(System.getProperty("user.name"))) {
        throw new Unusable("can be read by others; ssh would not use it: chmod 600 " + file, null);
      }
    } catch (IOException | UnsupportedOperationException unknown) {
      // The read that follows says what is wrong.
    }
  }

  /** Whether a passphrase is needed. */
  static boolean isEncrypted(String text) {
    if (!text.contains("-----BEGIN OPENSSH PRIVATE KEY-----")) {
      return text.contains("Proc-Type: 4,ENCRYPTED")
          || text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    }
    String body = text.replaceAll("-----[^-]*-----", "").replaceAll("\\s", "");
    try {
      // "openssh-key-v1\0", then a string with the cipher's name; "none" for a plain key.
      String head =
          new String(Base64.getDecoder().decode(body.substring(0, 32)), StandardCharsets.US_ASCII);
      return !head.substring(19).startsWith("none");
    } catch (IllegalArgumentException | IndexOutOfBoundsException broken) {
      return false;
    }
  }
}
