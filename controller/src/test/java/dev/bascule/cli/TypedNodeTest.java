package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Transport;
import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on transactions find the nodes that convert changed. */
class TypedNodeTest {
  @TempDir Path folder;

  @Test
  void without_an_inventory_a_node_is_what_one_types() {
    List<String> asked = new ArrayList<>();
    Transport nowhere =
        new Transport() {
          @Override
          public Connection connect(NodeName node, ConnectionSettings settings)
              throws TransportException {
            asked.add(node + " as " + settings.user());
            throw new TransportException(Kind.REFUSED, "connection refused", null, null);
          }

          @Override
          public void close() {}
        };
    for (String command : List.of("status", "confirm", "abort", "extend")) {
      Bascule.Result result = new Bascule(folder).over(nowhere).run(command, "root@hn7");
      assertThat(result.code()).as(command).isEqualTo(4);
    }
    assertThat(asked).hasSize(4).containsOnly("hn7 as root");
  }
}
