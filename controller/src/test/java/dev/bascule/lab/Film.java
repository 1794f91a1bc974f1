package dev.bascule.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * What a plug pulled at any moment would leave on a node's own disk (topology {@code own-disk}):
 * one tree of files for each moment that differs from the one before.
 */
public final class Film {
  private static final Duration START = Duration.ofSeconds(30);

  private final Path folder;
  private final CompletableFuture<CommandResult> camera;

  private Film(Path folder, CompletableFuture<CommandResult> camera) {
    this.folder = folder;
    this.camera = camera;
  }

  /**
   * Begins, and returns when the first picture can be taken.
   *
   * @param folder an empty one for its pictures
   */
  public static Film of(Lab lab, LabNode node, Path folder) {
    Film film = new Film(folder, shoot(lab, node, folder));
    Await.until(
        "the film to roll",
        START,
        () -> film.camera.isDone() || Files.exists(folder.resolve("rolling")));
    return film;
  }

  /** What a plug pulled now would leave. */
  public static Path picture(Lab lab, LabNode node, Path folder) {
    write(folder.resolve("enough"));
    shoot(lab, node, folder).join().orThrow();
    return folder.resolve("1");
  }

  /** Ends with one more picture of now; the trees, the oldest first. */
  public List<Path> end() {
    write(folder.resolve("enough"));
    camera.join().orThrow();
    return IntStream.iterate(1, at -> Files.isDirectory(tree(at)), at -> at + 1)
        .mapToObj(this::tree)
        .toList();
  }

  private Path tree(int at) {
    return folder.resolve(Integer.toString(at));
  }

  private static CompletableFuture<CommandResult> shoot(Lab lab, LabNode node, Path folder) {
    return CompletableFuture.supplyAsync(() -> lab.lab("film", node.name(), folder.toString()));
  }

  private static void write(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
