package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ResultStreamTest {

  @Test
  void a_full_disk_is_a_failure() throws IOException {
    try (FileOutputStream full = new FileOutputStream("/dev/full")) {
      ResultStream stream = new ResultStream(full);
      assertThatThrownBy(() -> stream.write("x".getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(IOException.class);
      assertThat(stream.failure()).isEqualTo("No space left on device");
    }
  }

  @Test
  void a_reader_that_went_away_is_not() {
    ResultStream stream =
        new ResultStream(
            new OutputStream() {
              @Override
              public void write(int one) throws IOException {
                throw new IOException("Broken pipe");
              }
            });
    assertThatThrownBy(() -> stream.write('x')).hasMessage("Broken pipe");
    assertThat(stream.failure()).isNull();
  }

  @Test
  void the_whole_program_ends_with_74() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.bascule.cli.Main",
                "--help")
            .redirectOutput(Path.of("/dev/full").toFile())
            .start();
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(74);
    assertThat(said).isEqualTo("bascule: the result cannot be written: No space left on device\n");
  }

  @Test
  void what_is_written_arrives() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream stream = new ResultStream(bytes)) {
      stream.write('a');
      stream.write("bc".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("abc");
  }
}
