package dev.bascule.notify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Messages that did not arrive and that no later run would find out again, such as a rollback. A
 * file each in a folder of one channel and one fleet, so that nobody hears what was meant for
 * others; the first line is the headline. Who sends a message renames it before, so of two runs one
 * sends it.
 *
 * @param folder null where there is none: then nothing is kept
 * @param now the run's moment
 */
public record Backlog(@Nullable Path folder, Instant now) {
  /** How many messages are kept; the oldest go. */
  static final int MOST = 20;

  /** What did not arrive for so long is no news any more. */
  static final Duration LONGEST = Duration.ofDays(7);

  /** How often one may fail while others arrive. */
  static final int TRIES = 5;

  /** A run that sends takes less; the file of one that died is sent by another one. */
  private static final Duration SENDING = Duration.ofMinutes(10);

  private static final int MOST_FAILURES = 2;

  /** How a message is delivered. */
  @FunctionalInterface
  public interface Sender {
    /** Tries once. */
    Sent send(Headline headline, String json) throws InterruptedException;
  }

  /** Keeps a message; the oldest ones go where there are too many. */
  void keep(Headline headline, String json, Consumer<String> warn) {
    if (folder == null) {
      return;
    }
    try {
      Files.createDirectories(folder);
      List<KeptFile> kept = new ArrayList<>(all());
      kept.sort(Comparator.comparing(KeptFile::at).thenComparing(KeptFile::name));
      for (KeptFile oldest : kept.subList(0, Math.max(0, kept.size() - MOST + 1))) {
        Files.deleteIfExists(folder.resolve(oldest.text()));
      }
      Path unfinished = Files.createTempFile(folder, "new", ".tmp");
      Files.writeString(unfinished, headline.line() + "\n" + json);
      String name = headline.run().isEmpty() ? unfinished.getFileName() + "" : headline.run();
      KeptFile file = new KeptFile(now.getEpochSecond(), name, 0, false);
      Files.move(unfinished, folder.resolve(file.text()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      warn.accept("what was not delivered cannot be kept for the next run: " + e);
    }
  }

  /**
   * Delivers what is kept, those first that were tried least, oldest first.
   *
   * @param works whether something else has just arrived; otherwise the first that does not arrive
   *     is the last that is tried
   */
  void deliver(boolean works, Sender sender, Consumer<String> warn) throws InterruptedException {
    boolean open = works;
    int failures = 0;
    try {
      for (KeptFile file : all()) {
        Optional<Sent> sent = deliver(file, open, sender, warn);
        open = open || sent.filter(it -> it == Sent.ARRIVED).isPresent();
        failures += sent.filter(it -> it == Sent.NOT_NOW).isPresent() ? 1 : 0;
        if (failures > (open ? MOST_FAILURES - 1 : 0)) {
          return;
        }
      }
    } catch (IOException unreadable) {
      return; // the next run looks again
    }
  }

  private Optional<Sent> deliver(KeptFile file, boolean open, Sender sender, Consumer<String> warn)
      throws IOException, InterruptedException {
    Optional<KeptFile> mine = claim(file);
    if (folder == null || mine.isEmpty()) {
      return Optional.empty();
    }
    Path path = folder.resolve(mine.get().text());
    if (file.age(now).compareTo(LONGEST) > 0) {
      warn.accept("a message of run " + file.name() + " did not arrive for 7 days: it is dropped");
      Files.deleteIfExists(path);
      return Optional.empty();
    }
    String[] parts = Files.readString(path).split("\n", 2);
    Optional<Headline> headline = Headline.parse(parts[0]);
    Sent sent =
        headline.isPresent() && parts.length == 2
            ? sender.send(headline.get(), parts[1])
            : Sent.REFUSED;
    KeptFile again = file.again();
    if (sent == Sent.NOT_NOW && !(open && again.tries() >= TRIES)) {
      Files.move(path, folder.resolve(again.text()), StandardCopyOption.ATOMIC_MOVE);
    } else {
      if (sent != Sent.ARRIVED) {
        warn.accept("the message of run " + file.name() + " is not kept any longer");
      }
      Files.deleteIfExists(path);
    }
    return Optional.of(sent);
  }

  // Empty where another run was faster.
  private Optional<KeptFile> claim(KeptFile file) throws IOException {
    if (folder == null) {
      return Optional.empty();
    }
    Path path = folder.resolve(file.text());
    try {
      if (file.sending()
          && Files.getLastModifiedTime(path).toInstant().isAfter(now.minus(SENDING))) {
        return Optional.empty();
      }
      // Before it is renamed: from then on it says since when it is being sent.
      Files.setLastModifiedTime(path, FileTime.from(now));
      if (!file.sending()) {
        Files.move(path, folder.resolve(file.sent().text()), StandardCopyOption.ATOMIC_MOVE);
      }
      return Optional.of(file.sent());
    } catch (NoSuchFileException taken) {
      return Optional.empty();
    }
  }

  private List<KeptFile> all() throws IOException {
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    List<KeptFile> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> KeptFile.parse(file.getFileName().toString()).ifPresent(all::add));
    }
    all.sort(KeptFile.ORDER);
    return all;
  }
}
