package dev.bascule.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabTest;
import dev.bascule.model.ConnectionSettings.Become;
import dev.bascule.model.ConnectionSettings.Become.Method;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where sed, stty, id and the shell are busybox. */
@LabTest(nodes = 1, flavour = Flavour.BUSYBOX)
class BecomeOnBusyboxLabTest {
  private final LabLogin login;

  BecomeOnBusyboxLabTest(Lab lab) {
    this.login = new LabLogin(lab);
  }

  @ParameterizedTest
  @CsvSource({"deploy,SUDO,", "ops,SUDO,lab-ops", "ops,SU,lab-root", "root,SU,", "root,SUDO,x"})
  void the_script_runs_as_root_with_both_streams_apart(String user, Method method, String password)
      throws Exception {
    String text = "id -un; echo noise >&2; x='" + "y".repeat(20_000) + "'; echo ${#x}; exit 7\n";
    try (SshTransport transport = login.transport();
        Connection connection =
            transport.connect(
                login.name(), login.settings(user, new Become(method, "root", password)))) {
      assertThat(connection.run(new Script("probe", text), Duration.ofSeconds(15)))
          .isEqualTo(new ScriptResult(7, null, "root\n20000\n", "noise\n"));
    }
  }
}
