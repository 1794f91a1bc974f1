package dev.bascule.lab;

/** What a command of the lab, or one run on a node's console, left behind. */
public record CommandResult(String command, int exit, String out, String err) {

  /** Itself when the command succeeded. */
  public CommandResult orThrow() {
    if (exit != 0) {
      throw new AssertionError(this);
    }
    return this;
  }

  @Override
  public String toString() {
    return command + "\nended with " + exit + "\n" + out + err;
  }
}
