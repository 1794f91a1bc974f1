package dev.bascule.apply;

import dev.bascule.transport.Connection;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import dev.bascule.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A shell of this machine in the place of a node's. */
final class LocalShell implements Connection {
  // Not the common pool: on two cores JDK 25 gives it one thread.
  static final Executor OWN_THREAD = task -> new Thread(task).start();

  static final List<String> DASH = List.of("dash", "-s");
  static final List<String> BASH = List.of("bash", "-s");
  static final List<String> BUSYBOX = List.of("busybox", "ash", "-s");

  final List<String> command;
  final List<Script> scripts = new ArrayList<>();
  private String path = System.getenv("PATH");
  private boolean deaf;
  private boolean beyondNetwork;
  private UnaryOperator<String> sabotage = UnaryOperator.identity();

  LocalShell(List<String> command) {
    this.command = command;
  }

  /** Only these folders are searched for programs at first. */
  LocalShell withPath(String folders) {
    path = folders;
    return this;
  }

  /** Hears nothing of what a script prints, as when the connection is lost. */
  LocalShell deaf() {
    deaf = true;
    return this;
  }

  /** Changes a script before it is run. */
  LocalShell sabotaged(UnaryOperator<String> how) {
    sabotage = how;
    return this;
  }

  @Override
  public ScriptResult run(Script script, Duration deadline) throws TransportException {
    scripts.add(script);
    try {
      return exec(sabotage.apply(script.text()), deadline);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ScriptResult exec(String text, Duration deadline)
      throws IOException, InterruptedException, TransportException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PATH", path);
    Process process = builder.start();
    if (deaf) {
      process.getInputStream().close();
      process.getErrorStream().close();
    }
    CompletableFuture<String> stdout =
        CompletableFuture.supplyAsync(() -> all(process.getInputStream()), OWN_THREAD);
    CompletableFuture<String> stderr =
        CompletableFuture.supplyAsync(() -> all(process.getErrorStream()), OWN_THREAD);
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It ended before it read all.
    }
    if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new TransportException(
          TransportException.Kind.DEADLINE, "the script took too long", null, null);
    }
    int exit = process.exitValue();
    // Java reports a signal as 128 and its number.
    return exit > 128
        ? new ScriptResult(null, Integer.toString(exit - 128), stdout.join(), stderr.join())
        : new ScriptResult(exit, null, stdout.join(), stderr.join());
  }

  private String all(InputStream in) {
    if (deaf) {
      return "";
    }
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it stands for a node beyond a network. */
  LocalShell beyondNetwork() {
    beyondNetwork = true;
    return this;
  }

  @Override
  public boolean isLocal() {
    return !beyondNetwork;
  }

  @Override
  public void close() {}
}
