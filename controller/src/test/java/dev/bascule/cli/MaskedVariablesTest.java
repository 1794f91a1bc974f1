package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Secrets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of the variables on a command line is kept in the history. */
class MaskedVariablesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "db_pw=S3cret | db_pw=********",
        "db_password=ab,cd | db_password=********",
        "password=\"two words\" port=eth0 | password=******** port=********",
        "{\"passwords\": {\"root\": \"x\"}} | passwords=********",
        "{\"passwords\": | ********",
        "S3cret | ********",
      })
  void of_what_e_says_itself_only_the_names_are_kept(String given, String kept) throws Exception {
    assertThat(kept("-e", given)).containsExactly("-e", kept, "site.yml");
    assertThat(kept("--extra-vars=" + given)).containsExactly("--extra-vars=" + kept, "site.yml");
    assertThat(kept("-qe" + given)).containsExactly("-qe" + kept, "site.yml");
  }

  @Test
  void a_file_of_variables_is_kept_by_its_name() throws Exception {
    assertThat(kept("-e", "@vars/password.yml"))
        .containsExactly("-e", "@vars/password.yml", "site.yml");
  }

  private static List<String> kept(String... options) throws Exception {
    List<String> line = Stream.concat(Stream.of(options), Stream.of("site.yml")).toList();
    return new MaskedArguments(new Secrets()).of(CommandLineReader.read(CommandName.DRIFT, line));
  }
}
