package dev.bascule.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program itself with a full disk, a read-only one, a locked file, and killed. Needs root, for
 * mounts of its own; the node is this machine.
 */
@Tag("lab")
class HistoryFaultsLabTest {
  private static final Path PROGRAM = Path.of("../bin/bascule").toAbsolutePath().normalize();

  @TempDir Path folder;

  @BeforeEach
  void site() throws IOException {
    Files.writeString(
        folder.resolve("hosts.yml"), "all: {hosts: {n1: {ansible_connection: local}}}");
    Files.writeString(
        folder.resolve("site.yml"),
        """
        - hosts: all
          tasks:
            - copy: {content: "x\\n", dest: %s/wanted, mode: "0644"}
        """
            .formatted(folder));
    Files.writeString(
        folder.resolve("slow.yml"),
        """
        - hosts: all
          tasks:
            - script: {content: "touch %s/began; sleep 60", creates: /nowhere}
        """
            .formatted(folder));
    Files.createDirectories(folder.resolve("state/bascule"));
  }

  @Test
  void a_full_disk_is_told_and_changes_nothing_else() throws Exception {
    Said said = shell("mount -t tmpfs -o size=40k none state/bascule && " + drift());
    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.text())
        .containsOnlyOnce("bascule: this run is not in the history: ")
        .contains(
            "history.db: the disk is full\n  hint: make room there; to keep less: bascule history"
                + " prune --keep 30d");
  }

  @Test
  void a_disk_that_fills_up_between_runs_keeps_what_was_there() throws Exception {
    Said said =
        shell(
            "mount -t tmpfs -o size=2m none state/bascule && "
                + drift()
                + "; dd if=/dev/zero of=state/bascule/fill bs=1k 2>/dev/null; "
                + drift()
                + "; rm state/bascule/fill; "
                + PROGRAM
                + " history");
    assertThat(said.text()).containsOnlyOnce("the disk is full").contains("  drift  1 drifted");
    assertThat(said.exit()).isZero();
  }

  @Test
  void a_disk_that_may_only_be_read_is_told_and_changes_nothing_else() throws Exception {
    Said said = shell("mount -t tmpfs -o ro none state/bascule && " + drift());
    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.text())
        .containsOnlyOnce("bascule: this run is not in the history: ")
        .contains("history.db: it cannot be created: Read-only file system");
  }

  @Test
  void a_temporary_folder_without_programs_is_done_without() throws Exception {
    Said said =
        shell(
            "mkdir noexec && mount -t tmpfs -o noexec none noexec && "
                + "BASCULE_JAVA_OPTS=-Djava.io.tmpdir=$PWD/noexec "
                + drift()
                + "; ls -A noexec; "
                + PROGRAM
                + " history");
    assertThat(said.text()).contains("  drift  1 drifted").doesNotContain("not in the history");
  }

  @Test
  void a_run_that_is_killed_is_lost_and_is_said_to_be_so() throws Exception {
    Process apply =
        start(PROGRAM + " apply --yes -i hosts.yml slow.yml", folder.resolve("said-of-apply"));
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(folder.resolve("began")) && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(shell(PROGRAM + " history").text()).contains("  apply  running on 1 node");
    apply.descendants().forEach(ProcessHandle::destroyForcibly);
    apply.destroyForcibly().waitFor();
    assertThat(shell(PROGRAM + " history").text()).contains("  apply  lost, with 1 node");
  }

  private static String drift() {
    return PROGRAM + " drift -q -i hosts.yml site.yml";
  }

  private record Said(int exit, String text) {}

  // In a mount namespace of its own: its mounts end with it.
  private Said shell(String command) throws Exception {
    Path out = Files.createTempFile(folder, "said", "");
    Process process = start(command, out);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Said(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
  }

  private Process start(String command, Path out) throws IOException {
    List<String> line = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", command));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    builder.environment().remove("BASCULE_HISTORY");
    return builder.start();
  }
}
