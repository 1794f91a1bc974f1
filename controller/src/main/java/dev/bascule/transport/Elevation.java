package dev.bascule.transport;

import dev.bascule.model.ConnectionSettings.Become;
import dev.bascule.transport.TransportException.Kind;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who runs a script: the login itself, or another user by sudo or su. Decides the command, leads
 * the talk before the script is sent, and takes its own words out of the result.
 */
sealed interface Elevation permits AsLogin, BySudo, BySu {
  /** User names as useradd allows them; anything else is refused before contact. */
  Pattern USER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*\\$?");

  /**
   * The way that settings ask for.
   *
   * @param where the node, for messages
   * @param token a text that appears nowhere else
   */
  static Elevation of(@Nullable Become become, String where, String token)
      throws TransportException {
    if (become == null) {
      return new AsLogin();
    }
    String password = become.password();
    if (!USER.matcher(become.user()).matches()) {
      throw new TransportException(
          Kind.SETTINGS, "not a user name: " + become.user(), "check ansible_become_user", null);
    }
    if (password != null && password.contains("\n")) {
      throw new TransportException(
          Kind.SETTINGS, "ansible_become_password has more than one line", null, null);
    }
    return switch (become.method()) {
      case SUDO -> new BySudo(become, new BecomeFailures(become, where), token);
      case SU -> new BySu(become, new BecomeFailures(become, where), token);
    };
  }

  /** The command line for the login shell. */
  String command();

  /** Whether it needs a terminal. */
  default boolean terminal() {
    return false;
  }

  /**
   * Talks until the script can be sent.
   *
   * @throws TransportException BECOME_FAILED when the other user cannot be had
   */
  void enter(Execution execution, Deadline deadline)
      throws TransportException, IOException, InterruptedException;

  /** What to send for a script. */
  String framed(String script);

  /** What the script left behind, without what belongs to becoming the other user. */
  ScriptResult result(Transcript transcript) throws TransportException;
}
