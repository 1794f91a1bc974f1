package dev.bascule.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.ConnectionSettings.Become;
import dev.bascule.model.ConnectionSettings.Become.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the programs say, from CentOS 6 to today, and what we make of it. */
class BecomeFailuresTest {
  private final BecomeFailures failures =
      new BecomeFailures(new Become(Method.SUDO, "root", null), "10.0.0.7:22");

  @ParameterizedTest
  @CsvSource({
    "'sudo: sorry, you must have a tty to run sudo', sudo wants a terminal (requiretty in sudoers)",
    "'sudo: a password is required', sudo asks for a password and none is given",
    "'sudo: no tty present and no askpass program specified', sudo asks for a password and none is given",
    "'Sorry, try again.', wrong password",
    "'sudo: 1 incorrect password attempt', wrong password",
    "'su: Authentication failure', wrong password",
    "'su: incorrect password', wrong password",
    "'ops is not in the sudoers file.  This incident will be reported.', the login user is not in sudoers",
    "'Sorry, user ops is not allowed to execute ''/bin/sh'' as root on hn7.', sudoers does not let the login user run /bin/sh as root",
    "'Sorry, user ops may not run sudo on hn7.', the login user may not run sudo on this host",
    "'/bin/sh: 1: exec: sudo: not found', sudo is not installed there",
    "'/bin/sh: line 0: exec: sudo: not found', sudo is not installed there",
    "'sudo: unknown user: root', there is no user root",
    "'su: user root does not exist', there is no user root",
    "'su: must be run from a terminal', su wants a terminal",
    "'standard in must be a tty', su wants a terminal",
    "'sudo: effective uid is not 0, is /usr/bin/sudo on a file system with the ''nosuid'' option set or without setuid?', sudo or su is not set-uid root there",
    "'something new', it ended with exit 1",
  })
  void every_text_is_understood(String said, String means) {
    assertThat(failures.of(1, said + "\n"))
        .hasMessage("cannot become root on 10.0.0.7:22 by sudo: " + means + "\n  it said: " + said);
  }

  @Test
  void silence_has_no_words_to_show() {
    assertThat(failures.of(null, ""))
        .hasMessage("cannot become root on 10.0.0.7:22 by sudo: it did not end");
  }
}
