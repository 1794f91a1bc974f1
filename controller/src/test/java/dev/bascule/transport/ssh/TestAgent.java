package dev.bascule.transport.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real ssh-agent of its own. */
record TestAgent(Process process, Path socket) implements AutoCloseable {

  static TestAgent start(Path socket) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    // It prints the variables to set as soon as it listens.
    process.inputReader().readLine();
    return new TestAgent(process, socket);
  }

  void add(Path key) throws IOException, InterruptedException {
    ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", key.toString());
    add.environment().put("SSH_AUTH_SOCK", socket.toString());
    Process process = add.inheritIO().start();
    if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("ssh-add failed");
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
