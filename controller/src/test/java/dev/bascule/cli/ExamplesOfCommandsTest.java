package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples in the help, the man pages and docs/commands.md are command lines that work. */
class ExamplesOfCommandsTest {

  @ParameterizedTest
  @EnumSource(CommandName.class)
  void each_example_is_read_as_its_own_command(CommandName name) throws UsageException {
    for (CommandText.Example example : CommandText.of(name).examples()) {
      String line = example.line().replaceAll(".*<\\((.*)\\)", "$1");
      List<String> words = Arrays.asList(line.split(" "));
      assertThat(words.get(0)).isEqualTo("bascule");
      assertThat(CommandLineReader.command(words.get(1))).isEqualTo(name);
      assertThat(CommandLineReader.read(name, words.subList(2, words.size()))).isNotNull();
    }
  }
}
