package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Value;
import dev.bascule.state.Facts;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The script that looks into network namespaces, in every shell that a node may have. */
class SpacesShellTest {
  static Stream<List<String>> shells() {
    return Shells.all();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void namespaces_are_told_and_each_interface_has_its_number(List<String> shell) throws Exception {
    LocalShell here = new LocalShell(shell);
    Facts facts = NodeCheck.facts(here, Deadlines.USUAL);
    assertThat(facts.values().fields().get("namespaces")).isInstanceOf(Value.Items.class);
    Value.Items interfaces = (Value.Items) facts.values().fields().get("interfaces");
    assertThat(interfaces.items())
        .isNotEmpty()
        .allSatisfy(
            each -> assertThat(((Value.Fields) each).fields()).containsKeys("name", "addresses"))
        .anySatisfy(
            each ->
                assertThat(((Value.Fields) each).fields().get("name"))
                    .isEqualTo(new Value.Text("lo")));
    assertThat(here.scripts).hasSize(1);
  }
}
