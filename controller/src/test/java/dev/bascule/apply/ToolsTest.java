package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.event.Outcome;
import dev.bascule.file.Attributes;
import dev.bascule.file.Guard;
import dev.bascule.file.Resource;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.model.FileMode;
import dev.bascule.plan.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On a node that is a busybox and nothing else, with single tools missing. Needs root for chroot.
 */
class ToolsTest {
  @TempDir Path root;

  @BeforeEach
  void build_a_root_of_busybox_alone() throws Exception {
    ChrootNode.build(root);
  }

  @AfterEach
  void unmount() throws Exception {
    ChrootNode.tearDown(root);
  }

  private Node node(Set<String> missing) throws Exception {
    return ChrootNode.without(root, missing);
  }

  private static Resource file(String path, byte[] bytes, String mode, String owner) {
    Attributes attributes = new Attributes(FileMode.parse(mode), owner, owner);
    return new Resource.RegularFile(
        new AbsolutePath(path), FileContent.of(bytes), attributes, false);
  }

  private static byte[] anyBytes(int size) {
    byte[] bytes = new byte[size];
    new Random(3).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "stat", "base64 busybox", "sha256sum", "base64 busybox stat", "readlink -"})
  void files_come_to_a_node_that_lacks(String missing) throws Exception {
    Node node = node(Set.of(missing.split(" ")));
    Files.writeString(root.resolve("data/old"), "100% old \\n\n");
    node.bring(
        file("/data/old", anyBytes(5000), "0640", "vz"),
        file("/data/new file", anyBytes(0), "4755", "root"),
        new Resource.Directory(
            new AbsolutePath("/data/d"), new Attributes(FileMode.parse("1771"), "77", null)),
        file("/data/d/n", anyBytes(1), "0600", "root"),
        new Resource.Settings(
            new AbsolutePath("/data/s"),
            Map.of("A", Optional.of("1")),
            Resource.SettingsStyle.SHELL,
            true,
            Attributes.ANY));
    assertThat(root.resolve("data/old")).hasBinaryContent(anyBytes(5000));
    assertThat(Files.getAttribute(root.resolve("data/old"), "unix:uid")).isEqualTo(77);
    assertThat(Files.getAttribute(root.resolve("data/old"), "unix:gid")).isEqualTo(78);
    assertThat(Files.getAttribute(root.resolve("data/d"), "unix:mode")).isEqualTo(0041771);
    assertThat(root.resolve("run")).isEmptyDirectory();
  }

  @Test
  void without_anything_to_hash_with_nothing_is_written() throws Exception {
    Node node = node(Set.of("sha256sum", "busybox", "openssl"));
    Plan plan = node.plan(file("/data/f", anyBytes(10), "0644", "root"));
    assertThat(((Outcome.Failed) node.run(plan)).message())
        .isEqualTo(
            "cannot write a file: the node has none of sha256sum, busybox, openssl to check it with;"
                + " nothing was changed");
    assertThat(root.resolve("data")).isEmptyDirectory();
  }

  @Test
  void facts_of_a_busybox_node() throws Exception {
    Files.writeString(
        root.resolve("etc/os-release"), "ID=alpine\nVERSION_ID=3.19\nPRETTY_NAME=\"Alpine\"\n");
    Node node = node(Set.of());
    String facts = NodeCheck.facts(node.shell(), Deadlines.USUAL).toString();
    assertThat(facts).contains("alpine", "boot_id", "interfaces", "architecture");
    node.plan(
        new Resource.Command(List.of("true"), true, new Guard(null, null, "true"), null, Map.of()));
  }
}
