package dev.bascule.inventory;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * PBKDF2 with HMAC-SHA-256 (RFC 8018). The JDK's own takes 77 ms for a vault's 10,000 rounds under
 * the options that make the command line start fast (the C1 compiler alone, without SHA
 * instructions); this one hashes half as much, because it keeps the state after each key block.
 */
final class Pbkdf2 {
  private static final int BLOCK = 64;
  private static final int[] INNER = Sha256.start();
  private static final int[] OUTER = Sha256.start();

  private final int[] inner;
  private final int[] outer;
  private final int[] words = new int[64];

  private Pbkdf2(byte[] password) {
    byte[] key = password.length > BLOCK ? Sha256.digest(password) : password;
    this.inner = keyed(key, 0x36, INNER);
    this.outer = keyed(key, 0x5c, OUTER);
  }

  private int[] keyed(byte[] key, int pad, int[] start) {
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, (byte) pad);
    for (int i = 0; i < key.length; i++) {
      block[i] ^= key[i];
    }
    int[] state = start.clone();
    Sha256.load(block, 0, words);
    Sha256.compress(state, words);
    return state;
  }

  /** As many bytes of key as asked for. */
  static byte[] derive(byte[] password, byte[] salt, int rounds, int length) {
    Pbkdf2 hmac = new Pbkdf2(password);
    ByteBuffer out = ByteBuffer.allocate((length + 31) / 32 * 32);
    for (int block = 1; out.hasRemaining(); block++) {
      for (int word : hmac.block(salt, block, rounds)) {
        out.putInt(word);
      }
    }
    return Arrays.copyOf(out.array(), length);
  }

  private int[] block(byte[] salt, int number, int rounds) {
    byte[] first = ByteBuffer.allocate(salt.length + 4).put(salt).putInt(number).array();
    int[] u = outer(Sha256.finish(inner.clone(), first, BLOCK, words));
    int[] sum = u.clone();
    int[] state = new int[8];
    for (int round = 1; round < rounds; round++) {
      half(inner, u, state);
      half(outer, state, u);
      for (int i = 0; i < 8; i++) {
        sum[i] ^= u[i];
      }
    }
    return sum;
  }

  private int[] outer(int[] digest) {
    int[] result = new int[8];
    half(outer, digest, result);
    return result;
  }

  // One block: a digest of 32 bytes, the padding, and the length of 96 bytes in bits.
  private void half(int[] key, int[] digest, int[] into) {
    System.arraycopy(digest, 0, words, 0, 8);
    Arrays.fill(words, 8, 16, 0);
    words[8] = 0x80000000;
    words[15] = (BLOCK + 32) * 8;
    System.arraycopy(key, 0, into, 0, 8);
    Sha256.compress(into, words);
  }
}
