package dev.bascule.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Film;
import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was not brought to disk is lost with the plug: a kernel of its own has an ext4 file system
 * that writes nothing by itself. At every moment each file is old or new, and what Bascule has
 * reported is there.
 */
@LabTest(nodes = 3, flavour = Flavour.UML, topology = "own-disk")
class DiskCrashLabTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int OLD = 2;
  private static final int NEW = 3;
  private static final String WITHOUT_FSYNC =
      """
      cd /srv/disk
      echo old | tee written renamed >/dev/null
      sync
      echo new >written
      echo new >renamed.new
      mv renamed.new renamed
      echo new >made
      """;

  private final Lab lab;
  @TempDir private Path folder;

  DiskCrashLabTest(Lab lab) {
    this.lab = lab;
  }

  @Test
  void what_nobody_brings_to_disk_is_lost_here() {
    LabNode node = lab.node(1);
    node.shell(WITHOUT_FSYNC);
    assertThat(node.shell("cd /srv/disk; cat written renamed made")).isEqualTo("new\nnew\nnew\n");
    restart(node);
    assertThat(node.shell("cd /srv/disk; cat written renamed; ls"))
        .contains("old\nold\n")
        .doesNotContain("new", "made");
  }

  @Test
  void at_every_moment_of_an_apply_each_file_is_old_or_new() throws IOException {
    CrashFiles files = new CrashFiles(folder, lab.node(1).name());
    files.lay(lab.node(1), OLD);
    Film film = Film.of(lab, lab.node(1), folder("film"));
    apply(files.site("new", NEW));
    List<Path> moments = film.end();
    assertThat(moments).as("moments").hasSizeGreaterThan(2 * NEW);
    for (Path moment : moments) {
      assertThat(files.broken(moment, OLD)).as(moment.toString()).isEmpty();
    }
    assertThat(files.seen(moments.get(0))).isEqualTo(files.all("old", OLD));
    assertThat(files.seen(moments.get(moments.size() - 1))).isEqualTo(files.all("new", NEW));
    restart(lab.node(1));
    bascule().run(0, "plan", files.site("new", NEW));
  }

  @Test
  void after_a_plug_pulled_in_an_apply_the_next_one_finds_whole_files_and_clears_up()
      throws IOException {
    LabNode node = lab.node(2);
    CrashFiles files = new CrashFiles(folder, node.name());
    files.lay(node, OLD);
    FileTime before = Files.getLastModifiedTime(node.device());
    CompletableFuture<CommandResult> apply = begin("apply", "--yes", files.site("new", NEW));
    Await.until("a write", SOON, () -> !Files.getLastModifiedTime(node.device()).equals(before));
    node.powerOff();
    node.powerOn();
    assertThat(apply.join().exit()).as("exit").isNotEqualTo(0);
    Path after = Film.picture(lab, node, folder("after"));
    assertThat(files.broken(after, OLD)).isEmpty();
    assertThat(files.seen(after)).isNotEqualTo(files.all("new", NEW));
    apply(files.site("new", NEW));
    assertThat(node.shell("ls -A " + CrashFiles.FOLDER).lines()).hasSize(NEW);
  }

  @Test
  void a_step_that_was_reported_is_on_disk_be_it_the_last_one_or_not() throws IOException {
    LabNode node = lab.node(3);
    node.shell("cd /srv/disk; mkdir steps; echo x >steps/gone; echo x >steps/closed; sync");
    assertThat(after("{path: /srv/disk/steps/made, state: directory}").resolve("made"))
        .isDirectory();
    Path closed = after("{path: /srv/disk/steps/closed, mode: \"0600\"}").resolve("closed");
    assertThat(Files.getPosixFilePermissions(closed))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    // An old node's sync takes no file.
    node.shell("cd /usr/local/bin; echo '#!/bin/sh' >sync; chmod +x sync");
    assertThat(after("{path: /srv/disk/steps/link, state: link, target: one}").resolve("link"))
        .isSymbolicLink();
    Path steps = after("{path: /srv/disk/steps/gone, state: absent}");
    assertThat(steps.toFile().list()).contains("made", "closed", "link").doesNotContain("gone");
  }

  @Test
  void a_confirmed_change_is_on_disk_when_its_answer_is_here() {
    LabNode node = lab.node(2);
    Conversion conversion = new Conversion(lab, folder, node);
    assertThat(conversion.run(0, "--yes").out()).contains("is confirmed");
    restart(node);
    assertThat(conversion.network()).contains("br0 " + node.address());
    assertThat(node.shell("cat /var/lib/bascule/tx/*/state; ls -A /etc/network"))
        .startsWith("confirmed")
        .doesNotContain("bascule");
    conversion.run(0, "--dry-run");
  }

  @Test
  void a_plug_pulled_in_the_window_leaves_the_old_network() {
    LabNode node = lab.node(3);
    Conversion conversion = new Conversion(lab, folder, node);
    String before = conversion.network();
    conversion.until_a_person_decides();
    restart(node);
    assertThat(conversion.network()).isEqualTo(before);
    assertThat(conversion.bascule("status").out()).contains("rolled-back-verified");
    assertThat(node.shell("ls -A /etc/network")).doesNotContain("bascule");
    conversion.run(2, "--dry-run");
  }

  /** What a plug pulled after it would leave: nothing else is written that would take it along. */
  private Path after(String file) throws IOException {
    String site = "- hosts: %s\n  tasks: [{file: %s}]\n".formatted(lab.node(3).name(), file);
    apply(Files.writeString(folder.resolve("step.yml"), site).toString());
    Path pictures = Files.createTempDirectory(folder, "after");
    return Film.picture(lab, lab.node(3), pictures).resolve("steps");
  }

  private void apply(String playbook) {
    bascule().run(0, "apply", "--yes", playbook);
  }

  private CompletableFuture<CommandResult> begin(String command, String... arguments) {
    String[] line = bascule().line(command, arguments).toArray(String[]::new);
    return CompletableFuture.supplyAsync(() -> lab.controller(line));
  }

  private Bascule bascule() {
    return new Bascule(lab, folder);
  }

  private static void restart(LabNode node) {
    node.powerOff();
    node.powerOn();
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }
}
