package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A bascule that works, and can be killed. The tests run in the controller's place, and so does it.
 */
final class Controller {
  /** Below its own --node-timeout: no node may have to be given up. */
  private static final int LIMIT_SECONDS = 280;

  private final Path home;
  private final CountDownLatch started = new CountDownLatch(1);
  private volatile @Nullable Process process;
  private volatile String said = "";

  /**
   * @param home its user's
   */
  Controller(Path home) {
    this.home = home;
  }

  Path home() {
    return home;
  }

  /** Its standard output, once it has ended. */
  String said() {
    return said;
  }

  /** Returns its standard output once it has ended, or was killed. */
  String run(List<String> command) throws IOException, InterruptedException {
    File out = home.resolve("out.json").toFile();
    Process begun =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out)
            .redirectError(home.resolve("err.txt").toFile())
            .start();
    process = begun;
    started.countDown();
    assertThat(begun.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as(command.toString()).isTrue();
    said = Files.readString(out.toPath());
    return said;
  }

  /** SIGKILL: it gets no word in. */
  void kill() {
    try {
      started.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    Process begun = process;
    if (begun != null) {
      begun.destroyForcibly();
    }
  }
}
