package dev.bascule.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Secrets;
import dev.bascule.model.Value;
import dev.bascule.model.Value.Bool;
import dev.bascule.model.Value.Fields;
import dev.bascule.model.Value.Int;
import dev.bascule.model.Value.Items;
import dev.bascule.model.Value.Nothing;
import dev.bascule.model.Value.Secret;
import dev.bascule.model.Value.Text;
import dev.bascule.source.Position;
import dev.bascule.source.Problem;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {
  private final Problems problems = new Problems();
  private final Secrets secrets = new Secrets();
  private final Interpolation interpolation = new Interpolation(secrets);
  private final Scope scope =
      Scope.of(
              Map.of(
                  "bridge", new Text("br0"),
                  "mode", new Int(493, "0755"),
                  "mac", new Int(-1814587664, "52:54:00:12:34:56"),
                  "onboot", new Bool(true, "yes"),
                  "ports", new Items(List.of(new Text("eth0"), new Text("eth1"))),
                  "gateway", new Nothing("~"),
                  "password", new Secret("it's a secret")))
          .with(
              "facts",
              new Fields(Map.of("gateway", new Text("10.66.0.1"), "openvz", new Bool(true))));

  private Value expand(String text) {
    Value value =
        interpolation.expand(text, in(text), scope, problems).orElseThrow(this::unexpected);
    assertThat(problems.all()).isEmpty();
    return value;
  }

  private AssertionError unexpected() {
    return new AssertionError(shown());
  }

  private static Position in(String text) {
    return new Position(new SourceFile("site.yml", "- run: \"" + text + "\"\n"), 1, 8);
  }

  private String problemsOf(String text) {
    assertThat(interpolation.expand(text, in(text), scope, problems)).isEmpty();
    return shown();
  }

  private String shown() {
    return problems.all().stream().map(Problem::format).collect(Collectors.joining());
  }

  @Test
  void a_text_without_an_interpolation_is_itself() {
    assertThat(expand("${A[@]} <#if x> [[ $a ]] #{x} [ = ]"))
        .isEqualTo(new Text("${A[@]} <#if x> [[ $a ]] #{x} [ = ]"));
  }

  @Test
  void a_single_interpolation_keeps_its_type_and_the_text_as_written() {
    assertThat(expand("[=ports]")).isInstanceOf(Items.class);
    assertThat(expand("[=mode]")).isEqualTo(new Int(493, "0755"));
    assertThat(expand("[= facts.openvz ]")).isEqualTo(new Bool(true));
    assertThat(expand("[=gateway]")).isInstanceOf(Nothing.class);
    assertThat(expand("[=mode + 1]")).isEqualTo(new Int(494));
    assertThat(expand("[=[1, 'a']]")).isEqualTo(new Items(List.of(new Int(1), new Text("a"))));
    assertThat(expand("[={'a': bridge}]")).isEqualTo(new Fields(Map.of("a", new Text("br0"))));
    assertThat(expand("[=ports[1]]")).isEqualTo(new Text("eth1"));
  }

  @Test
  void values_stand_in_a_text_as_they_were_written() {
    assertThat(expand("[=mode] [=mac] [=onboot] [=bridge]"))
        .isEqualTo(new Text("0755 52:54:00:12:34:56 yes br0"));
    assertThat(expand("[=mode + \"\"] [=(mac)?upper_case] [=(onboot)] [=1000000 * 10] [=0.5 + 1]"))
        .isEqualTo(new Text("0755 52:54:00:12:34:56 yes 10000000 1.5"));
  }

  @Test
  void the_rest_of_a_text_is_never_a_template() {
    assertThat(expand("<#if bridge>${bridge}#{1}<#-- x --></#if> [=bridge]"))
        .isEqualTo(new Text("<#if bridge>${bridge}#{1}<#-- x --></#if> br0"));
  }

  @Test
  void brackets_and_strings_inside_an_expression_do_not_end_it() {
    assertThat(expand("[=ports[0]]-[=\"]\"]-[=['a', 'b'][1]]")).isEqualTo(new Text("eth0-]-b"));
  }

  @Test
  void a_literal_sign_is_written_as_a_raw_string() {
    assertThat(expand("[=r'[=']x]")).isEqualTo(new Text("[=x]"));
    assertThat(expand("[=r'[=']x] [=bridge + r'[=']")).isEqualTo(new Text("[=x] br0[="));
  }

  @Test
  void what_is_made_of_a_secret_is_a_secret() {
    assertThat(expand("[=password]")).isEqualTo(new Secret("it's a secret"));
    assertThat(expand("[=password?upper_case]")).isEqualTo(new Secret("IT'S A SECRET"));
    assertThat(secrets.mask("IT'S A SECRET")).isEqualTo(Secrets.MASK);
  }

  @Test
  void the_names_of_a_text_are_its_variables() {
    assertThat(interpolation.names("[=a.b + c?then(d, 'e') + \"[=f]\"] [=g[h]!i] x"))
        .containsExactly("a", "c", "d", "f", "g", "h", "i");
  }

  @Test
  void an_unknown_variable_is_a_problem_with_its_place_and_the_nearest_name() {
    assertThat(problemsOf("ip link show dev [=brigde]"))
        .isEqualTo(
            """
            site.yml:1:28: error[unknown-variable]: no variable 'brigde'
              - run: "ip link show dev [=brigde]"
                                         ^
              hint: did you mean 'bridge'?
            """);
  }

  @Test
  void each_unknown_variable_of_a_text_is_a_problem() {
    assertThat(problemsOf("[=xyz] [=facts.gatewy] [=(zzzz)?upper_case]"))
        .isEqualTo(
            """
            site.yml:1:11: error[unknown-variable]: no variable 'xyz'
              - run: "[=xyz] [=facts.gatewy] [=(zzzz)?upper_case]"
                        ^
              hint: define it, or give a default: [=xyz!"…"]
            site.yml:1:24: error[unknown-variable]: 'facts' has no 'gatewy'
              - run: "[=xyz] [=facts.gatewy] [=(zzzz)?upper_case]"
                                     ^
              hint: did you mean 'facts.gateway'?
            site.yml:1:34: error[unknown-variable]: no variable 'zzzz'
              - run: "[=xyz] [=facts.gatewy] [=(zzzz)?upper_case]"
                                               ^
              hint: define it, or give a default: [=zzzz!"…"]
            """);
  }

  @Test
  void a_variable_without_a_value_is_no_text() {
    assertThat(problemsOf("via [=gateway]")).contains("error[unknown-variable]");
    assertThat(problemsOf("via [=gateway + 'x']")).contains("'gateway' is there, but has no value");
  }

  @Test
  void a_syntax_error_is_a_problem_at_its_place() {
    assertThat(problemsOf("x [=a + ] y"))
        .startsWith("site.yml:1:17: error[template-syntax]: the expression stops too early\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          bridge?uper_case      | there is no '?uper_case' (did you mean 'upper_case'?)
          bridge[5]             | there is no character [5]: the text has 3
          1 / 0                 | a division by zero
          1 + nothing and 2     | unexpected 'and' (write &&)
          "a" * 2               | "a" is not a number
          "12x"?number          | this is text that is no number
          bridge?replace("(", "", "r") | this regular expression cannot be read
          bridge?substring("a") | '?substring' wants a number as argument 1, but this is text
          bridge?index_of()     | '?index_of' wants 1 or 2 arguments, but has none
          ports[9]              | 'ports[9]' has no value (define it, or give a default: [=ports[9]!"…"])
          bridge()              | 'bridge' is text where a function is wanted
          ^                     | '^' cannot stand here
          facts.gatway!"none"   | no fact 'facts.gatway' (did you mean 'facts.gateway'?)
          facts["opnvz"]??      | no fact 'facts.opnvz' (did you mean 'facts.openvz'?)
          facts.os.nam          | no fact 'facts.os.nam' (did you mean 'facts.os.name'?)
          """)
  void what_is_wrong_is_said_in_plain_words(String expression, String words) {
    String text = "x [=" + expression + "] y";
    Position at = new SourceFile("site.yml", text).start();
    interpolation.check(text, at, problems);
    if (problems.isEmpty()) {
      interpolation.expand(text, at, scope, problems);
    }
    assertThat(problems.all())
        .extracting(p -> p.message() + (p.hint() == null ? "" : " (" + p.hint() + ")"))
        .containsExactly(words);
  }

  @Test
  void an_open_interpolation_is_a_problem() {
    assertThat(problemsOf("x [=bridge"))
        .isEqualTo(
            """
            site.yml:1:11: error[template-syntax]: '[=' is never closed by ']'
              - run: "x [=bridge"
                        ^
              hint: for a literal [= write [=r"[="]
            """);
  }

  @Test
  void a_forbidden_built_in_is_refused_by_name() {
    assertThat(problemsOf("[=bridge?eval]"))
        .isEqualTo(
            """
            site.yml:1:18: error[template-forbidden]: '?eval' is not available
              - run: "[=bridge?eval]"
                               ^
              hint: text is never run as an expression
            """);
    assertThat(problemsOf("[=\"freemarker.template.utility.Execute\"?new()(\"id\")]"))
        .contains("'?new' is not available");
    assertThat(problemsOf("[=.now]")).contains("variables that begin with a dot");
    assertThat(problemsOf("[=(1..)?size]")).contains("a range without an end");
    assertThat(problemsOf("[=\"[=bridge?interpret]\"]")).contains("'?interpret' is not available");
  }

  @Test
  void a_list_in_a_text_is_a_problem_that_says_join() {
    assertThat(problemsOf("brctl addif [=ports]"))
        .isEqualTo(
            """
            site.yml:1:23: error[template-failed]: a list where text is wanted
              - run: "brctl addif [=ports]"
                                    ^
              hint: join it: [=name?join(" ")]
            """);
  }

  @Test
  void an_operator_on_a_wrong_kind_is_a_problem_in_one_line() {
    assertThat(problemsOf("[=bridge * 2]"))
        .startsWith("site.yml:1:11: error[template-failed]: ")
        .doesNotContain("Tip", "wrapper", "----", "freemarker");
  }

  @Test
  void a_path_means_the_same_to_us_and_to_freemarker() {
    for (String path : List.of("bridge", "facts.gateway", "facts.openvz", "mode", "ports")) {
      assertThat(expand("[=" + path + "]")).isEqualTo(expand("[=(" + path + ")]"));
    }
  }
}
