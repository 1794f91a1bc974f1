package dev.bascule.notify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Messages that did not arrive and that no later run would find out again, such as a rollback. A
 * file each in a folder of the user's; the first line is the headline.
 *
 * @param folder null where there is none: then nothing is kept
 */
public record Backlog(@Nullable Path folder) {
  private static final int MOST = 20;
  private static final String END = ".message";

  /** How a message is delivered. */
  @FunctionalInterface
  public interface Sender {
    /** Whether it arrived. */
    boolean send(Headline headline, String json) throws InterruptedException;
  }

  /** Keeps a message; the oldest ones go where there are too many. */
  void keep(Headline headline, String json, Consumer<String> warn) {
    if (folder == null) {
      return;
    }
    try {
      Files.createDirectories(folder);
      List<Path> kept = all();
      for (Path oldest : kept.subList(0, Math.max(0, kept.size() - MOST + 1))) {
        Files.deleteIfExists(oldest);
      }
      Path unfinished = Files.createTempFile(folder, "new", ".tmp");
      Files.writeString(unfinished, headline.line() + "\n" + json);
      String name = headline.run().isEmpty() ? unfinished.getFileName() + "" : headline.run();
      Files.move(unfinished, folder.resolve(name + END), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      warn.accept("what was not delivered cannot be kept for the next run: " + e);
    }
  }

  /** Delivers what is kept, oldest first, until one does not arrive; gives whether all did. */
  boolean deliver(Sender sender) throws InterruptedException {
    try {
      for (Path file : all()) {
        String[] parts = Files.readString(file).split("\n", 2);
        Optional<Headline> headline = Headline.parse(parts[0]);
        if (headline.isPresent() && parts.length == 2 && !sender.send(headline.get(), parts[1])) {
          return false;
        }
        Files.deleteIfExists(file);
      }
    } catch (IOException unreadable) {
      return true; // the next run looks again
    }
    return true;
  }

  // Their names are runs', which sort by time.
  private List<Path> all() throws IOException {
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(END)).sorted().toList();
    }
  }
}
