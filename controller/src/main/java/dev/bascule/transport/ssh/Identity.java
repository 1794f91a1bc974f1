package dev.bascule.transport.ssh;

import java.io.IOException;

/** A key pair one can log in with; where the private half is kept differs. */
interface Identity {

  /** The public half. */
  WireKey publicKey();

  /** How the user knows it, for example {@code key file ~/.ssh/id_ed25519}. */
  String label();

  /**
   * Signs for a login.
   *
   * @param algorithm for example {@code ssh-ed25519} or {@code rsa-sha2-256}
   * @return the signature in the wire format: its algorithm and its bytes
   */
  byte[] sign(String algorithm, byte[] text) throws IOException;

  /**
   * Whether a signature may bother a person (an agent that asks), so that the server comes first.
   */
  boolean asksFirst();

  /** The key's type, for example {@code ssh-rsa}. */
  default String type() {
    return publicKey().type();
  }

  /** The label with the fingerprint. */
  default String shown() {
    return label() + " (" + publicKey() + ")";
  }
}
