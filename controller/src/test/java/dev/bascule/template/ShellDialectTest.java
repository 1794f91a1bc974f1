package dev.bascule.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellDialectTest {
  @TempDir Path directory;

  // § is the place of the value. Each prints the value followed by a dot.
  private static final List<String> PLACES =
      List.of(
          "v=§\nprintf '%s.' \"$v\"",
          "printf '%s.' §",
          "printf '%s.' \"$(printf '%s.' §)\" | sed '$ s/\\.\\.$/./'",
          "v=$(printf '%s.' §); printf '%s' \"$v\"",
          "v=\"$(\n# it's \"a comment\n printf '%s.' §)\"; printf '%s' \"$v\"",
          "f() { printf '%s.' \"$1\"; }\nf §",
          "case § in §) printf '%s.' § ;; *) echo no ;; esac",
          "case x in x) printf '%s.' § ;; esac",
          "if [ x§ = x§ ]; then printf '%s.' §; fi",
          "cat <<EOF >/dev/null\nit's \"here $(echo x) ${HOME:-x} \\$( \\\nEOF\nEOF\nprintf '%s.' §",
          "cat <<'E F' >/dev/null\n`'\"\nE F\nprintf '%s.' §",
          "cat <<-\\END >/dev/null\n\t\"\n\tEND\nprintf '%s.' §",
          "cat <<A <<B >/dev/null\n'\nA\n\"\nB\nprintf '%s.' §",
          ": ${#HOME} $# 'a'#\"b\" a#'b\n'\nprintf '%s.' §",
          ": \"${HOME:-\"it is\"}\" ${HOME%%\"'\"}\nprintf '%s.' §",
          ": $((1 + (2 << 3))) $(( 4 ))\nprintf '%s.' §",
          ": `echo \\`echo 'x'\\``\nprintf '%s.' §",
          ": \\' \\\" \\` \\# \\\\\nprintf '%s.' §",
          "(printf '%s.' §)",
          "{ printf '%s.' §; } # it's over",
          "for v in §; do printf '%s.' \"$v\"; done",
          "v=§''\"\"; printf '%s.' \"$v\"",
          "printf '%s.' \\\n§");

  private static Dialect after(String text) {
    Dialect dialect = ShellDialect.script();
    dialect.text(text);
    return dialect;
  }

  private static String written(String place, String value) throws Refusal {
    Dialect dialect = ShellDialect.script();
    StringBuilder out = new StringBuilder();
    String[] parts = place.split("§", -1);
    for (int i = 0; i < parts.length; i++) {
      dialect.text(parts[i]);
      out.append(parts[i]);
      out.append(i + 1 < parts.length ? dialect.value(value) : "");
    }
    return out.toString();
  }

  @Test
  void a_value_is_data_at_every_place_where_it_may_stand_in_every_shell()
      throws IOException, InterruptedException, Refusal {
    List<String> values = new ArrayList<>(Hostile.ONE_LINE);
    values.addAll(Hostile.SEVERAL_LINES);
    Path script = directory.resolve("script");
    for (String place : PLACES) {
      StringBuilder all = new StringBuilder();
      StringBuilder expected = new StringBuilder();
      for (String value : values) {
        all.append("(\n").append(written(place, value)).append("\n)\necho\n");
        expected.append(value).append(".\n");
      }
      Files.writeString(script, all);
      for (List<String> shell : Shells.all()) {
        assertThat(Shells.run(shell, script, directory))
            .as(shell + ": " + place)
            .isEqualTo(new Shells.Output(0, expected.toString(), ""));
        assertThat(directory.resolve("harm")).doesNotExist();
      }
    }
  }

  private static void refusedAfter(String text, String message) {
    assertThat(refusal(after(text))).as(text).contains(message);
  }

  private static String refusal(Dialect dialect) {
    try {
      dialect.place();
      return "allowed";
    } catch (Refusal e) {
      return e.text();
    }
  }

  @Test
  void no_value_stands_where_its_quotes_would_not_hold() {
    refusedAfter("A=\"", "inside double quotes");
    refusedAfter("A='", "inside single quotes");
    refusedAfter("A=\"$(echo \"", "inside double quotes");
    refusedAfter("# x ", "in a comment");
    refusedAfter("a; # x ", "in a comment");
    refusedAfter("$(# x ", "in a comment");
    refusedAfter("cat <<EOF\n", "in a here-document");
    refusedAfter("cat <<-'EOF' | tr a b\n\tEO\n", "in a here-document");
    refusedAfter("cat <<EOF\nx\\\nEOF\n", "in a here-document");
    refusedAfter("cat <<- EOF\n\t\tEOF \n", "in a here-document");
    refusedAfter("cat <<", "cannot end a here-document");
    refusedAfter("cat <<E", "cannot end a here-document");
    refusedAfter("`echo ", "inside back-ticks");
    refusedAfter("${A:-", "inside ${ }");
    refusedAfter("\"${A:-", "inside ${ }");
    refusedAfter("$((1 + ", "inside $(( ))");
    refusedAfter("echo $${x <<E\n", "in a here-document");
    refusedAfter("echo $", "right after '$'");
    refusedAfter("echo \\", "right after '$' or '\\'");
    refusedAfter("echo \"a\\\"", "inside double quotes");
  }

  @Test
  void no_value_stands_after_what_shells_read_differently() {
    refusedAfter("A=$'it\\'s'\nB=", "$'…'");
    refusedAfter("(( a << 2 ))\nB=", "'(('");
    refusedAfter("A=\"${B:-'}'}\"\nC=", "a single quote inside \"${ }\"");
    refusedAfter("A=$(case x in x) echo \"", "'case' inside $( )");
    refusedAfter("cat <<E\n$('\nE\n", "an expansion in a here-document");
    refusedAfter("A=$((1 + '2'))\nB=", "a quote inside $(( ))");
  }

  @Test
  void settings_have_quotes_only_where_needed_and_stay_in_their_line() throws Refusal {
    Dialect settings = ShellDialect.settings();
    settings.text("DEVICE=");
    assertThat(settings.value("br0")).isEqualTo("br0");
    settings.text("\nNAME=");
    assertThat(settings.value("it's")).isEqualTo("'it'\\''s'");
    assertThat(settings.value("")).isEqualTo("''");
    assertThat(valueRefusal(settings, "a\nb")).contains("a line break");
  }

  @Test
  void a_value_that_no_file_can_hold_is_refused() {
    assertThat(valueRefusal(ShellDialect.script(), "a\0b")).contains("NUL");
    assertThat(valueRefusal(ShellDialect.script(), "a\uD83Cb")).contains("surrogate");
  }

  private static String valueRefusal(Dialect dialect, String value) {
    try {
      return "allowed: " + dialect.value(value);
    } catch (Refusal e) {
      return e.text();
    }
  }
}
