package dev.bascule.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.FactNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FactNamesTest {
  // The first column of the table.
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_.]+)` \\|");

  @Test
  void the_names_that_playbooks_may_use_are_those_of_the_documentation() throws IOException {
    TreeSet<String> documented = new TreeSet<>();
    ROW.matcher(Files.readString(Path.of("../docs/facts.md")))
        .results()
        .forEach(row -> documented.add(row.group(1)));
    TreeSet<String> known = new TreeSet<>();
    FactNames.ALL.forEach(
        (name, fields) -> {
          fields.forEach(field -> known.add(name + "." + field));
          if (fields.isEmpty()) {
            known.add(name);
          }
        });
    assertThat(known).isEqualTo(documented);
  }
}
