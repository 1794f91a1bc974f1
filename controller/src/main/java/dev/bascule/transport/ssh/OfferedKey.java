package dev.bascule.transport.ssh;

import java.nio.file.Path;

/**
 * A host key that a server showed to {@link HostKeys}.
 *
 * @param endpoint where it was seen, for example {@code 10.0.0.7:22}
 * @param host the host as known_hosts writes it
 * @param type for example {@code ssh-ed25519}
 * @param fingerprint as {@code ssh-keygen -lf} prints it on the node's console
 * @param line what goes into known_hosts
 * @param file the known_hosts file it goes into
 * @param state whether it is known already
 */
public record OfferedKey(
    String endpoint,
    String host,
    String type,
    String fingerprint,
    String line,
    Path file,
    State state) {

  /** What known_hosts says of it. */
  public enum State {
    /** The host is not known, or known by other keys that it has too. */
    NEW,
    /** This very key is known. */
    KNOWN,
    /** The host is known by other keys that it does not have, or this one is revoked. */
    CHANGED
  }

  /** The same of a server that is not the known one. */
  OfferedKey distrusted() {
    return state == State.NEW
        ? new OfferedKey(endpoint, host, type, fingerprint, line, file, State.CHANGED)
        : this;
  }
}
