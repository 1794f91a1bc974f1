package dev.bascule.probe.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.LinkKind;
import dev.bascule.probe.Frames;
import org.junit.jupiter.api.Test;

class FarEndsTest {
  private static final String NODE =
      """
      == n sys
      == n link
      26: ve1@if2: <UP> mtu 1500 state UP \\    link/ether 02:00:00:00:00:01 link-netnsid 1 \\    veth
      == n spaces
      /var/run/netns/blue
      /var/run/netns/red
      == n@blue link
      2: eth0@if26: <UP> mtu 1500 state UP \\    link/ether 02:00:00:00:00:02 link-netnsid 0 \\    veth
      """;

  @Test
  void the_other_end_is_found_where_each_names_the_others_index() {
    assertThat(ve1(NODE)).isEqualTo(new LinkKind.Veth(new InterfaceName("eth0"), "blue"));
  }

  @Test
  void two_that_fit_are_none() {
    String twice = NODE + NODE.substring(NODE.indexOf("== n@blue")).replace("blue", "red");
    assertThat(ve1(twice)).isEqualTo(new LinkKind.Veth(null, null));
  }

  @Test
  void of_two_that_fit_the_one_whose_name_is_told_counts() {
    String twice = NODE + NODE.substring(NODE.indexOf("== n@blue")).replace("blue", "red");
    assertThat(ve1(twice.replace("link-netnsid 1", "link-netns red")))
        .isEqualTo(new LinkKind.Veth(new InterfaceName("eth0"), "red"));
  }

  private static LinkKind ve1(String text) {
    return NetworkReader.read(Frames.read("==", text))
        .orElseThrow()
        .state()
        .link(new InterfaceName("ve1"))
        .orElseThrow()
        .kind();
  }
}
