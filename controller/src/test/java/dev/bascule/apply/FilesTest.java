package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.event.Outcome;
import dev.bascule.file.Attributes;
import dev.bascule.file.Change;
import dev.bascule.file.Resource;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.model.FileMode;
import dev.bascule.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FilesTest {
  @TempDir Path folder;
  @TempDir Path locks;
  Path conf;

  @BeforeEach
  void name_the_file() {
    conf = folder.resolve("vznet.conf");
  }

  static Stream<List<String>> shells() {
    return Stream.of(LocalShell.DASH, LocalShell.BASH, LocalShell.BUSYBOX);
  }

  private Node node(List<String> shell) {
    return new Node(new LocalShell(shell), locks);
  }

  private static AbsolutePath at(Path path) {
    return new AbsolutePath(path.toString());
  }

  private static Resource file(Path path, String text, String mode) {
    Attributes attributes = new Attributes(FileMode.parse(mode), null, null);
    return new Resource.RegularFile(at(path), FileContent.of(text), attributes, false);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_missing_file_is_made(List<String> shell) throws Exception {
    node(shell).bring(file(conf, "A=1\n", "0640"));
    assertThat(conf).hasContent("A=1\n");
    assertThat(Files.getAttribute(conf, "unix:mode")).isEqualTo(0100640);
    assertThat(names()).containsExactly("vznet.conf");
    assertThat(locks).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_changed_file_shows_what_was_there(List<String> shell) throws Exception {
    Files.writeString(conf, "A=0\n");
    Plan plan = node(shell).plan(file(conf, "A=1\n", "0644"));
    Change change = plan.tasks().get(0).changes().get(0);
    assertThat(change.verb()).isEqualTo(Change.Verb.UPDATE);
    assertThat(change.content().orElseThrow().before()).isEqualTo(FileContent.of("A=0\n"));
    assertThat(node(shell).run(plan)).isInstanceOf(Outcome.Changed.class);
    assertThat(conf).hasContent("A=1\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void in_sync_writes_nothing(List<String> shell) throws Exception {
    node(shell).bring(file(conf, "A=1\n", "0644"));
    Object inode = Files.getAttribute(conf, "unix:ino");
    FileTime changed = (FileTime) Files.getAttribute(conf, "unix:ctime");
    FileTime folderChanged = (FileTime) Files.getAttribute(folder, "unix:ctime");
    assertThat(node(shell).plan(file(conf, "A=1\n", "0644")).isEmpty()).isTrue();
    assertThat(Files.getAttribute(conf, "unix:ino")).isEqualTo(inode);
    assertThat(Files.getAttribute(conf, "unix:ctime")).isEqualTo(changed);
    assertThat(Files.getAttribute(folder, "unix:ctime")).isEqualTo(folderChanged);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_file_that_has_changed_since_the_plan_is_left_alone(List<String> shell) throws Exception {
    Files.writeString(conf, "A=0\n");
    Plan plan = node(shell).plan(file(conf, "A=1\n", "0644"));
    Files.writeString(conf, "somebody else's\n");
    assertThat(node(shell).run(plan))
        .isEqualTo(
            new Outcome.Refused(
                plan,
                conf + " has changed since the plan was made",
                "nothing was written; plan again"));
    assertThat(conf).hasContent("somebody else's\n");
    assertThat(names()).containsExactly("vznet.conf");
    assertThat(locks).isEmptyDirectory();
  }
}
