package dev.bascule.network.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.network.space.SpaceOwner.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which ends are a pair's. */
class SpacesTest {
  private static final SpaceOwner WEB = new SpaceOwner(Sort.LXC, "web");
  private static final SpaceOwner DB = new SpaceOwner(Sort.LXC, "db");
  private static final SpaceOwner BLUE = new SpaceOwner(Sort.NETNS, "blue");

  @Test
  void two_ends_that_name_each_other_are_a_pair() {
    Spaces spaces = spaces(List.of(end("vethA", 5, 2, 0)), space(WEB, end("eth0", 2, 5, 0)));
    assertThat(spaces.behind("vethA")).contains(new Place(WEB, "eth0"));
    assertThat(spaces.behind(WEB, "eth0")).contains(new Place(null, "vethA"));
    assertThat(spaces.open()).isEmpty();
  }

  @Test
  void two_that_fit_stay_open_where_the_namespace_inside_says_that_they_lead_to_two_others() {
    // To the node only one of its numbers 0 and 1 can lead.
    Spaces spaces =
        spaces(
            List.of(end("vethA", 5, 2, 0), end("vethB", 6, 3, 0)),
            space(WEB, end("eth0", 2, 5, 0), end("x", 3, 6, 1)));
    assertThat(spaces.pairs()).isEmpty();
    assertThat(spaces.open())
        .containsEntry(new Place(null, "vethA"), List.of(new Place(WEB, "eth0")))
        .containsEntry(new Place(WEB, "x"), List.of(new Place(null, "vethB")));
  }

  @Test
  void a_third_of_the_same_namespace_decides_from_inside() {
    Spaces spaces =
        spaces(
            List.of(end("vethA", 5, 2, 0), end("vethB", 6, 3, 0), end("vethC", 7, 4, 0)),
            space(WEB, end("eth0", 2, 5, 0), end("x", 3, 6, 1), end("eth1", 4, 7, 0)));
    assertThat(spaces.behind("vethA")).contains(new Place(WEB, "eth0"));
    assertThat(spaces.behind("vethC")).contains(new Place(WEB, "eth1"));
    assertThat(spaces.behind("vethB")).isEmpty();
    assertThat(spaces.open()).isEmpty();
  }

  @Test
  void one_that_a_file_gives_to_a_container_nobody_looked_into_stays_open() {
    SpaceOwner other = new SpaceOwner(Sort.OPENVZ, "101");
    List<SpaceLink> own = List.of(end("veth101.0", 5, 2, 0));
    List<NetworkSpace> all = List.of(space(WEB, end("eth0", 2, 5, 0)));
    Spaces spaces = Spaces.of(own, all, Map.of("veth101.0", other), 0);
    assertThat(spaces.pairs()).isEmpty();
    assertThat(spaces.open())
        .containsEntry(new Place(null, "veth101.0"), List.of(new Place(WEB, "eth0")));
  }

  @Test
  void a_file_that_gives_it_to_another_which_has_no_such_link_is_out_of_date() {
    List<SpaceLink> own = List.of(end("veth101.0", 5, 2, 0));
    List<NetworkSpace> all = List.of(space(WEB, end("eth0", 2, 5, 0)), space(DB));
    Spaces spaces = Spaces.of(own, all, Map.of("veth101.0", DB), 0);
    assertThat(spaces.behind("veth101.0")).contains(new Place(WEB, "eth0"));
  }

  @Test
  void an_end_that_names_one_which_names_another_is_no_pair() {
    Spaces spaces = spaces(List.of(end("vethA", 5, 2, 0)), space(WEB, end("eth0", 2, 6, 0)));
    assertThat(spaces.pairs()).isEmpty();
    assertThat(spaces.open()).isEmpty();
  }

  @Test
  void of_sixty_containers_each_has_its_own_end() {
    List<SpaceLink> own = new ArrayList<>();
    List<NetworkSpace> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      own.add(end("veth" + i, 100 + i, 2, i));
      all.add(space(new SpaceOwner(Sort.OPENVZ, "" + i), end("eth0", 2, 100 + i, 0)));
    }
    Spaces spaces = Spaces.of(own, all, Map.of(), 0);
    assertThat(spaces.pairs()).hasSize(120);
    assertThat(spaces.behind("veth17"))
        .contains(new Place(new SpaceOwner(Sort.OPENVZ, "17"), "eth0"));
  }

  @Test
  void one_that_fits_two_namespaces_stays_open() {
    Spaces spaces =
        spaces(
            List.of(end("vethA", 5, 2, 0)),
            space(WEB, end("eth0", 2, 5, 0)),
            space(DB, end("eth0", 2, 5, 0)));
    assertThat(spaces.pairs()).isEmpty();
    assertThat(spaces.open().get(new Place(null, "vethA")))
        .containsExactly(new Place(WEB, "eth0"), new Place(DB, "eth0"));
  }

  @Test
  void another_pair_of_the_same_namespace_decides_by_the_kernels_number_of_it() {
    // 5 fits both; but what leads to number 0 leads to web, and 6 says that db is number 1.
    Spaces spaces =
        spaces(
            List.of(end("vethA", 5, 2, 0), end("vethB", 6, 3, 1), end("vethC", 7, 4, 1)),
            space(WEB, end("eth0", 2, 5, 0)),
            space(DB, end("eth0", 2, 5, 0), end("eth1", 3, 6, 0), end("eth2", 4, 7, 0)));
    assertThat(spaces.behind("vethA")).contains(new Place(WEB, "eth0"));
    assertThat(spaces.behind("vethB")).contains(new Place(DB, "eth1"));
    assertThat(spaces.behind(DB, "eth0")).isEmpty();
  }

  @Test
  void two_numbers_for_one_namespace_stay_open_where_nothing_decides() {
    Spaces spaces =
        spaces(
            List.of(end("routed", 3, 2, 1), end("veth", 5, 3, 2)),
            space(WEB, end("venet0", 2, 3, 4), end("eth0", 3, 5, 0)));
    assertThat(spaces.pairs()).isEmpty();
    assertThat(spaces.open()).containsKeys(new Place(null, "routed"), new Place(null, "veth"));
  }

  @Test
  void the_containers_file_decides_between_them() {
    Spaces spaces =
        Spaces.of(
            List.of(end("routed", 3, 2, 1), end("veth", 5, 3, 2)),
            List.of(space(WEB, end("venet0", 2, 3, 4), end("eth0", 3, 5, 0))),
            Map.of("veth", WEB),
            0);
    assertThat(spaces.behind("veth")).contains(new Place(WEB, "eth0"));
    assertThat(spaces.behind("routed")).isEmpty();
  }

  @Test
  void the_name_of_a_namespace_decides_where_ip_tells_it() {
    SpaceOwner red = new SpaceOwner(Sort.NETNS, "red");
    SpaceLink named = new SpaceLink("v", 5, 2, null, "red", "veth", true, null, List.of());
    Spaces spaces =
        spaces(List.of(named), space(BLUE, end("eth0", 2, 5, 0)), space(red, end("eth0", 2, 5, 0)));
    assertThat(spaces.behind("v")).contains(new Place(red, "eth0"));
  }

  @Test
  void ends_within_the_node_are_not_taken_for_those_of_another_namespace() {
    Spaces spaces =
        spaces(
            List.of(end("a", 5, 6, null), end("b", 6, 5, null)),
            space(WEB, end("eth0", 6, 5, 0), end("eth1", 5, 6, 0)));
    assertThat(spaces.behind("a")).contains(new Place(null, "b"));
    assertThat(spaces.behind(WEB, "eth0")).isEmpty();
  }

  @Test
  void an_old_ip_that_tells_no_numbers_of_namespaces_suffices() {
    Spaces spaces = spaces(List.of(old("vethA", 5, 2)), space(WEB, old("eth0", 2, 5)));
    assertThat(spaces.behind("vethA")).contains(new Place(WEB, "eth0"));
  }

  @Test
  void two_namespaces_may_have_the_ends_of_a_pair() {
    Spaces spaces =
        spaces(List.of(), space(WEB, end("left", 2, 3, 1)), space(BLUE, end("right", 3, 2, 0)));
    assertThat(spaces.behind(WEB, "left")).contains(new Place(BLUE, "right"));
  }

  @Test
  void a_macvlan_stands_on_the_link_that_it_came_from() {
    SpaceLink card = new SpaceLink("eth0", 2, 2, null, null, "", true, null, List.of());
    SpaceLink macvlan = new SpaceLink("mac0", 9, 2, 0, null, "macvlan", true, null, List.of());
    Spaces spaces = spaces(List.of(card), space(WEB, macvlan));
    assertThat(spaces.stands()).containsEntry(new Place(WEB, "mac0"), "eth0");
    assertThat(spaces.pairs()).isEmpty();
  }

  private static Spaces spaces(List<SpaceLink> own, NetworkSpace... all) {
    return Spaces.of(own, List.of(all), Map.of(), 0);
  }

  private static NetworkSpace space(SpaceOwner owner, SpaceLink... links) {
    return new NetworkSpace(owner, List.of(links), Map.of());
  }

  private static SpaceLink end(String name, long index, long below, @Nullable Integer space) {
    return new SpaceLink(name, index, below, space, null, "veth", true, null, List.of());
  }

  private static SpaceLink old(String name, long index, long below) {
    return new SpaceLink(name, index, below, null, null, "", true, null, List.of());
  }
}
