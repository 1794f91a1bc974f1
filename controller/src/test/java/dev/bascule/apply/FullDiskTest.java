package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bascule.event.Outcome;
import dev.bascule.event.Phase;
import dev.bascule.file.Resource;
import dev.bascule.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On real file systems that are full, read-only or busy. Needs root, for mount. */
class FullDiskTest extends NodeFolder {

  @BeforeEach
  void mount_a_small_file_system() throws Exception {
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    if (System.getenv("CI") == null) {
      assumeTrue(root, "mount needs root");
    }
    assertThat(
            command("mount", "-t", "tmpfs", "-o", "size=64k,mode=755", "none", folder.toString()))
        .isZero();
  }

  @AfterEach
  void unmount() throws Exception {
    command("umount", "-l", folder.toString());
  }

  private static int command(String... words) throws IOException, InterruptedException {
    return new ProcessBuilder(words).inheritIO().start().waitFor();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_full_disk_is_told_and_nothing_is_half_written(List<String> shell) throws Exception {
    Files.writeString(in("a"), "old\n");
    Plan plan = node(shell).plan(file("a", "new\n"), file("b", "x".repeat(200_000)));
    assertThat(node(shell).run(plan))
        .isEqualTo(
            new Outcome.Failed(
                Phase.APPLY,
                "cannot write "
                    + in("b")
                    + ": no space left on its file system; nothing was changed",
                "free some space",
                List.of()));
    assertThat(in("a")).hasContent("old\n");
    assertThat(names()).containsExactly("a");
    assertThat(locks).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_read_only_disk_is_told(List<String> shell) throws Exception {
    Files.writeString(in("a"), "old\n");
    Plan plan = node(shell).plan(file("a", "new\n"));
    assertThat(command("mount", "-o", "remount,ro", folder.toString())).isZero();
    assertThat(failure(node(shell).run(plan)))
        .isEqualTo(
            "cannot write " + in("a") + ": its file system is read-only; nothing was changed");
    assertThat(in("a")).hasContent("old\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void what_a_read_only_disk_keeps_was_not_removed(List<String> shell) throws Exception {
    Files.writeString(in("a"), "old\n");
    Plan plan = node(shell).plan(new Resource.AbsentPath(at("a"), false));
    assertThat(command("mount", "-o", "remount,ro", folder.toString())).isZero();
    assertThat(node(shell).run(plan))
        .isEqualTo(
            new Outcome.Failed(
                Phase.APPLY,
                in("a") + ": its file system is read-only",
                "a disk error may have made it so: see dmesg on the node",
                List.of()));
  }

  @Test
  void a_login_without_rights_is_told() throws Exception {
    LocalShell nobody =
        new LocalShell(List.of("setpriv", "--reuid=65534", "--clear-groups", "dash", "-s"));
    Node node = new Node(nobody, Files.createDirectory(in("locks")));
    assertThat(command("chmod", "777", in("locks").toString())).isZero();
    // The folder above belongs to the test's user alone.
    assertThat(command("chmod", "755", folder.toString())).isZero();
    Plan plan = node.plan(file("a", "new\n"));
    assertThat(failure(node.run(plan)))
        .isEqualTo("cannot write " + in("a") + ": permission denied; nothing was changed");
    Files.writeString(in("b"), "secret");
    assertThat(command("chmod", "600", in("b").toString())).isZero();
    assertThatThrownBy(() -> node.plan(file("b", "new\n")))
        .hasMessageContaining(in("b") + " cannot be read on this node")
        .hasMessageContaining("use become");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_file_that_is_mounted_by_itself_cannot_be_replaced(List<String> shell) throws Exception {
    Files.writeString(in("a"), "old\n");
    assertThat(command("mount", "--bind", in("a").toString(), in("a").toString())).isZero();
    try {
      Plan plan = node(shell).plan(file("a", "new\n"));
      assertThat(failure(node(shell).run(plan))).isEqualTo(in("a") + ": it is busy");
      assertThat(names()).containsExactly("a");
    } finally {
      command("umount", in("a").toString());
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void what_is_mounted_is_never_removed(List<String> shell) throws Exception {
    Files.createDirectories(in("d/private"));
    Plan plan = node(shell).plan(new dev.bascule.file.Resource.AbsentPath(at("d"), true));
    assertThat(command("mount", "-t", "tmpfs", "none", in("d/private").toString())).isZero();
    Files.writeString(in("d/private/f"), "a container's");
    try {
      assertThat(failure(node(shell).run(plan)))
          .isEqualTo(in("d") + ": " + in("d/private") + " is mounted");
      assertThat(in("d/private/f")).hasContent("a container's");
    } finally {
      command("umount", in("d/private").toString());
    }
  }
}
