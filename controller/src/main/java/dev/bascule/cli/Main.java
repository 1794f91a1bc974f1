package dev.bascule.cli;

import dev.bascule.report.ExitCode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where the program begins. */
public final class Main {
  private static final int USUAL_WIDTH = 80;

  private Main() {}

  /** Runs one command and exits. */
  public static void main(String[] arguments) {
    ResultStream result = new ResultStream(new FileOutputStream(FileDescriptor.out));
    Surroundings around =
        new Surroundings(
            System.in,
            stream(result),
            stream(new FileOutputStream(FileDescriptor.err)),
            System.getenv(),
            Path.of(""),
            Surroundings.Terminals.of(System.getProperty("bascule.terminals", "")),
            Integer.getInteger("bascule.width", USUAL_WIDTH));
    // halt, not exit: threads that hang on a node, and libraries' hooks, must not keep us here.
    Signals.handle();
    ExitCode code = new Program(around, new Commands(Transports.SSH)).run(arguments);
    Runtime.getRuntime().halt(written(result, around.err(), code).number());
  }

  private static ExitCode written(ResultStream result, PrintStream err, ExitCode code) {
    String failure = result.failure();
    if (failure == null) {
      return code;
    }
    err.println("bascule: the result cannot be written: " + failure);
    err.flush();
    return code.or(ExitCode.UNWRITTEN);
  }

  // Always UTF-8, whatever the locale: a timer's is often C. A reader that went away (| head) makes
  // later writes fail, which PrintStream swallows.
  private static PrintStream stream(OutputStream to) {
    return new PrintStream(to, false, StandardCharsets.UTF_8);
  }
}
