package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Secrets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of the address that whoever is notified has. */
class MaskedArgumentsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "https://chat.example https://chat.example",
        "https://chat.example/ https://chat.example",
        "https://chat.example/S3cret https://chat.example",
        "https://chat.example/@ops/S3cret https://chat.example",
        "https://chat.example/S3cret@ops https://chat.example",
        "https://chat.example?token=S3cret@x https://chat.example",
        "https://chat.example#S3cret https://chat.example",
        "https://chat.example:8443/S3cret https://chat.example:8443",
        "HTTPS://chat.example/S3cret HTTPS://chat.example",
        "http://10.0.0.5:80/S3cret http://10.0.0.5:80",
        "https://[fd00::5]/S3cret https://[fd00::5]",
        "https://[fd00::5]:8443/S3cret https://[fd00::5]:8443",
        "https://[fe80::5%25eth0]/a@S3cret https://[fe80::5%25eth0]",
        "https://user:S3cret@chat.example/x https://chat.example",
        "https://user:S3cret@chat.example/x@y/z https://chat.example",
        "https://user:S3@cret@chat.example/x https://chat.example",
        "https://S3cret@chat.example https://chat.example",
        "https://:S3cret@chat.example:8443?x https://chat.example:8443",
        "https://user:S3cret@[fd00::5]:8443/x https://[fd00::5]:8443",
      })
  void of_an_address_only_the_host_is_kept(String address, String kept) throws Exception {
    assertThat(masked(address)).isEqualTo(kept + "/********");
  }

  // A password that is not encoded ends the name of a host: then nothing is sure.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:S3/cret@chat.example/x",
        "https://user:3/cret@chat.example/x",
        "https://user:S3#cret@chat.example/x",
        "https://user:S3cret",
        "https://user:S3?cret@chat.example/x",
        "https://user:12345/3@chat.example/x",
        "https://user:S3@cret:1/2@chat.example/x",
        "https://user:S3cret@/x",
        "https:///S3cret",
        "https://S3 cret@chat.example/x",
        "ftp://user:S3cret@chat.example/x",
        "S3cret",
      })
  void of_what_may_be_no_address_nothing_is_kept(String address) throws Exception {
    assertThat(masked(address)).isEqualTo("********");
  }

  private static String masked(String address) throws Exception {
    List<String> line = List.of("--notify-url=" + address, "site.yml");
    Invocation invocation = CommandLineReader.read(CommandName.DRIFT, line);
    String kept = new MaskedArguments(new Secrets()).of(invocation).get(0);
    return kept.substring("--notify-url=".length());
  }
}
