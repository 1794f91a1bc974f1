package dev.bascule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the manual pages and completion scripts; the build's last step, beside the archive. */
public final class Documents {
  private Documents() {}

  /**
   * Writes them below a folder: {@code man/man1/} and {@code completion/}.
   *
   * @param arguments the folder
   */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]));
  }

  static void write(Path folder) throws IOException {
    Path man = Files.createDirectories(folder.resolve("man/man1"));
    Files.writeString(man.resolve("bascule.1"), ManPage.program());
    for (CommandName name : CommandName.values()) {
      Files.writeString(man.resolve("bascule-" + name.text() + ".1"), ManPage.command(name));
    }
    Path completion = Files.createDirectories(folder.resolve("completion"));
    Files.writeString(completion.resolve("bascule.bash"), Completion.bash());
    Files.writeString(completion.resolve("_bascule"), Completion.zsh());
  }
}
