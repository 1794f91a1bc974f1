package dev.bascule.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
  private final Problems problems = new Problems();

  private String problemsOf(String yaml) {
    YamlReader.read(new SourceFile("x.yml", yaml), problems);
    StringBuilder all = new StringBuilder();
    problems.all().forEach(problem -> all.append(problem.format()));
    return all.toString();
  }

  @Test
  void a_scalar_keeps_its_text_and_its_place() {
    Mapping tree =
        (Mapping)
            YamlReader.read(
                    new SourceFile("x.yml", "mode: 0755\nmac: 52:54:00:12:34:56\n"), problems)
                .orElseThrow();
    assertThat(problems.all()).isEmpty();
    Scalar mac = (Scalar) tree.get("mac").orElseThrow();
    assertThat(mac.text()).isEqualTo("52:54:00:12:34:56");
    assertThat(mac.position()).hasToString("x.yml:2:6");
    assertThat(((Scalar) tree.get("mode").orElseThrow()).text()).isEqualTo("0755");
  }

  @Test
  void a_duplicate_key_is_an_error_that_names_the_first() {
    assertThat(problemsOf("a: 1\nb: 2\na: 3\n"))
        .isEqualTo(
            """
            x.yml:3:1: error[duplicate-key]: 'a' stands twice in this mapping
              a: 3
              ^
              hint: it stands first in line 1; remove one
            """);
  }

  @Test
  void jinja_is_an_error_at_its_braces() {
    assertThat(problemsOf("name: \"br {{ n }}\"\n"))
        .isEqualTo(
            """
            x.yml:1:11: error[jinja]: '{{' is Jinja, which Bascule does not have
              name: "br {{ n }}"
                        ^
              hint: write "[=name]" for the value of a variable
            """);
  }

  @Test
  void jinja_without_quotes_is_the_same_error() {
    assertThat(problemsOf("name: {{ n }}\n"))
        .startsWith("x.yml:1:8: error[jinja]: '{{' is Jinja, which Bascule does not have\n");
  }

  @Test
  void a_tab_is_an_error_that_says_spaces() {
    assertThat(problemsOf("a:\n\tb: 1\n"))
        .isEqualTo(
            """
            x.yml:2:1: error[tab-indent]: a tab where YAML wants spaces
               b: 1
              ^
              hint: indent with spaces
            """);
  }

  @Test
  void an_unquoted_expression_is_an_error_that_shows_the_quotes() {
    assertThat(problemsOf("name: [=bridge]\n"))
        .isEqualTo(
            """
            x.yml:1:7: error[unquoted-expression]: YAML reads [=bridge] as a list
              name: [=bridge]
                    ^
              hint: quote it: "[=bridge]"
            """);
  }

  @Test
  void an_alias_bomb_is_an_error_and_costs_nothing() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1) + ", ";
      yaml.append("a" + i + ": &a" + i + " [" + before.repeat(9) + "*a" + (i - 1) + "]\n");
    }
    assertThat(problemsOf(yaml.toString()))
        .contains("error[alias-bomb]: aliases multiply this file to more than 4000000 values");
  }

  @Test
  void a_merge_key_gives_way_to_the_keys_of_its_mapping() {
    Mapping tree =
        (Mapping)
            YamlReader.read(
                    new SourceFile("x.yml", "b: &b {x: 1, y: 2}\nc:\n  <<: *b\n  y: 3\n"), problems)
                .orElseThrow();
    Mapping c = (Mapping) tree.get("c").orElseThrow();
    assertThat(((Scalar) c.get("x").orElseThrow()).text()).isEqualTo("1");
    assertThat(((Scalar) c.get("y").orElseThrow()).text()).isEqualTo("3");
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void a_value_that_repeats_itself_is_an_error() {
    assertThat(problemsOf("a: &a [1, *a]\n"))
        .isEqualTo(
            """
            x.yml:1:4: error[yaml-syntax]: a value that repeats itself through an alias inside it
              a: &a [1, *a]
                 ^
              hint: write the value out where the alias stands
            """);
  }

  @Test
  void nesting_without_end_is_an_error_where_it_becomes_too_deep() {
    assertThat(problemsOf("a: " + "[".repeat(5000) + "]".repeat(5000)))
        .startsWith(
            "x.yml:1:103: error[yaml-syntax]: more than 100 mappings and lists within each"
                + " other\n");
  }

  @Test
  void an_explicit_text_is_text() {
    Mapping tree =
        (Mapping)
            YamlReader.read(
                    new SourceFile("x.yml", "a: !!str 123\nb: 123\nc: !!int \"5\"\n"), problems)
                .orElseThrow();
    assertThat(((Scalar) tree.get("a").orElseThrow()).plain()).isFalse();
    assertThat(((Scalar) tree.get("b").orElseThrow()).plain()).isTrue();
    assertThat(((Scalar) tree.get("c").orElseThrow()).plain()).isTrue();
    assertThat(problems.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a: [1, 2             | 1:4 this '[' is never closed, or a comma is missing behind it
          a: {b: 1             | 1:4 this '{' is never closed, or a comma is missing behind it
          a: "b                | 1:4 a quote that is never closed
          a: b: c              | 1:5 a second ': ' in one line
          a: - b               | 1:4 a list cannot begin here
          a: @b                | 1:4 a value cannot begin with @
          a: "\\q"             | 1:6 '\\q' means nothing in double quotes
          a: *b                | 1:4 no '&b' stands above that '*b' could repeat
          a: &                 | 1:5 '*' and '&' stand before a name in YAML
          a: "\\x1"            | 1:7 an escape with too few digits
          [1] 2                | 1:5 something stands behind the end
          """)
  void what_is_not_yaml_is_said_without_yamls_grammar(String yaml, String words) {
    YamlReader.read(new SourceFile("x.yml", yaml), problems);
    assertThat(problems.all())
        .extracting(p -> p.position() + " " + p.message())
        .containsExactly("x.yml:" + words.replaceFirst(" ", " not YAML: "));
  }

  @Test
  void lines_that_do_not_stand_below_each_other_are_an_error() {
    assertThat(problemsOf("a:\n  b: 1\n c: 2\n"))
        .isEqualTo(
            """
            x.yml:3:2: error[yaml-syntax]: not YAML: this does not fit the lines above it
               c: 2
               ^
              hint: keys of one mapping, and dashes of one list, stand below each other
            """);
  }

  @Test
  void a_name_without_a_colon_is_an_error() {
    assertThat(problemsOf("a: 1\nb\nc: 2\n"))
        .startsWith("x.yml:2:1: error[yaml-syntax]: not YAML: a name without its ':'\n  b\n");
  }

  @Test
  void a_control_character_is_an_error_at_its_place() {
    assertThat(problemsOf("a: 1\nb: x\u0001\n"))
        .isEqualTo(
            """
            x.yml:2:5: error[not-text]: the character U+0001 cannot stand in YAML
              b: x?
                  ^
              hint: delete it, or in double quotes write \\x01
            """);
  }

  @Test
  void a_message_stays_one_line_whatever_it_quotes() {
    Problem problem = new Problem(ProblemCode.BAD_PATH, null, "'/a\nb\u001b[2J' is not", null);
    assertThat(problem.format()).isEqualTo("error[bad-path]: '/a\\nb?[2J' is not\n");
  }

  @Test
  void a_second_document_is_an_error() {
    assertThat(problemsOf("a: 1\n---\nb: 2\n")).contains("a second document in one file");
  }

  @Test
  void problems_are_shown_file_by_file_and_from_top_to_bottom() {
    SourceFile a = new SourceFile("a.yml", "1\n2\n");
    SourceFile b = new SourceFile("b.yml", "1\n");
    problems.add(ProblemCode.JINJA, new Position(b, 1, 1), "first file read", null);
    problems.add(ProblemCode.JINJA, new Position(a, 2, 1), "lower", null);
    problems.add(ProblemCode.JINJA, new Position(a, 1, 1), "upper", null);
    assertThat(new ProblemsException(problems.all()).problems())
        .extracting(Problem::message)
        .containsExactly("first file read", "upper", "lower");
  }
}
