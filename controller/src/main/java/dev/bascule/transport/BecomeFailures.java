package dev.bascule.transport;

import dev.bascule.model.ConnectionSettings.Become;
import dev.bascule.transport.TransportException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says in plain words why sudo or su did not let us become another user.
 *
 * @param where the node, for messages
 */
record BecomeFailures(Become become, String where) {
  /** How long sudo gets for its last words after a wrong password. */
  static final Duration LAST_WORDS = Duration.ofSeconds(3);

  /** What one of the programs says, what that means, what to do. */
  private record Known(String said, String means, String hint) {}

  // Older texts first where one contains another. Sources: sudo 1.7 to 1.9, shadow, util-linux,
  // coreutils and busybox su; all in the C locale.
  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "must have a tty",
              "sudo wants a terminal (requiretty in sudoers)",
              "put Defaults:LOGIN !requiretty into the node's sudoers"),
          new Known(
              "not in the sudoers file",
              "LOGIN is not in sudoers",
              "allow LOGIN in the node's sudoers"),
          new Known(
              "not allowed to execute",
              "sudoers does not let LOGIN run /bin/sh as USER",
              "allow /bin/sh for LOGIN in the node's sudoers"),
          new Known(
              "may not run sudo",
              "LOGIN may not run sudo on this host",
              "allow LOGIN in the node's sudoers"),
          new Known("try again", "wrong password", "check ansible_become_password"),
          new Known("incorrect password", "wrong password", "check ansible_become_password"),
          new Known("authentication failure", "wrong password", "check ansible_become_password"),
          new Known(
              "password is required",
              "sudo asks for a password and none is given",
              "set ansible_become_password, or NOPASSWD in the node's sudoers"),
          new Known(
              "no tty present and no askpass",
              "sudo asks for a password and none is given",
              "set ansible_become_password, or NOPASSWD in the node's sudoers"),
          new Known(
              "su needs a password",
              "su asks for a password and none is given",
              "set ansible_become_password, or log in as root"),
          new Known("unknown user", "there is no user USER", "check ansible_become_user"),
          new Known("does not exist", "there is no user USER", "check ansible_become_user"),
          new Known("unknown id", "there is no user USER", "check ansible_become_user"),
          new Known(
              "run from a terminal", "su wants a terminal", "use ansible_become_method: sudo"),
          new Known("must be a tty", "su wants a terminal", "use ansible_become_method: sudo"),
          new Known(
              "no new privileges",
              "the login's processes may not gain privileges (no_new_privs)",
              "log in as another user"),
          new Known(
              "setuid",
              "sudo or su is not set-uid root there",
              "repair the node: chmod 4755 on the program"),
          new Known(
              "permission denied",
              "LOGIN may not use it",
              "check the group wheel and PAM on the node"),
          new Known(
              "not found",
              "METHOD is not installed there",
              "install it, log in as root, or change ansible_become_method"));

  /**
   * The failure.
   *
   * @param exit of the command, null when it did not end by itself
   * @param said what came on its streams
   */
  TransportException of(@Nullable Integer exit, String said) {
    String text = said.strip();
    String lower = text.toLowerCase(Locale.ROOT);
    for (Known known : KNOWN) {
      if (lower.contains(known.said())) {
        return failure(filled(known.means()), filled(known.hint()), text);
      }
    }
    String ended = exit == null ? "it did not end" : "it ended with exit " + exit;
    return failure(ended, null, text);
  }

  private String filled(String text) {
    return text.replace("LOGIN", "the login user")
        .replace("USER", become.user())
        .replace("METHOD", method());
  }

  private String method() {
    return become.method().name().toLowerCase(Locale.ROOT);
  }

  private TransportException failure(String why, @Nullable String hint, String said) {
    String words = said.isEmpty() ? "" : "\n  it said: " + said.replace("\n", "\n           ");
    return new TransportException(
        Kind.BECOME_FAILED,
        "cannot become " + become.user() + " on " + where + " by " + method() + ": " + why + words,
        hint,
        null);
  }
}
