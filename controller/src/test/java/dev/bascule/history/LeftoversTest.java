package dev.bascule.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs that were killed left behind. */
class LeftoversTest {
  @TempDir Path folder;

  @Test
  void what_is_older_by_a_day_goes_with_what_is_in_it_and_all_else_stays() throws IOException {
    Path fresh = Files.createDirectory(folder.resolve(".bascule-sqlite-1"));
    Path young = Files.createDirectory(folder.resolve(".bascule-sqlite-2"));
    Path old = Files.createDirectory(folder.resolve(".bascule-sqlite-3"));
    Files.writeString(old.resolve("libsqlitejdbc.so"), "x");
    Path another = Files.writeString(folder.resolve("history.db"), "x");
    Path outside = Files.writeString(folder.resolve("outside"), "x");
    Path link = Files.createSymbolicLink(folder.resolve(".bascule-sqlite-4"), outside);
    age(young, fresh, Duration.ofHours(23));
    age(old, fresh, Duration.ofHours(25));
    age(another, fresh, Duration.ofDays(900));
    Leftovers.sweep(fresh, ".bascule-sqlite-*");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(fresh, young, another, outside, link);
    }
  }

  @Test
  void where_nothing_can_be_looked_at_nothing_happens() {
    Leftovers.sweep(folder.resolve("no/such"), "*");
    Leftovers.sweep(Path.of("/"), "*");
  }

  private static void age(Path path, Path fresh, Duration by) throws IOException {
    FileTime at = Files.getLastModifiedTime(fresh);
    Files.setLastModifiedTime(path, FileTime.from(at.toInstant().minus(by)));
  }
}
