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
    Leftovers.sweep(fresh, name -> name.startsWith(".bascule-sqlite-"));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(fresh, young, another, outside, link);
    }
  }

  @Test
  void beside_a_file_only_files_go_and_what_cannot_go_keeps_no_other_from_it() throws IOException {
    Path fresh = Files.writeString(folder.resolve(".bascule-1.new"), "x");
    Path own = Files.createDirectory(folder.resolve(".bascule-2.new"));
    Path inside = Files.writeString(own.resolve("mine"), "x");
    Path old = Files.writeString(folder.resolve(".bascule-3.new"), "x");
    age(own, fresh, Duration.ofHours(25));
    age(old, fresh, Duration.ofHours(25));
    Leftovers.sweep(fresh, name -> name.endsWith(".new"));
    assertThat(old).doesNotExist();
    assertThat(inside).exists();
    Path folders = Files.createDirectory(folder.resolve(".bascule-4.new"));
    Path full = Files.createDirectories(folder.resolve(".bascule-5.new/sub/more"));
    Path empty = Files.createDirectory(folder.resolve(".bascule-6.new"));
    age(folder.resolve(".bascule-5.new"), folders, Duration.ofHours(25));
    age(empty, folders, Duration.ofHours(25));
    Leftovers.sweep(folders, name -> name.endsWith(".new"));
    assertThat(full).exists();
    assertThat(empty).doesNotExist();
  }

  @Test
  void where_nothing_can_be_looked_at_nothing_happens() {
    Leftovers.sweep(folder.resolve("no/such"), name -> true);
    Leftovers.sweep(Path.of("/"), name -> true);
  }

  private static void age(Path path, Path fresh, Duration by) throws IOException {
    FileTime at = Files.getLastModifiedTime(fresh);
    Files.setLastModifiedTime(path, FileTime.from(at.toInstant().minus(by)));
  }
}
