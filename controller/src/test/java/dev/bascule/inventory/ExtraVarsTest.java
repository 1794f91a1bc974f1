package dev.bascule.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import dev.bascule.source.Problem;
import dev.bascule.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtraVarsTest {
  private final Problems problems = new Problems();
  private final Secrets secrets = new Secrets();

  @TempDir Path directory;

  private Map<String, Value> parse(String... arguments) {
    return ExtraVars.parse(List.of(arguments), List.of(), secrets, problems);
  }

  private String shown() {
    return problems.all().stream().map(Problem::format).collect(Collectors.joining());
  }

  @Test
  void values_after_an_equals_sign_are_strings() {
    assertThat(parse("a=1 b='two words' c=x=y", "d="))
        .containsExactly(
            Map.entry("a", new Value.Text("1")),
            Map.entry("b", new Value.Text("two words")),
            Map.entry("c", new Value.Text("x=y")),
            Map.entry("d", new Value.Text("")));
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void an_object_has_types_and_the_later_argument_wins() {
    assertThat(parse("a=1", "{\"a\": 2, \"b\": [true, \"x\"]}"))
        .containsExactly(
            Map.entry("a", new Value.Int(2)),
            Map.entry("b", new Value.Items(List.of(new Value.Bool(true), new Value.Text("x")))));
  }

  @Test
  void a_file_is_read_after_an_at_sign() throws IOException {
    Path file = Files.writeString(directory.resolve("more.yml"), "mode: 0644\n");
    assertThat(parse("@" + file)).containsEntry("mode", new Value.Int(420, "0644"));
  }

  @Test
  void a_password_becomes_a_secret() {
    assertThat(parse("ansible_password=open-sesame"))
        .containsEntry("ansible_password", new Value.Secret("open-sesame"));
    assertThat(secrets.mask("say open-sesame")).isEqualTo("say ********");
  }

  @Test
  void what_is_neither_is_an_error() {
    parse("a=1 word", "b='open", "/etc/vars.yml", "c={{ d }}", "[1, 2]");
    assertThat(shown())
        .isEqualTo(
            """
            -e:1:5: error[extra-vars]: 'word' is not name=value
              a=1 word
                  ^
              hint: write NAME=VALUE, @FILE or a JSON object
            -e:1:3: error[extra-vars]: a quote ' that is not closed
              b='open
                ^
              hint: close it
            -e:1:1: error[extra-vars]: this looks like a file
              /etc/vars.yml
              ^
              hint: write -e @/etc/vars.yml
            -e:1:3: error[jinja]: '{{' is Jinja, which Bascule does not have
              c={{ d }}
                ^
              hint: write "[=name]" for the value of a variable
            -e:1:1: error[wrong-type]: variables are a mapping, but this is a list
              [1, 2]
              ^
              hint: write 'name: value' lines
            """);
  }
}
