package dev.bascule.apply.safe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Cidr;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a neighbour is asked, in each shell, on a node whose ip and ping are declared. */
class NeighbourScriptTest {
  private static final String WORLD =
      """
      ping() { [ "$5" = 10.66.0.12 ]; }
      ping6() { [ "$5" = 2001:db8::12 ]; }
      ip() {
      printf '%s\\n' "$*" >>asked
      case "$*" in
      *route*10.99.*) printf '%s\\n' '10.99.0.1 via 10.66.0.1 dev br0 src 10.66.0.11 uid 0 ' ;;
      *route*10.98.*) return 2 ;;
      *route*) printf '%s\\n' "$3 dev br0 src 10.66.0.11 uid 0 " '    cache ' ;;
      *show*10.66.0.13*) printf '%s\\n' '10.66.0.13 lladdr 02:00:00:00:00:13 REACHABLE' ;;
      *show*10.66.0.14*) printf '%s\\n' '10.66.0.14 lladdr 02:00:00:00:00:14 STALE' ;;
      *show*10.66.0.15*) printf '%s\\n' '10.66.0.15  FAILED' ;;
      esac
      }
      """;

  @TempDir Path folder;

  static List<List<String>> shells() {
    return ProgramNode.shells();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void each_address_is_asked_by_ping_and_by_what_it_resolves_to(List<String> shell)
      throws Exception {
    List<Cidr> addresses =
        List.of(
            Cidr.of("10.66.0.12/24"),
            Cidr.of("10.66.0.13/24"),
            Cidr.of("10.66.0.14/24"),
            Cidr.of("10.66.0.15/24"),
            Cidr.of("2001:db8::12/64"),
            Cidr.of("10.99.0.1/24"),
            Cidr.of("10.98.0.1/24"));
    Sighting seen = Sighting.over(new Here(shell), addresses, Duration.ofSeconds(20));
    assertThat(addresses.stream().map(seen::of).map(it -> it.map(Enum::name).orElse("-")))
        .containsExactly("ANSWERS", "RESOLVES", "SILENT", "SILENT", "ANSWERS", "-", "-");
    assertThat(Files.readString(folder.resolve("asked")).replace('\n', ' '))
        .contains("neigh flush to 10.66.0.12 dev br0", "neigh show to 10.66.0.13 dev br0")
        .doesNotContain("neigh flush to 10.99.0.1");
  }

  /** Runs a script here. */
  private final class Here implements Connection {
    private final List<String> shell;

    Here(List<String> shell) {
      this.shell = shell;
    }

    @Override
    public ScriptResult run(Script script, Duration deadline) {
      List<String> line = new ArrayList<>(shell);
      line.add("-s");
      try {
        // Its own functions come before the first call.
        String text = script.text().replace("main() {\n", WORLD + "main() {\n");
        Path file = Files.writeString(folder.resolve("script"), text);
        Process process =
            new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectInput(file.toFile())
                .redirectErrorStream(true)
                .start();
        byte[] said = process.getInputStream().readAllBytes();
        return new ScriptResult(0, null, new String(said, StandardCharsets.UTF_8), "");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {}
  }
}
