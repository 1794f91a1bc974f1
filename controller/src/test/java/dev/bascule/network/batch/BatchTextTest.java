package dev.bascule.network.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.InterfaceName;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTextTest {
  private static final InterfaceName HOSTILE = new InterfaceName("a;#'\"$(b)\\");

  @Test
  void consecutive_operations_of_ip_are_one_process() {
    String text =
        BatchText.forward(
            List.of(
                new NetworkOp.SetUp(Conversion.BR, true),
                new NetworkOp.Enslave(Conversion.ETH, Conversion.BR)),
            Tools.MODERN);

    assertThat(text)
        .isEqualTo(
            """
            net_begin forward &&
            net_batch ip '' 'link set dev br0 up
            link set dev eth0 master br0' '=1 br0 up
            =2 port eth0 of br0' &&
            net_end
            """);
  }

  @Test
  void a_name_that_a_batch_could_misread_is_said_by_a_command_of_its_own() {
    String text = BatchText.inverse(List.of(new NetworkOp.SetUp(HOSTILE, true)), Tools.MODERN);

    assertThat(text)
        .isEqualTo(
            """
            net_begin undo
            net_do '=1 a;#'\\''"$(b)\\ up' net_ip '' link set dev 'a;#'\\''"$(b)\\' up
            net_end
            """);
  }
}
