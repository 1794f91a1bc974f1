package dev.bascule.lab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs {@code lab/lab}, and commands in the controller's place. Every run ends: by itself, or
 * killed.
 */
record LabScript(Path script, Path directory) {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  CommandResult run(String... arguments) {
    return run(List.of(arguments));
  }

  CommandResult run(List<String> arguments) {
    return command(Stream.concat(Stream.of(script.toString()), arguments.stream()).toList());
  }

  CommandResult command(List<String> command) {
    Path out = temporary();
    Path err = temporary();
    try {
      int exit = finish(start(command, out, err), command);
      return new CommandResult(
          String.join(" ", command), exit, Files.readString(out), Files.readString(err));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      delete(out);
      delete(err);
    }
  }

  /** Into files: a full pipe that nobody reads would stop the command. */
  private Process start(List<String> command, Path out, Path err) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(Map.of("BASCULE_LAB_DIR", directory.toString()));
    return builder.start();
  }

  private static int finish(Process process, List<String> command) {
    try {
      if (process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      throw new AssertionError(command + " did not end within " + LIMIT);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + command, interrupted);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("lab", ".txt");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
