package dev.bascule.apply;

import dev.bascule.event.Outcome;
import dev.bascule.file.Attributes;
import dev.bascule.file.Guard;
import dev.bascule.file.Resource;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.model.FileMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** What tests with a local shell share: a folder that stands for the node's files. */
abstract class NodeFolder {
  @TempDir Path folder;
  @TempDir Path locks;

  static Stream<List<String>> shells() {
    return Shells.all();
  }

  Node node(List<String> shell) {
    return new Node(new LocalShell(shell), locks);
  }

  Node node() {
    return node(LocalShell.DASH);
  }

  Path in(String name) {
    return folder.resolve(name);
  }

  AbsolutePath at(String name) {
    return new AbsolutePath(in(name).toString());
  }

  Resource file(String name, String text) {
    return new Resource.RegularFile(at(name), FileContent.of(text), Attributes.ANY, false);
  }

  Resource file(String name, String text, String mode) {
    Attributes attributes = new Attributes(FileMode.parse(mode), null, null);
    return new Resource.RegularFile(at(name), FileContent.of(text), attributes, false);
  }

  Resource directory(String name) {
    return new Resource.Directory(at(name), Attributes.ANY);
  }

  Resource shell(String text, Guard guard) {
    return new Resource.Command(
        List.of(text), true, guard, new AbsolutePath(folder.toString()), Map.of());
  }

  static String failure(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed ? failed.message() : outcome.toString();
  }

  /** The names below the folder, hidden ones too. */
  List<String> names() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> !path.equals(folder))
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .toList();
    }
  }
}
