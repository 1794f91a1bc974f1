package dev.bascule.transport.ssh;

import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import dev.bascule.transport.ssh.KnownHosts.Verdict;

/** Says why a server's key was not accepted. */
final class HostKeyFailures {
  private HostKeyFailures() {}

  static TransportException of(Endpoint to, String name, Verdict verdict, WireKey offered) {
    String shown = offered.toString();
    if (verdict instanceof Verdict.Changed changed) {
      return changed(to, name, changed.known(), shown);
    }
    if (verdict instanceof Verdict.Revoked revoked) {
      return new TransportException(
          Kind.HOST_KEY_CHANGED,
          "the host key of "
              + name
              + " is revoked\n  it shows "
              + shown
              + "\n  revoked in "
              + revoked.entry().place(),
          "someone holds a key that was withdrawn: do not log in before you know why",
          null);
    }
    return new TransportException(
        Kind.HOST_KEY_UNKNOWN,
        "the host key of " + name + " is not known: it shows " + shown,
        "compare the fingerprint on the node's console, then: bascule enroll " + to.node(),
        null);
  }

  private static TransportException changed(
      Endpoint to, String name, KnownHostsEntry known, String shown) {
    return new TransportException(
        Kind.HOST_KEY_CHANGED,
        "THE HOST KEY OF "
            + name
            + " HAS CHANGED\n  it shows "
            + shown
            + "\n  known is "
            + known.key()
            + "\n  in "
            + known.place(),
        "someone may be listening in, or the node was reinstalled. If you know that it was: remove"
            + " that line, then: bascule enroll "
            + to.node(),
        null);
  }
}
