package dev.bascule.cli;

import dev.bascule.report.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** {@code bascule init}: writes the files of the resource folder {@code scaffold/}. */
final class InitCommand {
  private static final List<String> FILES =
      List.of("inventory/hosts.yml", "site.yml", "templates/motd.ftl");

  private InitCommand() {}

  static ExitCode run(Invocation invocation, Surroundings around) throws UsageException {
    String name = invocation.arguments().stream().findFirst().orElse("");
    Path folder = around.folder().resolve(name);
    for (String file : FILES) {
      if (Files.exists(folder.resolve(file))) {
        throw new UsageException(
            folder.resolve(file) + " exists already; nothing was written",
            "name another directory: bascule init fleet");
      }
    }
    try {
      for (String file : FILES) {
        write(file, folder.resolve(file));
        around.out().println("wrote " + folder.resolve(file));
      }
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(e.getMessage() + " is in the way", null);
    } catch (IOException e) {
      throw new UsageException(
          "cannot write into " + (name.isEmpty() ? "this folder" : name) + ": " + reason(e),
          "is it a folder, and yours to write to?");
    }
    String cd = name.isEmpty() ? "" : "cd " + name + " && ";
    around.out().println("next: " + cd + "bascule validate site.yml");
    return ExitCode.OK;
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "No such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "Permission denied";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? "the system gives no reason" : reason;
  }

  private static void write(String file, Path path) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    try (InputStream content = InitCommand.class.getResourceAsStream("scaffold/" + file)) {
      if (content == null) {
        throw new IllegalStateException("not in the jar: " + file);
      }
      Files.copy(content, path);
    }
  }
}
