package dev.bascule.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What the program finds when it starts.
 *
 * @param folder where relative paths begin; shown paths stay as the user wrote them
 * @param terminals which of the three streams are terminals
 * @param width of the terminal in columns
 */
record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path folder,
    Terminals terminals,
    int width) {

  /** Which streams are terminals. */
  record Terminals(boolean in, boolean out, boolean err) {
    static final Terminals NONE = new Terminals(false, false, false);

    /** The digits of those that are, as the launcher tells. */
    static Terminals of(String digits) {
      return new Terminals(digits.contains("0"), digits.contains("1"), digits.contains("2"));
    }

    /** Whether a question can be asked and its answer read. */
    boolean canAsk() {
      return in && err;
    }
  }

  /** The same without a variable. */
  Surroundings without(String name) {
    Map<String, String> rest = new HashMap<>(environment);
    rest.remove(name);
    return new Surroundings(in, out, err, rest, folder, terminals, width);
  }

  String environment(String name) {
    return environment.getOrDefault(name, "");
  }
}
