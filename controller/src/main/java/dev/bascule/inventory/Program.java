package dev.bascule.inventory;

import dev.bascule.source.SourceReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Runs an inventory script or a password program on the controller. */
final class Program {
  // Not the common pool: on two cores JDK 25 gives it one thread, and one stream would wait for the
  // other while the program waits for the reader.
  private static final Executor OWN_THREAD = task -> new Thread(task, "inventory program").start();

  private static final long SECONDS = 60;
  private static final int LONGEST = 1000;
  private static final int MOST = (int) SourceReader.LARGEST;

  private Program() {}

  /** How a program ended. */
  static final class Result {
    private final byte[] output;
    private final String errors;
    private final @Nullable String failure;

    Result(byte[] output, String errors, @Nullable String failure) {
      this.output = output;
      this.errors = errors;
      this.failure = failure;
    }

    boolean succeeded() {
      return failure == null;
    }

    /** What went wrong, as the end of a sentence; empty on exit 0. */
    String failure() {
      return failure == null ? "" : failure;
    }

    /** What to do where the program itself says nothing. */
    String advice() {
      return failure().contains("No such file")
          ? "is the program in its first line there?"
          : "run it yourself and look";
    }

    byte[] output() {
      return output.clone();
    }

    String outputText() {
      return new String(output, StandardCharsets.UTF_8);
    }

    /** What the program said on stderr, as a hint on one line; null if nothing. */
    @Nullable String errorHint() {
      String said = errors.strip().replaceAll("\\s*\\R\\s*", " | ");
      boolean tooLong = said.length() > LONGEST;
      return said.isEmpty() ? null : "it said: " + (tooLong ? "… " + tail(said) : said);
    }
  }

  // The end of a long story, such as a traceback, is where its cause stands.
  private static String tail(String said) {
    return said.substring(said.length() - LONGEST);
  }

  /** Runs a program to its end, at most a minute; its stdin is empty. */
  static Result run(Path path, List<String> arguments, Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    command.add(path.toAbsolutePath().toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return await(process);
    } catch (IOException e) {
      return new Result(new byte[0], "", "cannot be run: " + reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result(new byte[0], "", "was interrupted");
    }
  }

  private static Result await(Process process) throws InterruptedException {
    // Both streams are drained at once: a full pipe on one would stop the program.
    AtomicBoolean flood = new AtomicBoolean();
    Runnable tooMuch =
        () -> {
          flood.set(true);
          end(process);
        };
    CompletableFuture<byte[]> errors =
        CompletableFuture.supplyAsync(() -> drain(process.getErrorStream(), tooMuch), OWN_THREAD);
    CompletableFuture<byte[]> output =
        CompletableFuture.supplyAsync(() -> drain(process.getInputStream(), tooMuch), OWN_THREAD);
    String failure = null;
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      end(process);
      process.waitFor();
      failure = "did not end within " + SECONDS + " s";
    } else if (flood.get()) {
      return new Result(new byte[0], "", "printed more than " + (MOST >> 20) + " MiB");
    } else if (process.exitValue() > 128) {
      failure = "was ended by signal " + (process.exitValue() - 128);
    } else if (process.exitValue() != 0) {
      failure = "ended with exit code " + process.exitValue();
    }
    return new Result(output.join(), new String(errors.join(), StandardCharsets.UTF_8), failure);
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  // One byte more than is taken, so that too much is seen; the program is ended then, or it would
  // wait for us to read until its time is over.
  private static byte[] drain(InputStream stream, Runnable tooMuch) {
    try (stream) {
      byte[] all = stream.readNBytes(MOST + 1);
      if (all.length > MOST) {
        tooMuch.run();
      }
      return all;
    } catch (IOException e) {
      // The program was ended while its output was read; its failure says so.
      return new byte[0];
    }
  }

  // "Cannot run program "x": error=13, Permission denied" without what the message says already.
  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.replaceFirst("^.*error=\\d+, ", "");
  }
}
