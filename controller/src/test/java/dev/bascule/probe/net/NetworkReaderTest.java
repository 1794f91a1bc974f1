package dev.bascule.probe.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.probe.Frames;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What real nodes printed, in folders of probe/net: {@code output} with the boundary {@code ==},
 * and {@code expected}, the same read. With BASCULE_WRITE_EXPECTED in the environment what is
 * expected is written anew; the run fails all the same, and somebody reads the difference.
 */
class NetworkReaderTest {
  static Stream<Path> folders() throws IOException, URISyntaxException {
    Path all = Path.of(NetworkReaderTest.class.getResource("/probe/net").toURI());
    return Files.list(all).filter(Files::isDirectory).sorted();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void what_a_node_printed_is_read_as_expected(Path folder) throws IOException {
    Frames frames = Frames.read("==", Files.readString(folder.resolve("output")));
    String dump = StateDump.of(NetworkReader.read(frames).orElseThrow());
    if (System.getenv("BASCULE_WRITE_EXPECTED") != null) {
      String name = folder.getFileName().toString();
      Files.writeString(Path.of("src/test/resources/probe/net", name, "expected"), dump);
    }
    assertThat(dump).isEqualTo(Files.readString(folder.resolve("expected")));
  }
}
