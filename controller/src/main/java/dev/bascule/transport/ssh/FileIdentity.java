package dev.bascule.transport.ssh;

import java.io.IOException;
import java.security.KeyPair;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.signature.Signature;

/**
 * A key read from a file.
 *
 * @param label how the user knows it
 * @param publicKey the public half
 * @param pair both halves
 */
record FileIdentity(String label, WireKey publicKey, KeyPair pair) implements Identity {

  static FileIdentity of(String label, KeyPair pair) {
    return new FileIdentity(label, WireKey.of(pair.getPublic()), pair);
  }

  @Override
  public byte[] sign(String algorithm, byte[] text) throws IOException {
    try {
      Signature signature =
          Factory.Named.Util.create(Algorithms.config().getKeyAlgorithms(), algorithm)
              .newSignature();
      signature.initSign(pair.getPrivate());
      signature.update(text);
      byte[] signed = signature.encode(signature.sign());
      return new Buffer.PlainBuffer().putString(algorithm).putBytes(signed).getCompactData();
    } catch (RuntimeException broken) {
      throw new IOException("cannot sign with " + label + ": " + broken.getMessage(), broken);
    }
  }

  @Override
  public boolean asksFirst() {
    return false;
  }
}
