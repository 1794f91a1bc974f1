package dev.bascule.network.persist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A case as a folder: files below {@code before}, a {@code request}, and files below {@code after},
 * those that change only, or {@code refused}. A removed file is an {@code after} file of no bytes.
 */
record Fixture(Path folder) {

  static List<Fixture> below(String name) {
    try (Stream<Path> all = Files.list(Path.of("src/test/resources/dev/bascule/network", name))) {
      return all.sorted().map(Fixture::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return folder.getFileName().toString().replace('-', ' ');
  }

  RequestText request() {
    return RequestText.parse(text(folder.resolve("request")));
  }

  NodeFiles before() {
    return new NodeFiles(files("before"), request().programs());
  }

  void check(Backend backend) {
    Edits edits = backend.edit(before(), request().request());
    Path refused = folder.resolve("refused");
    if (Files.exists(refused)) {
      assertThat(edits).isInstanceOf(Edits.Refused.class);
      Edits.Refused refusal = (Edits.Refused) edits;
      assertThat(refusal.where() + ": " + refusal.reason() + "\n").isEqualTo(text(refused));
      return;
    }
    assertThat(edits).isInstanceOf(Edits.Planned.class);
    Edits.Planned planned = (Edits.Planned) edits;
    assertThat(shown(after(planned))).isEqualTo(shown(expected()));
    staysThere(backend);
  }

  private void staysThere(Backend backend) {
    NodeFiles now = new NodeFiles(expected(), request().programs());
    for (PersistRequest request : List.of(request().request(), request().again())) {
      Edits again = backend.edit(now, request);
      assertThat(again).isInstanceOf(Edits.Planned.class);
      assertThat(((Edits.Planned) again).files()).as("edits of its own result").isEmpty();
    }
  }

  private Map<AbsolutePath, FileContent> after(Edits.Planned planned) {
    return applied(before().content(), planned);
  }

  static Map<AbsolutePath, FileContent> applied(
      Map<AbsolutePath, FileContent> files, Edits.Planned planned) {
    Map<AbsolutePath, FileContent> all = new TreeMap<>(files);
    for (FileEdit edit : planned.files()) {
      assertThat(all.get(edit.path())).isEqualTo(edit.before());
      if (edit.after() == null) {
        all.remove(edit.path());
      } else {
        all.put(edit.path(), edit.after());
      }
    }
    return all;
  }

  private Map<AbsolutePath, FileContent> expected() {
    Map<AbsolutePath, FileContent> all = new TreeMap<>(files("before"));
    files("after")
        .forEach(
            (path, content) -> {
              if (content.size() == 0) {
                all.remove(path);
              } else {
                all.put(path, content);
              }
            });
    return all;
  }

  static String shown(Map<AbsolutePath, FileContent> files) {
    StringBuilder text = new StringBuilder();
    files.forEach(
        (path, content) ->
            text.append("== ")
                .append(path)
                .append('\n')
                .append(new String(content.bytes(), StandardCharsets.ISO_8859_1))
                .append('\n'));
    return text.toString();
  }

  private Map<AbsolutePath, FileContent> files(String name) {
    Path root = folder.resolve(name);
    Map<AbsolutePath, FileContent> files = new TreeMap<>();
    if (!Files.exists(root)) {
      return files;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        files.put(new AbsolutePath("/" + root.relativize(file)), FileContent.of(bytes));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
