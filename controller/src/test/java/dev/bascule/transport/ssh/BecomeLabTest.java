package dev.bascule.transport.ssh;

import static dev.bascule.transport.TransportException.Kind.BECOME_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bascule.lab.Lab;
import dev.bascule.lab.LabTest;
import dev.bascule.model.ConnectionSettings.Become;
import dev.bascule.model.ConnectionSettings.Become.Method;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import dev.bascule.transport.TransportException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@LabTest(nodes = 1)
class BecomeLabTest {
  private static final Script WHO = new Script("probe", "id -un; echo noise >&2; exit 7\n");
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private final LabLogin login;

  BecomeLabTest(Lab lab) {
    this.login = new LabLogin(lab);
  }

  private ScriptResult run(String user, Become become, Script script) throws Exception {
    try (SshTransport transport = login.transport();
        Connection connection = transport.connect(login.name(), login.settings(user, become))) {
      return connection.run(script, LIMIT);
    }
  }

  private TransportException failure(String user, Become become) {
    return catchThrowableOfType(TransportException.class, () -> run(user, become, WHO));
  }

  @Test
  void sudo_without_a_password() throws Exception {
    ScriptResult result = run("deploy", new Become(Method.SUDO, "root", null), WHO);
    assertThat(result).isEqualTo(new ScriptResult(7, null, "root\n", "noise\n"));
  }

  @Test
  void sudo_with_a_password() throws Exception {
    ScriptResult result = run("ops", new Become(Method.SUDO, "root", "lab-ops"), WHO);
    assertThat(result).isEqualTo(new ScriptResult(7, null, "root\n", "noise\n"));
  }

  @Test
  void a_password_that_sudo_does_not_ask_for_is_not_run_as_a_command() throws Exception {
    Become become = new Become(Method.SUDO, "root", "touch /tmp/oops");
    assertThat(run("deploy", become, WHO))
        .isEqualTo(new ScriptResult(7, null, "root\n", "noise\n"));
    assertThat(run("root", become, WHO)).isEqualTo(new ScriptResult(7, null, "root\n", "noise\n"));
    assertThat(login.node().tryExec("test", "-e", "/tmp/oops").exit()).isEqualTo(1);
  }

  @Test
  void su_with_a_password_keeps_both_streams_apart_and_changes_no_byte() throws Exception {
    String odd =
        "printf 'a\\tb\\r\\n\\303\\251 \\001\\004x'; printf 'e1\\ne2' >&2; id -un; exit 5\n";
    ScriptResult result =
        run("ops", new Become(Method.SU, "root", "lab-root"), new Script("probe", odd));
    assertThat(result)
        .isEqualTo(new ScriptResult(5, null, "a\tb\r\né \u0001\u0004xroot\n", "e1\ne2\n"));
  }

  @Test
  void su_carries_a_script_longer_than_a_terminals_line_and_buffer() throws Exception {
    String text = "x='" + "y".repeat(300_000) + "'\necho ${#x}\n";
    ScriptResult result =
        run("ops", new Become(Method.SU, "root", "lab-root"), new Script("probe", text));
    assertThat(result.stdout()).isEqualTo("300000\n");
    assertThat(result.exit()).isZero();
  }

  @Test
  void root_becomes_another_user_by_either_method() throws Exception {
    for (Method method : Method.values()) {
      ScriptResult result = run("root", new Become(method, "ops", null), WHO);
      assertThat(result).isEqualTo(new ScriptResult(7, null, "ops\n", "noise\n"));
    }
  }

  @Test
  void root_that_becomes_root_needs_neither_sudo_nor_su() throws Exception {
    for (Method method : Method.values()) {
      ScriptResult result = run("root", new Become(method, "root", null), WHO);
      assertThat(result).isEqualTo(new ScriptResult(7, null, "root\n", "noise\n"));
    }
  }

  @Test
  void a_wrong_sudo_password_is_told_at_once() {
    TransportException failure = failure("ops", new Become(Method.SUDO, "root", "wrong"));
    assertThat(failure.kind()).isEqualTo(BECOME_FAILED);
    assertThat(failure)
        .hasMessageStartingWith(
            "cannot become root on " + login.address() + " by sudo: wrong password\n  it said: ");
    assertThat(failure.hint()).isEqualTo("check ansible_become_password");
  }

  @Test
  void a_wrong_su_password_is_told_at_once() {
    TransportException failure = failure("ops", new Become(Method.SU, "root", "wrong"));
    assertThat(failure.kind()).isEqualTo(BECOME_FAILED);
    assertThat(failure).hasMessageContaining("by su: wrong password");
  }

  @Test
  void a_missing_password_is_told() {
    assertThat(failure("ops", new Become(Method.SUDO, "root", null)))
        .hasMessageContaining("by sudo: sudo asks for a password and none is given");
    assertThat(failure("ops", new Become(Method.SU, "root", null)))
        .hasMessageContaining("by su: su asks for a password and none is given");
  }

  @Test
  void an_unknown_user_is_told() {
    assertThat(failure("root", new Become(Method.SUDO, "nobody-here", null)))
        .hasMessageContaining("by sudo: there is no user nobody-here");
    assertThat(failure("root", new Become(Method.SU, "nobody-here", null)))
        .hasMessageContaining("by su: there is no user nobody-here");
  }

  @Test
  void requiretty_is_told() {
    login.node().shell("echo 'Defaults:deploy requiretty' > /etc/sudoers.d/tty");
    assertThat(failure("deploy", new Become(Method.SUDO, "root", null)))
        .hasMessageContaining("by sudo: sudo wants a terminal (requiretty in sudoers)");
    login.node().shell("rm /etc/sudoers.d/tty");
  }

  @Test
  void a_login_outside_sudoers_is_told() {
    login
        .node()
        .shell("useradd -m guest; cp -r /home/ops/.ssh /home/guest/; echo guest:g | chpasswd");
    login.node().shell("chown -R guest /home/guest/.ssh");
    assertThat(failure("guest", new Become(Method.SUDO, "root", "g")))
        .hasMessageContaining("by sudo: the login user is not in sudoers");
  }
}
