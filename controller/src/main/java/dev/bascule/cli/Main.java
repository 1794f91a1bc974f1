package dev.bascule.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where the program begins. */
public final class Main {
  private static final int USUAL_WIDTH = 80;

  private Main() {}

  /** Runs one command and exits. */
  public static void main(String[] arguments) {
    Surroundings around =
        new Surroundings(
            System.in,
            stream(FileDescriptor.out),
            stream(FileDescriptor.err),
            System.getenv(),
            Path.of(""),
            Surroundings.Terminals.of(System.getProperty("bascule.terminals", "")),
            Integer.getInteger("bascule.width", USUAL_WIDTH));
    // halt, not exit: threads that hang on a node, and libraries' hooks, must not keep us here.
    Signals.handle();
    Runtime.getRuntime()
        .halt(new Program(around, new Commands(Transports.SSH)).run(arguments).number());
  }

  // Always UTF-8, whatever the locale: a timer's is often C. A reader that went away (| head) makes
  // later writes fail, which PrintStream swallows.
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
