package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines on a disk that fills up in the middle of one. */
class LineFileTest {
  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void begin() {
    path = folder.resolve("run");
  }

  private LineFile full() {
    return new LineFile(
        path,
        (file, bytes) -> {
          file.write(bytes, 0, bytes.length / 2);
          throw new IOException("No space left on device");
        });
  }

  private static void assertFull(LineFile file, String lines) {
    assertThatThrownBy(() -> file.append(lines, true)).hasMessage("No space left on device");
  }

  @Test
  void a_line_that_was_not_written_whole_is_taken_back() throws IOException {
    LineFile file = new LineFile(path);
    file.append("one\n", true);
    assertFull(full(), "begin hn-1 2 1 0\n");
    assertThat(path).hasContent("one\n");
    file.append("two\n", false);
    assertThat(file.lines()).containsExactly("one", "two");
  }

  @Test
  void a_file_of_which_not_even_the_first_line_was_written_is_not_there() {
    assertFull(full(), "run 2 ops1\nnode hn-1 1\n");
    assertThat(path).doesNotExist();
  }

  @Test
  void half_a_line_that_is_there_all_the_same_is_none_and_the_next_one_is_whole()
      throws IOException {
    Files.writeString(path, "one\ntx hn-1 ab");
    LineFile file = new LineFile(path);
    assertThat(file.lines()).containsExactly("one");
    file.append("two\n", false);
    assertThat(file.lines()).containsExactly("one", "two");
  }

  @Test
  void a_character_that_was_cut_in_two_hides_no_line() throws IOException {
    Files.write(path, new byte[] {'o', 'n', 'e', '\n', (byte) 0xc3});
    assertThat(new LineFile(path).lines()).containsExactly("one");
  }

  @Test
  void a_thread_that_is_given_up_writes_its_line_whole() throws IOException {
    Thread.currentThread().interrupt();
    new LineFile(path).append("one\n", true);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(path).hasContent("one\n");
  }
}
