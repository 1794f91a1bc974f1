package dev.bascule.saved;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.model.NodeName;
import dev.bascule.saved.SavedPlan.Input;
import dev.bascule.saved.SavedPlan.Node;
import dev.bascule.saved.SavedPlan.Part;
import dev.bascule.saved.SavedPlan.State;
import dev.bascule.saved.SavedPlan.Withheld;
import dev.bascule.source.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of a saved plan. */
class SealedPlanTest {
  private static final Path FIXTURE = Path.of("src/test/resources/dev/bascule/saved/monday.plan");
  private static final SealKey KEY = new SealKey("0123456789abcdef".getBytes(UTF_8));
  private static final SavedPlan PLAN =
      new SavedPlan(
          "1.0",
          Instant.parse("2026-03-01T14:15:02Z"),
          "eve@ops",
          List.of("--inventory=/srv/prod", "--extra-vars=withheld:0", "/srv/site.yml"),
          List.of(new Withheld("db_password", KEY.hash("extra", "db_password=x"))),
          List.of(),
          List.of(new Input("/srv/site.yml", KEY.hash("input", "00"))),
          List.of(
              new Node(
                  new NodeName("hn-1"),
                  State.TO_CHANGE,
                  "",
                  List.of(new Part("update /etc/motd", KEY.hash("change", "text")))),
              new Node(new NodeName("hn-2"), State.IN_SYNC, "", List.of()),
              new Node(new NodeName("hn-3"), State.NOT_PLANNED, "it was not reached", List.of())),
          "hn-1: would change\n  \"quoted\" \\ ünd\n");

  @Test
  void it_is_one_line_of_json_and_is_read_as_it_was_written() throws Exception {
    String text = SealedPlan.write(PLAN, KEY);
    assertThat(text).isEqualTo(Files.readString(FIXTURE));
    assertThat(SealedPlan.read("x", text, "1.0", KEY)).isEqualTo(PLAN);
    assertThat(SealedPlan.isOne(FIXTURE)).isTrue();
  }

  @Test
  void no_byte_of_it_can_be_changed_or_left_out() {
    byte[] whole = SealedPlan.write(PLAN, KEY).getBytes(UTF_8);
    for (int i = 0; i < whole.length; i++) {
      byte[] other = whole.clone();
      other[i] ^= 1;
      refused(new String(other, UTF_8), "at " + i);
      refused(new String(whole, 0, i, UTF_8), "cut at " + i);
    }
    refused(new String(whole, UTF_8) + "\n", "with more behind it");
  }

  private static void refused(String text, String what) {
    assertThatThrownBy(() -> SealedPlan.read("x", text, "1.0", KEY))
        .as(what)
        .isInstanceOf(ProblemsException.class);
  }

  @Test
  void another_version_or_key_is_named() {
    String text = SealedPlan.write(PLAN, KEY);
    assertThatThrownBy(() -> SealedPlan.read("x", text, "1.1", KEY))
        .hasMessageContaining(
            "error[saved-plan-version]: Bascule 1.0 saved this plan, and this is 1.1");
    SealKey other = new SealKey("fedcba9876543210".getBytes(UTF_8));
    assertThatThrownBy(() -> SealedPlan.read("x", text, "1.0", other))
        .hasMessageContaining("was sealed with key " + KEY.id())
        .hasMessageContaining("the key here is " + other.id());
  }

  @Test
  void a_key_is_made_once_for_its_owner(@TempDir Path folder) throws IOException {
    assertThat(SealKeys.kept(folder)).isEmpty();
    String id = SealKeys.make(folder).id();
    assertThat(SealKeys.make(folder).id()).isEqualTo(id);
    assertThat(SealKeys.kept(folder).orElseThrow().id()).isEqualTo(id);
    try (var files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      assertThat(Files.getPosixFilePermissions(all.get(0))).hasSize(2);
    }
  }

  @Test
  void a_key_that_could_be_guessed_is_refused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "secret\n");
    assertThatThrownBy(() -> SealKeys.named(file))
        .hasMessage(file + " has 6 bytes; a key has at least 16");
    assertThatThrownBy(() -> SealKeys.named(folder.resolve("none")))
        .hasMessage("there is no file " + folder.resolve("none"));
  }
}
