package dev.bascule.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Value.Bool;
import dev.bascule.model.Value.Fields;
import dev.bascule.model.Value.Int;
import dev.bascule.model.Value.Text;
import dev.bascule.source.Position;
import dev.bascule.source.Problem;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private final Problems problems = new Problems();
  private final Condition condition = new Condition();
  private final Scope scope =
      Scope.of(
          Map.of(
              "vlan", new Int(7),
              "role", new Text("edge"),
              "facts", new Fields(Map.of("openvz", new Bool(false)))));

  private Optional<Boolean> holds(String text) {
    Position at = new Position(new SourceFile("site.yml", "  when: " + text + "\n"), 1, 9);
    return condition.holds(text, at, scope, problems);
  }

  private String problemsOf(String text) {
    assertThat(holds(text)).isEmpty();
    return problems.all().stream().map(Problem::format).collect(Collectors.joining());
  }

  @Test
  void a_condition_is_an_expression() {
    assertThat(holds("facts.openvz")).contains(false);
    assertThat(holds("!facts.openvz && vlan > 1")).contains(true);
    assertThat(holds("role == \"edge\" || nothing_such??")).contains(true);
    assertThat(holds("vlan == 7")).contains(true);
    assertThat(holds("['edge', 'core']?seq_contains(role)")).contains(true);
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void its_names_tell_whether_it_needs_the_node() {
    assertThat(condition.names("role == \"edge\" && !facts.openvz"))
        .containsExactly("role", "facts");
  }

  @Test
  void a_text_is_no_condition() {
    assertThat(problemsOf("role"))
        .isEqualTo(
            """
            site.yml:1:9: error[wrong-type]: a condition is true or false, but 'role' is text
                when: role
                      ^
              hint: compare it: role == …, or ask whether it is there: role??
            """);
  }

  @Test
  void brackets_around_a_condition_are_refused() {
    assertThat(problemsOf("[=facts.openvz]"))
        .contains("error[template-syntax]: a condition is an expression already");
  }

  @Test
  void an_unknown_variable_is_a_problem_at_its_place() {
    assertThat(problemsOf("vlan > 1 && roel == \"edge\""))
        .isEqualTo(
            """
            site.yml:1:21: error[unknown-variable]: no variable 'roel'
                when: vlan > 1 && roel == "edge"
                                  ^
              hint: did you mean 'role'?
            """);
  }
}
