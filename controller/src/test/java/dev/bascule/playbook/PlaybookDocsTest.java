package dev.bascule.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.playbook.kind.Kinds;
import dev.bascule.source.Problem;
import dev.bascule.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every YAML block of the reference is read, and shown to the schema. */
class PlaybookDocsTest {
  private static final Path DOCS = Path.of("../docs/playbooks.md");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> each_example_of_the_reference_is_sound() throws IOException {
    PlaybookSchema schema = new PlaybookSchema();
    List<String> blocks = blocks();
    return IntStream.range(0, blocks.size())
        .mapToObj(i -> DynamicTest.dynamicTest("block " + i, () -> check(blocks.get(i), schema)));
  }

  private void check(String block, PlaybookSchema schema) throws IOException {
    Path file = Files.writeString(folder.resolve("playbook.yml"), block);
    Problems problems = new Problems();
    Playbook playbook = PlaybookReader.read(List.of(file), problems);
    assertThat(problems.all()).as(block).extracting(Problem::format).isEmpty();
    assertThat(playbook.plays()).isNotEmpty();
    assertThat(schema.complaints("playbooks.md", block)).as(block).isEmpty();
  }

  @Test
  void the_reference_has_a_chapter_for_each_kind() throws IOException {
    String text = Files.readString(DOCS);
    for (String kind : Kinds.names()) {
      assertThat(text).contains("\n### " + kind + "\n");
    }
  }

  // A block of tasks becomes a play of its own.
  private static List<String> blocks() throws IOException {
    List<String> blocks = new ArrayList<>();
    String[] parts = Files.readString(DOCS).split("```yaml\n", -1);
    for (int i = 1; i < parts.length; i++) {
      String block = parts[i].substring(0, parts[i].indexOf("```"));
      blocks.add(block.contains("hosts:") ? block : "- hosts: all\n  tasks:\n" + block.indent(4));
    }
    return blocks;
  }
}
