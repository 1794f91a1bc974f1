package dev.bascule.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A command on this machine. */
final class LocalExecution implements Execution {
  private final Process process;
  private final OutputStream stdin;
  private final Transcript transcript;
  // Both outputs and the exit.
  private final AtomicInteger open = new AtomicInteger(3);

  private LocalExecution(Process process, Transcript transcript) {
    this.process = process;
    this.stdin = process.getOutputStream();
    this.transcript = transcript;
  }

  static LocalExecution start(String command, Transcript transcript, Deadline deadline)
      throws IOException {
    Process process = new ProcessBuilder("/bin/sh", "-c", command).start();
    LocalExecution execution = new LocalExecution(process, transcript);
    start(execution::awaitExit);
    execution.drain(process.getInputStream(), transcript::stdout);
    execution.drain(process.getErrorStream(), transcript::stderr);
    // A write to a command that does not read ends only with the command.
    process
        .onExit()
        .orTimeout(deadline.leftMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            late -> {
              execution.close();
              return process;
            });
    return execution;
  }

  private interface Sink {
    void add(byte[] bytes, int from, int count);
  }

  private void drain(InputStream in, Sink sink) {
    start(() -> copy(in, sink));
  }

  private void copy(InputStream in, Sink sink) {
    byte[] buffer = new byte[8192];
    try (in) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sink.add(buffer, 0, count);
      }
    } catch (IOException closed) {
      // The command was ended under us.
    }
    partDone();
  }

  private void awaitExit() {
    try {
      transcript.exit(process.waitFor());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    partDone();
  }

  private void partDone() {
    if (open.decrementAndGet() == 0) {
      transcript.end();
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "local-output");
    thread.setDaemon(true);
    thread.start();
  }

  /** Whether it breaks does not matter: a script may end before it has read all of itself. */
  @Override
  public void send(byte[] bytes) {
    try {
      stdin.write(bytes);
      stdin.flush();
    } catch (IOException ended) {
      // How it ended, the exit status says.
    }
  }

  @Override
  public void endInput() {
    try {
      stdin.close();
    } catch (IOException ended) {
      // As above.
    }
  }

  @Override
  public Transcript transcript() {
    return transcript;
  }

  @Override
  public void checkAlive() {
    // A process of this machine cannot be lost.
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
