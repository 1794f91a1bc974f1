package dev.bascule.probe.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.NodeNetwork;
import dev.bascule.network.batch.BatchText;
import dev.bascule.network.batch.NetworkOp;
import dev.bascule.probe.Frames;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A switch that is installed and does not answer is not one without bridges. */
class OvsAnswerTest {
  @Test
  void a_switch_that_does_not_answer_is_told_nothing() {
    assertThat(impossible("== n ovs\n")).singleElement().asString().endsWith("does not answer");
    assertThat(impossible("")).hasSize(1);
    assertThat(impossible("== n ovs\nname,datapath_type,other_config,ports\n")).isEmpty();
  }

  private static List<String> impossible(String section) {
    String output = "== n sys\n== n version\nip utility, iproute2-6.1.0\n" + section + "== end\n";
    NodeNetwork node = NetworkReader.read(Frames.read("==", output)).orElseThrow();
    return BatchText.impossible(
        List.of(
            new NetworkOp.Ovs(new NetworkOp.DeleteLink(new InterfaceName("ovsbr0"), false), "")),
        node.tools());
  }
}
