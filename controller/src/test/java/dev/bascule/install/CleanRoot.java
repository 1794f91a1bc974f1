package dev.bascule.install;

import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A Debian that has Java and little else, thrown away afterwards: a copy of the lab's root {@code
 * package}.
 */
final class CleanRoot {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private final Lab lab;
  private final Path folder;
  private final String lower;

  private CleanRoot(Lab lab, Path folder, String lower) {
    this.lab = lab;
    this.folder = folder;
    this.lower = lower;
  }

  /** Its disk is in a folder; the packages that the build made are in /mnt. */
  static CleanRoot of(Lab lab, Path folder, String flavour) throws IOException {
    String lower = lab.lab("root", flavour).orThrow().out().strip();
    CleanRoot root = new CleanRoot(lab, folder, lower);
    Files.createDirectories(root.given());
    Files.copy(deb(), root.given().resolve("bascule.deb"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(tar(), root.given().resolve("bascule.tar.gz"), StandardCopyOption.REPLACE_EXISTING);
    return root;
  }

  /** What is /mnt inside. */
  Path given() {
    return folder.resolve("given");
  }

  /** Runs a script as root, in the controller's network. */
  CommandResult sh(String script) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Path.of("../lab/lib/in-root").toAbsolutePath().toString(), lower));
    command.addAll(List.of(folder.toString(), "sh", "-eu", "-c", script));
    return lab.controller(command.toArray(new String[0]));
  }

  /** What it says, where it succeeds. */
  String out(String script) {
    return sh(script).orThrow().out();
  }

  static Path deb() throws IOException {
    return made("bascule_*_all.deb");
  }

  static Path tar() throws IOException {
    return made("bascule-*.tar.gz");
  }

  private static Path made(String pattern) throws IOException {
    try (var found = Files.newDirectoryStream(TARGET, pattern)) {
      for (Path one : found) {
        return one;
      }
    }
    throw new AssertionError("no " + pattern + " in " + TARGET + ": mvn package makes it");
  }
}
