package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.event.Outcome;
import dev.bascule.model.NodeName;
import dev.bascule.plan.Plan;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that a hint names can be pasted: it reaches the node as the one before it did. */
class PastedTest {
  private static final NodeName NODE = new NodeName("hn7:2222");

  @TempDir Path folder;

  private String hint(CommandName command, NodeName node, String... line) throws Exception {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Surroundings around =
        new Surroundings(
            InputStream.nullInputStream(),
            nowhere,
            nowhere,
            Map.of(),
            folder,
            Surroundings.Terminals.NONE,
            80);
    Invocation invocation = CommandLineReader.read(command, List.of(line));
    Outcome outcome =
        new Outcome.Pending(
            new Plan(node, List.of()), "", "keep it: bascule confirm " + node.text());
    return ((Outcome.Pending) Pasted.of(invocation, around).in(node, outcome)).hint();
  }

  @Test
  void a_node_that_was_typed_keeps_its_user_its_port_and_its_key() throws Exception {
    assertThat(
            hint(
                CommandName.CONVERT,
                NODE,
                "--bridge",
                "br0",
                "--private-key",
                "my key",
                "--yes",
                "root@hn7:2222"))
        .isEqualTo("keep it: bascule confirm --private-key 'my key' root@hn7:2222");
  }

  @Test
  void a_node_of_an_inventory_keeps_the_inventory() throws Exception {
    assertThat(hint(CommandName.APPLY, new NodeName("hn-1"), "-i", "inventories/prod", "site.yml"))
        .isEqualTo("keep it: bascule confirm -i inventories/prod hn-1");
  }

  @Test
  void another_nodes_name_is_left_as_it_is() throws Exception {
    Pasted pasted = new Pasted(List.of("-b"), Map.of());
    Outcome outcome =
        new Outcome.Refused(new Plan(NODE, List.of()), "", "bascule confirm hn8, then again");
    assertThat(((Outcome.Refused) pasted.in(NODE, outcome)).hint())
        .isEqualTo("bascule confirm hn8, then again");
  }
}
