package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.event.Outcome;
import dev.bascule.file.Attributes;
import dev.bascule.file.Resource;
import dev.bascule.model.Change;
import dev.bascule.model.FileContent;
import dev.bascule.plan.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FilesTest extends NodeFolder {
  private Path conf;

  @BeforeEach
  void name_the_file() {
    conf = in("vznet.conf");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_missing_file_is_made(List<String> shell) throws Exception {
    node(shell).bring(file("vznet.conf", "A=1\n", "0640"));
    assertThat(conf).hasContent("A=1\n");
    assertThat(Files.getAttribute(conf, "unix:mode")).isEqualTo(0100640);
    assertThat(names()).containsExactly("vznet.conf");
    assertThat(locks).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_changed_file_shows_what_was_there(List<String> shell) throws Exception {
    Files.writeString(conf, "A=0\n");
    Plan plan = node(shell).plan(file("vznet.conf", "A=1\n", "0644"));
    Change change = plan.tasks().get(0).changes().get(0);
    assertThat(change.verb()).isEqualTo(Change.Verb.UPDATE);
    assertThat(change.content().orElseThrow().before()).isEqualTo(FileContent.of("A=0\n"));
    assertThat(node(shell).run(plan)).isInstanceOf(Outcome.Changed.class);
    assertThat(conf).hasContent("A=1\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void in_sync_writes_nothing(List<String> shell) throws Exception {
    node(shell).bring(file("vznet.conf", "A=1\n", "0644"));
    Object inode = Files.getAttribute(conf, "unix:ino");
    FileTime changed = (FileTime) Files.getAttribute(conf, "unix:ctime");
    FileTime folderChanged = (FileTime) Files.getAttribute(folder, "unix:ctime");
    assertThat(node(shell).plan(file("vznet.conf", "A=1\n", "0644")).isEmpty()).isTrue();
    assertThat(Files.getAttribute(conf, "unix:ino")).isEqualTo(inode);
    assertThat(Files.getAttribute(conf, "unix:ctime")).isEqualTo(changed);
    assertThat(Files.getAttribute(folder, "unix:ctime")).isEqualTo(folderChanged);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_file_that_has_changed_since_the_plan_is_left_alone(List<String> shell) throws Exception {
    Files.writeString(conf, "A=0\n");
    Plan plan = node(shell).plan(file("vznet.conf", "A=1\n", "0644"));
    Files.writeString(conf, "somebody else's\n");
    assertThat(node(shell).run(plan))
        .isEqualTo(
            new Outcome.Refused(
                plan,
                conf + " has changed since the plan was made",
                "nothing was written; plan again",
                Outcome.Refused.Why.MOVED));
    assertThat(conf).hasContent("somebody else's\n");
    assertThat(names()).containsExactly("vznet.conf");
    assertThat(locks).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void hostile_names_are_only_names(List<String> shell) throws Exception {
    List<Resource> wanted = new ArrayList<>();
    List<String> names =
        List.of(
            "a b", "a'b", "$(touch x)", "`touch y`", "*", "-rf", "a\\b", "ü\"", "a;b&c", "#h", "~");
    names.forEach(name -> wanted.add(file(name, "for " + name + "\n")));
    node(shell).bring(wanted.toArray(new Resource[0]));
    assertThat(names()).containsExactlyInAnyOrderElementsOf(names);
    for (String name : names) {
      assertThat(in(name)).hasContent("for " + name + "\n");
    }
    List<Resource> changed = new ArrayList<>();
    names.forEach(name -> changed.add(file(name, "new\n")));
    node(shell).bring(changed.toArray(new Resource[0]));
    assertThat(names()).containsExactlyInAnyOrderElementsOf(names);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void any_bytes_arrive(List<String> shell) throws Exception {
    byte[] bytes = new byte[300_001];
    new Random(1).nextBytes(bytes);
    Resource wanted =
        new Resource.RegularFile(at("bin"), FileContent.of(bytes), Attributes.ANY, false);
    node(shell).bring(wanted, file("empty", ""), file("open", "no line end"));
    assertThat(in("bin")).hasBinaryContent(bytes);
    assertThat(in("empty")).isEmptyFile();
    assertThat(in("open")).hasContent("no line end");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void only_the_mode_is_changed_where_only_the_mode_differs(List<String> shell) throws Exception {
    node(shell).bring(file("vznet.conf", "A=1\n", "0644"));
    Object inode = Files.getAttribute(conf, "unix:ino");
    node(shell).bring(file("vznet.conf", "A=1\n", "4750"));
    assertThat(Files.getAttribute(conf, "unix:ino")).isEqualTo(inode);
    assertThat(Files.getAttribute(conf, "unix:mode")).isEqualTo(0104750);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_mode_that_is_not_named_stays(List<String> shell) throws Exception {
    node(shell).bring(file("vznet.conf", "A=1\n", "0600"));
    node(shell).bring(file("vznet.conf", "A=2\n"));
    assertThat(Files.getAttribute(conf, "unix:mode")).isEqualTo(0100600);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_link_is_replaced_by_the_file(List<String> shell) throws Exception {
    Files.writeString(in("target"), "mine\n");
    Files.createSymbolicLink(conf, in("target"));
    node(shell).bring(file("vznet.conf", "A=1\n"));
    assertThat(conf).isRegularFile().hasContent("A=1\n");
    assertThat(Files.isSymbolicLink(conf)).isFalse();
    assertThat(in("target")).hasContent("mine\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_link_to_a_directory_is_replaced_not_entered(List<String> shell) throws Exception {
    Files.createDirectory(in("dir"));
    Files.createSymbolicLink(conf, in("dir"));
    node(shell).bring(file("vznet.conf", "A=1\n"));
    assertThat(names()).containsExactly("dir", "vznet.conf");
  }

  @Test
  void a_secret_stays_marked_as_one() throws Exception {
    Resource wanted =
        new Resource.RegularFile(at("key"), FileContent.of("s3cret"), Attributes.ANY, true);
    Change change = node().plan(wanted).tasks().get(0).changes().get(0);
    assertThat(change.content().orElseThrow().secret()).isTrue();
  }
}
