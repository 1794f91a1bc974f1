package dev.bascule.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks the user at the terminal. */
final class Question {
  private Question() {}

  /** Refuses a command that asks where nobody can answer, before anything is done. */
  static void mustBePossible(Invocation invocation, Surroundings around, String hint)
      throws UsageException {
    String command = invocation.command().text();
    if (!around.terminals().canAsk()) {
      throw new UsageException(
          command + " asks before it changes anything, and there is no terminal to ask at", hint);
    }
    if (Output.json(invocation)) {
      throw new UsageException(command + " --output json cannot ask", "add --yes");
    }
  }

  /** Whether the answer is yes; anything but y or yes is a no. */
  static boolean yes(String question, Surroundings around) {
    around.err().print(question + " [y/N] ");
    around.err().flush();
    String answer = line(around);
    if (answer == null) {
      around.err().println();
      return false;
    }
    return answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes");
  }

  private static @Nullable String line(Surroundings around) {
    try {
      return new BufferedReader(new InputStreamReader(around.in(), StandardCharsets.UTF_8))
          .readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A password, not shown while it is typed. */
  static String password(String prompt, Surroundings around) throws UsageException {
    Console console = around.terminals().canAsk() ? System.console() : null;
    char[] typed = console == null ? null : console.readPassword("%s", prompt);
    if (typed == null) {
      throw new UsageException(
          "a password can only be asked for at a terminal",
          "put it into the inventory, encrypted: ansible_password, ansible_become_password");
    }
    return new String(typed);
  }
}
