package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.event.Outcome;
import dev.bascule.file.Attributes;
import dev.bascule.file.Guard;
import dev.bascule.file.Resource;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Change;
import dev.bascule.model.FileContent;
import dev.bascule.model.FileMode;
import dev.bascule.plan.Plan;
import dev.bascule.state.UnresolvedException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PathsTest extends NodeFolder {

  @ParameterizedTest
  @MethodSource("shells")
  void a_directory_comes_with_its_parents_and_takes_files(List<String> shell) throws Exception {
    node(shell).bring(directory("a/b/c"), file("a/b/c/d.conf", "x\n"), file("a/e", "y\n"));
    assertThat(names()).containsExactly("a", "a/b", "a/b/c", "a/b/c/d.conf", "a/e");
    assertThat(Files.getAttribute(in("a/b/c"), "unix:mode")).isEqualTo(0040755);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_link_is_made_and_led_elsewhere(List<String> shell) throws Exception {
    node(shell).bring(new Resource.SymbolicLink(at("l"), "one two"));
    node(shell).bring(new Resource.SymbolicLink(at("l"), "/tmp"));
    node(shell).bring(new Resource.SymbolicLink(at("l"), "-n"));
    assertThat(Files.readSymbolicLink(in("l"))).hasToString("-n");
    assertThat(names()).containsExactly("l");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void what_is_to_be_absent_goes(List<String> shell) throws Exception {
    Files.createDirectories(in("full/deep"));
    Files.createDirectory(in("empty"));
    Files.writeString(in("file"), "x");
    Files.createSymbolicLink(in("link"), in("full"));
    node(shell)
        .bring(
            new Resource.AbsentPath(at("empty"), false),
            new Resource.AbsentPath(at("file"), false),
            new Resource.AbsentPath(at("link"), true),
            new Resource.AbsentPath(at("nothing"), false));
    assertThat(names()).containsExactly("full", "full/deep");
    node(shell).bring(new Resource.AbsentPath(at("full"), true));
    assertThat(names()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_directory_that_is_not_empty_needs_recursive(List<String> shell) throws Exception {
    Files.createDirectories(in("full/.hidden"));
    assertThatThrownBy(() -> node(shell).plan(new Resource.AbsentPath(at("full"), false)))
        .isInstanceOf(UnresolvedException.class)
        .hasMessage(
            "site.yml:1:1: task 1: "
                + in("full")
                + " is a directory that is not empty\n"
                + "  hint: recursive: true removes it with what it holds");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void settings_follow_a_link_and_keep_it(List<String> shell) throws Exception {
    Files.writeString(in("real.conf"), "# mine\nA=1\n");
    Files.createSymbolicLink(in("link.conf"), in("real.conf"));
    node(shell).bring(settings("link.conf", false));
    assertThat(in("real.conf")).hasContent("# mine\nA=\"x\"\n");
    assertThat(Files.isSymbolicLink(in("link.conf"))).isTrue();
  }

  private Resource settings(String name, boolean create) {
    return new Resource.Settings(
        at(name),
        Map.of("A", Optional.of("x")),
        Resource.SettingsStyle.SHELL,
        create,
        Attributes.ANY);
  }

  @Test
  void settings_are_edited_in_the_file_that_an_earlier_task_writes() throws Exception {
    node().plan(file("f", "B=1\n"), settings("f", false));
    Plan plan = node().plan(file("f", "B=1\n"), settings("f", false));
    assertThat(node().run(plan)).isInstanceOf(Outcome.Changed.class);
    assertThat(in("f")).hasContent("B=1\nA=\"x\"\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void what_a_command_did_to_a_file_is_not_undone_by_an_edit(List<String> shell) throws Exception {
    Files.writeString(in("f"), "B=1\n");
    Resource command = shell("echo C=1 >>f", new Guard(at("none"), null, null));
    Plan plan = node(shell).plan(command, settings("f", false));
    assertThat(failure(node(shell).run(plan)))
        .isEqualTo(in("f") + ": a step before has changed it; plan again");
    assertThat(in("f")).hasContent("B=1\nC=1\n");
    assertThat(names()).containsExactly("f");
    node(shell).bring(settings("f", false));
    assertThat(in("f")).hasContent("B=1\nC=1\nA=\"x\"\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void settings_of_a_new_file_are_edited_twice_in_one_plan(List<String> shell) throws Exception {
    Plan plan = node(shell).plan(settings("f", true), file("g", ""), other("f"));
    assertThat(node(shell).run(plan)).isEqualTo(new Outcome.Changed(plan));
    assertThat(in("f")).hasContent("A=\"x\"\nB=\"y\"\n");
  }

  private Resource other(String name) {
    return new Resource.Settings(
        at(name),
        Map.of("B", Optional.of("y")),
        Resource.SettingsStyle.SHELL,
        false,
        Attributes.ANY);
  }

  @Test
  void attributes_of_what_a_command_makes() throws Exception {
    Attributes private_ = new Attributes(FileMode.parse("0600"), null, null);
    node()
        .bring(
            shell("touch made", new Guard(at("made"), null, null)),
            new Resource.ExistingPath(at("made"), private_));
    assertThat(Files.getAttribute(in("made"), "unix:mode")).isEqualTo(0100600);
  }

  @Test
  void all_that_stands_in_the_way_is_told_at_once() {
    Attributes owned = new Attributes(null, "nobody-here", null);
    assertThatThrownBy(
            () ->
                node()
                    .plan(
                        new Resource.RegularFile(at("f"), FileContent.EMPTY, owned, false),
                        file("missing/f", "x"),
                        settings("none.conf", false),
                        new Resource.ExistingPath(at("none"), Attributes.ANY),
                        new Resource.RegularFile(
                            new AbsolutePath(folder.toString()),
                            FileContent.EMPTY,
                            Attributes.ANY,
                            false)))
        .isInstanceOf(UnresolvedException.class)
        .hasMessageContaining("user 'nobody-here' does not exist on this node")
        .hasMessageContaining("directory " + in("missing") + " does not exist on this node")
        .hasMessageContaining(in("none.conf") + " does not exist on this node")
        .hasMessageContaining(in("none") + " does not exist on this node")
        .hasMessageContaining(folder + " is a directory on this node");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void attributes_of_what_is_there_already(List<String> shell) throws Exception {
    Files.createDirectory(in("d"));
    Attributes wanted = new Attributes(FileMode.parse("1777"), "root", "0");
    node(shell).bring(new Resource.ExistingPath(at("d"), wanted));
    assertThat(Files.getAttribute(in("d"), "unix:mode")).isEqualTo(0041777);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void an_owner_is_found_by_name(List<String> shell) throws Exception {
    Attributes wanted = new Attributes(FileMode.parse("0640"), "nobody", "daemon");
    Plan plan =
        node(shell).plan(new Resource.RegularFile(at("f"), FileContent.of("x"), wanted, false));
    assertThat(plan.tasks().get(0).changes().get(0).details())
        .containsExactly(
            new Change.Detail("mode", null, "0640"),
            new Change.Detail("owner", null, "nobody"),
            new Change.Detail("group", null, "daemon"));
    node(shell).bring(new Resource.RegularFile(at("f"), FileContent.of("x"), wanted, false));
    assertThat(Files.getAttribute(in("f"), "unix:uid")).isEqualTo(65534);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_file_may_stand_in_a_directory_that_a_command_makes(List<String> shell) throws Exception {
    Guard once = new Guard(at("made"), null, null);
    node(shell).bring(shell("mkdir made", once), file("made/f", "x\n", "0600"));
    assertThat(names()).containsExactly("made", "made/f");
  }
}
