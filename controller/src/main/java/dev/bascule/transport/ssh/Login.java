package dev.bascule.transport.ssh;

import dev.bascule.transport.Deadline;
import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.userauth.method.AuthKeyboardInteractive;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPassword;
import net.schmizz.sshj.userauth.method.PasswordResponseProvider;
import net.schmizz.sshj.userauth.password.PasswordUtils;
import org.jspecify.annotations.Nullable;

/** Tries the ways to log in one after the other, and remembers them for the message. */
final class Login {
  // PAM's delay after a wrong password, and a server's slow reverse lookup, fit in here.
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Link link;
  private final Target target;
  private final List<String> notTried;
  private final Duration limit;
  private final List<String> tried = new ArrayList<>();
  private String accepted = "";

  private Login(Link link, Target target, List<String> notTried, Duration limit) {
    this.limit = limit;
    this.link = link;
    this.target = target;
    this.notTried = notTried;
  }

  /**
   * Logs in, or says what was tried.
   *
   * @param end when it has to be done at the latest; null for the usual time
   */
  static void on(
      Link link, Target target, Identities.Found keys, Watchdog watchdog, @Nullable Deadline end)
      throws TransportException {
    Deadline usual = Deadline.after(LIMIT);
    Deadline until = end == null ? usual : usual.orSooner(end);
    Login login = new Login(link, target, keys.unusable(), end == null ? LIMIT : target.timeout());
    Watchdog.Alarm alarm = watchdog.at(until, link::abort);
    try (alarm) {
      if (!login.attempt(keys.identities())) {
        throw login.refused(null);
      }
    } catch (IOException broken) {
      throw alarm.rang() ? login.late() : login.refused(broken);
    }
  }

  private boolean attempt(List<Identity> identities) throws IOException {
    link.client().getTransport().setTimeoutMs((int) LIMIT.toMillis());
    String server = link.client().getTransport().getServerVersion();
    for (Identity identity : identities) {
      if (attempt(identity.shown(), new KeyLogin(identity, server))) {
        return true;
      }
    }
    String password = target.password();
    return password != null && attemptPassword(password);
  }

  private boolean attemptPassword(String password) throws IOException {
    if (attempt("password", new AuthPassword(PasswordUtils.createOneOff(password.toCharArray())))) {
      return true;
    }
    return accepted.contains("keyboard-interactive")
        && attempt(
            "password (keyboard-interactive)",
            new AuthKeyboardInteractive(
                new PasswordResponseProvider(PasswordUtils.createOneOff(password.toCharArray()))));
  }

  private boolean attempt(String label, AuthMethod method) throws IOException {
    SSHClient client = link.client();
    if (!accepted.isEmpty() && !accepted.contains(method.getName())) {
      notTried.add(label + ": the server takes only " + accepted);
      return false;
    }
    tried.add(label);
    method.setLoggerFactory(Algorithms.config().getLoggerFactory());
    boolean in =
        client
            .getUserAuth()
            .authenticate(
                target.user(),
                (net.schmizz.sshj.Service) client.getConnection(),
                method,
                client.getTransport().getTimeoutMs());
    if (!in) {
      accepted = String.join(", ", client.getUserAuth().getAllowedMethods());
    }
    return in;
  }

  private TransportException late() {
    return new TransportException(
        Kind.TIMED_OUT,
        "timed out: "
            + link.endpoint()
            + " did not answer the login of "
            + target.user()
            + " within "
            + Endpoint.seconds(limit),
        null,
        null);
  }

  private TransportException refused(@Nullable IOException cause) {
    StringBuilder text = new StringBuilder();
    text.append("login as ").append(target.user()).append(" on ").append(link.endpoint());
    text.append(tried.isEmpty() ? " failed: there is nothing to log in with" : " refused");
    tried.forEach(way -> text.append("\n  tried: ").append(way));
    notTried.forEach(way -> text.append("\n  not tried: ").append(way));
    if (!accepted.isEmpty()) {
      text.append("\n  the server takes: ").append(accepted);
    }
    if (cause != null) {
      text.append("\n  it ended with: ").append(ConnectFailures.reason(cause));
    }
    return new TransportException(Kind.AUTH_FAILED, text.toString(), hint(), cause);
  }

  private String hint() {
    return "check ansible_user ("
        + target.user()
        + "), and that one of the keys is in the node's"
        + " authorized_keys; or set ansible_ssh_private_key_file or ansible_password";
  }
}
