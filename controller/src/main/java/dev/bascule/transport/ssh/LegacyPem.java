package dev.bascule.transport.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The encryption that {@code ssh-keygen -m PEM} and old OpenSSL put on a key ({@code DEK-Info}).
 * sshj opens it only with BouncyCastle; the JDK has all that is needed.
 */
final class LegacyPem {
  private static final Pattern SHAPE =
      Pattern.compile(
          "-----BEGIN ([A-Z ]+)-----\\s+Proc-Type: 4,ENCRYPTED\\s+"
              + "DEK-Info: ([A-Z0-9-]+),([0-9A-Fa-f]+)\\s+([A-Za-z0-9+/=\\s]+)-----END");

  private LegacyPem() {}

  /** The same file without encryption; a file of another shape is returned as it is. */
  static String decrypted(String text, String passphrase) throws IOException {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.find()) {
      return text;
    }
    byte[] iv = HexFormat.of().parseHex(shape.group(3));
    byte[] body = Base64.getMimeDecoder().decode(shape.group(4));
    try {
      byte[] plain = decrypt(shape.group(2), iv, body, passphrase);
      String kind = shape.group(1);
      return "-----BEGIN "
          + kind
          + "-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(plain)
          + "\n-----END "
          + kind
          + "-----\n";
    } catch (GeneralSecurityException wrong) {
      throw new IOException("wrong passphrase", wrong);
    }
  }

  private static byte[] decrypt(String name, byte[] iv, byte[] body, String passphrase)
      throws GeneralSecurityException, IOException {
    boolean triple = name.equals("DES-EDE3-CBC");
    if (!triple && !name.matches("AES-(128|192|256)-CBC")) {
      throw new IOException("encrypted with " + name + ", which is not supported");
    }
    int length = triple ? 24 : Integer.parseInt(name.substring(4, 7)) / 8;
    Cipher cipher = Cipher.getInstance(triple ? "DESede/CBC/PKCS5Padding" : "AES/CBC/PKCS5Padding");
    SecretKeySpec key =
        new SecretKeySpec(derive(passphrase, iv, length), triple ? "DESede" : "AES");
    cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(iv));
    return cipher.doFinal(body);
  }

  /** OpenSSL's EVP_BytesToKey with MD5, one round, the first 8 bytes of the IV as salt. */
  private static byte[] derive(String passphrase, byte[] iv, int length)
      throws GeneralSecurityException {
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    byte[] key = new byte[0];
    byte[] last = new byte[0];
    while (key.length < length) {
      md5.update(last);
      md5.update(passphrase.getBytes(StandardCharsets.UTF_8));
      md5.update(iv, 0, 8);
      last = md5.digest();
      key = Arrays.copyOf(key, key.length + last.length);
      System.arraycopy(last, 0, key, key.length - last.length, last.length);
    }
    return Arrays.copyOf(key, length);
  }
}
