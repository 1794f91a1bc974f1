package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** A network namespace that nothing else is in. */
final class OwnNetwork {
  private OwnNetwork() {}

  /**
   * A process in one; it ends with that. Without root there is none, which CI takes for a failure.
   */
  static Process process() throws Exception {
    if (System.getenv("CI") == null) {
      assumeTrue(
          Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "namespaces need root");
    }
    Process process = new ProcessBuilder("unshare", "-n", "sh", "-c", "echo; exec cat").start();
    assertThat(process.getInputStream().read()).isEqualTo('\n');
    return process;
  }
}
