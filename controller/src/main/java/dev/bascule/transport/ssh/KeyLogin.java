package dev.bascule.transport.ssh;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/**
 * Login with one key. A key file signs at once: asking first whether the server would take the key
 * costs a flight on every connection and saves nothing.
 */
final class KeyLogin extends AbstractAuthMethod {
  private static final Pattern OPENSSH = Pattern.compile("OpenSSH_(\\d+)\\.(\\d+).*");

  private final Identity identity;
  private final Deque<String> algorithms;

  KeyLogin(Identity identity, String serverVersion) {
    super("publickey");
    this.identity = identity;
    this.algorithms = new ArrayDeque<>(algorithms(identity.type(), serverVersion));
  }

  /** The signature algorithms to try with a key, one after the other. */
  static List<String> algorithms(String keyType, String serverVersion) {
    if (!keyType.equals("ssh-rsa")) {
      return List.of(keyType);
    }
    Matcher version = OPENSSH.matcher(serverVersion);
    if (!version.matches()) {
      return List.of("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa");
    }
    // Each refused algorithm counts against MaxAuthTries, so ask for what this one can.
    int major = Integer.parseInt(version.group(1));
    boolean sha2 = major > 7 || (major == 7 && Integer.parseInt(version.group(2)) >= 2);
    return List.of(sha2 ? "rsa-sha2-256" : "ssh-rsa");
  }

  @Override
  public void request() throws UserAuthException, TransportException {
    params.getTransport().write(identity.asksFirst() ? question() : signed());
  }

  @Override
  public void handle(Message message, SSHPacket packet)
      throws UserAuthException, TransportException {
    if (message == Message.USERAUTH_60) {
      params.getTransport().write(signed());
    } else {
      super.handle(message, packet);
    }
  }

  @Override
  public boolean shouldRetry() {
    algorithms.poll();
    return !algorithms.isEmpty();
  }

  private SSHPacket question() throws UserAuthException {
    return buildReq()
        .putBoolean(false)
        .putString(algorithms.element())
        .putBytes(identity.publicKey().bytes());
  }

  private SSHPacket signed() throws UserAuthException {
    String algorithm = algorithms.element();
    SSHPacket request =
        buildReq().putBoolean(true).putString(algorithm).putBytes(identity.publicKey().bytes());
    byte[] text =
        new Buffer.PlainBuffer()
            .putBytes(params.getTransport().getSessionID())
            .putBuffer(request)
            .getCompactData();
    try {
      return request.putBytes(identity.sign(algorithm, text));
    } catch (IOException failed) {
      throw new UserAuthException(String.valueOf(failed.getMessage()), failed);
    }
  }
}
