package dev.bascule.openvz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabTest;
import org.junit.jupiter.api.Test;

/** NETIF and {@code --netif_add} of the stand-in, as the real vzctl 4.11 was seen to do it. */
@LabTest(nodes = 1, flavour = Flavour.OPENVZ)
class StandInNetifLabTest {
  private static final String AUTOMATIC = "00:18:51:[0-9A-F]{2}:[0-9A-F]{2}:[0-9A-F]{2}";
  private final StandInConsole console;

  StandInNetifLabTest(Lab lab) {
    console = new StandInConsole(lab.node(1));
  }

  @Test
  void repeating_netif_add_without_macs_replaces_both() {
    assertThat(
            console.run(
                """
                ct 101
                vzctl set 101 --netif_add eth0,02:00:00:00:00:aa,veth101.0,fe:ff:ff:ff:ff:ff --save
                rc vzctl set 101 --netif_add eth0 --save
                netif 101
                """))
        .containsPattern(
            "rc=0\n\"ifname=eth0,mac=%1$s,host_ifname=veth101.0,host_mac=%1$s\"\n"
                .formatted(AUTOMATIC));
  }

  @Test
  void repeating_netif_add_on_a_running_container_changes_its_macs() {
    assertThat(
            console.run(
                """
                ct 102
                vzctl set 102 --netif_add eth0,02:00:00:00:00:aa,veth102.0,fe:ff:ff:ff:ff:ff --save
                vzctl start 102
                vzctl exec2 102 cat /sys/class/net/eth0/address; cat /sys/class/net/veth102.0/address
                rc vzctl set 102 --netif_add eth0 --save
                vzctl exec2 102 cat /sys/class/net/eth0/address; cat /sys/class/net/veth102.0/address
                """))
        .contains("02:00:00:00:00:aa\nfe:ff:ff:ff:ff:ff\n")
        .containsPattern("(?i)rc=0\n%1$s\n%1$s\n".formatted(AUTOMATIC));
  }

  @Test
  void the_automatic_mac_follows_the_name_the_container_and_the_nodes_first_mac() {
    String[] lines =
        console
            .run(
                """
                ct 103 104
                for n in 1 2; do vzctl --quiet set 103 --netif_add eth0 --save; netif 103; done
                vzctl --quiet set 104 --netif_add eth0,,veth103.0 --save; netif 104 | sed s/104/103/
                ip link set dev eth0 address 02:66:00:00:99:99
                vzctl --quiet set 103 --netif_add eth0 --save; netif 103
                """)
            .split("\n");
    assertThat(lines).hasSize(4);
    assertThat(lines[1]).isEqualTo(lines[0]);
    assertThat(lines[2]).isNotEqualTo(lines[0]);
    assertThat(lines[3]).isNotEqualTo(lines[0]);
  }

  @Test
  void one_mac_alone_is_taken_for_both_ends() {
    assertThat(
            console.run(
                """
                ct 105
                vzctl --quiet set 105 --netif_add eth0,02:00:00:00:00:ab --save; netif 105
                echo 'NETIF="mac=02:00:00:00:00:AC,ifname=eth1"' >>$conf/105.conf
                vzctl --quiet set 105 --netif_add eth9,02:00:00:00:00:ad --save; netif 105
                """))
        .contains(
            "\"ifname=eth0,mac=02:00:00:00:00:AB,host_ifname=veth105.0,host_mac=02:00:00:00:00:AB\"")
        .contains(
            "\"ifname=eth1,mac=02:00:00:00:00:AC,host_ifname=veth105.1,host_mac=02:00:00:00:00:AC;ifname=eth9,");
  }

  @Test
  void fields_are_stored_in_one_order_and_macs_in_capitals() {
    assertThat(
            console.run(
                """
                ct 106
                vzctl set 106 --netif_add eth0,02:00:00:00:00:ab,veth106.0,fe:ff:ff:ff:ff:ff,br0 --ifname eth0 --mac_filter off --save
                netif 106
                """))
        .contains(
            "\"ifname=eth0,bridge=br0,mac=02:00:00:00:00:AB,host_ifname=veth106.0,"
                + "host_mac=FE:FF:FF:FF:FF:FF,mac_filter=off\"\n");
  }

  @Test
  void the_file_is_read_in_any_order_and_of_a_name_that_comes_twice_the_first_counts() {
    assertThat(
            console.run(
                """
                ct 107
                echo 'NETIF="host_ifname=veth107.0,mac=02:00:00:00:00:01,ifname=eth0;ifname=eth0,mac=02:00:00:00:00:02"' >>$conf/107.conf
                vzctl --quiet set 107 --netif_del eth5 --save; netif 107
                """))
        .contains(
            "\"ifname=eth0,mac=02:00:00:00:00:01,host_ifname=veth107.0,host_mac=02:00:00:00:00:01\"\n");
  }

  @Test
  void several_interfaces_are_split_on_spaces() {
    assertThat(
            console.run(
                """
                ct 108
                rc vzctl set 108 --netif_add 'eth6,,vet h' --save; netif 108
                """))
        .containsPattern("rc=0\n\"ifname=eth6,mac=\\S+,host_ifname=vet,host_mac=\\S+;ifname=h,");
  }

  @Test
  void deleting_all_leaves_an_empty_netif() {
    assertThat(
            console.run(
                """
                ct 109
                vzctl --quiet set 109 --netif_add eth0 --netif_add eth1 --save
                rc vzctl set 109 --netif_del all --save; netif 109
                """))
        .endsWith("rc=0\n\"\"\n");
  }

  @Test
  void ifname_changes_an_interface_that_is_there_and_no_other() {
    assertThat(
            console.run(
                """
                ct 110
                vzctl --quiet set 110 --netif_add eth0,02:00:00:00:00:ab --save
                rc vzctl set 110 --ifname eth0 --bridge br7 --host_mac FE:FF:FF:FF:FF:FF --host_ifname tap0 --save; netif 110
                rc vzctl set 110 --ifname eth1 --bridge br7 --save
                rc vzctl set 110 --bridge br7 --save
                """))
        .contains(
            "rc=0\n\"ifname=eth0,bridge=br7,mac=02:00:00:00:00:AB,host_ifname=tap0,host_mac=FE:FF:FF:FF:FF:FF\"\n")
        .contains("veth device eth1 is not configured, use --netif_add option first\nrc=20\n")
        .endsWith("Option --ifname not specified\nrc=20\n");
  }

  @Test
  void a_generated_host_name_has_the_first_digits_or_0_and_is_cut() {
    assertThat(
            console.run(
                """
                ct 304 2147483644
                vzctl --quiet set 304 --netif_add 'eth12 lan wan' --save; netif 304
                vzctl --quiet set 2147483644 --netif_add eth10 --save; netif 2147483644
                """))
        .containsPattern("host_ifname=veth304.12,.*host_ifname=veth304.0,.*host_ifname=veth304.0,")
        .contains("host_ifname=veth2147483644.,");
  }

  @Test
  void of_two_interfaces_with_one_host_name_the_second_is_missing_and_start_says_0() {
    assertThat(
            console.run(
                """
                ct 305
                vzctl --quiet set 305 --netif_add 'lan wan' --save
                rc vzctl start 305
                vzctl exec2 305 ls /sys/class/net
                """))
        .contains("rc=0\n")
        .contains("\nlan\n")
        .doesNotContain("wan");
  }

  @Test
  void hostile_macs_and_bridges_are_taken_and_long_names_are_not() {
    assertThat(
            console.run(
                """
                ct 111
                rc vzctl set 111 --netif_add eth0,01:00:5e:00:00:01,,,'br;x' --save; netif 111
                rc vzctl set 111 --netif_add eth1,01:00:5e:00:00:0 --save
                rc vzctl set 111 --netif_add eth1,01:00:5e:00:00:0g --save
                rc vzctl set 111 --netif_add sixteencharacter --save
                rc vzctl set 111 --netif_add eth1,,,,sixteencharacter --save
                """))
        .containsPattern(
            "rc=0\n\"ifname=eth0,bridge=br;x,mac=01:00:5E:00:00:01,host_ifname=veth111.0,")
        .containsPattern("(?s)(Bad parameter for --netif_add: [^\n]*\nrc=21\n.*){4}");
  }

  @Test
  void a_ctid_that_does_not_exist_gets_a_file_and_0() {
    assertThat(
            console.run(
                """
                rc vzctl set 999 --netif_add eth0 --save; netif 999
                rc vzctl set 0 --onboot no --save; ls $conf/0.conf
                rc vzctl status 999
                """))
        .containsPattern("does not exist\n.*\nrc=0\n\"ifname=eth0,")
        .contains("rc=0\n/etc/vz/conf/0.conf\n")
        .endsWith("CTID 999 deleted unmounted down\nrc=0\n");
  }
}
