package dev.bascule.openvz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Containers of the stand-in as such: what they are, how they start, boot and end, what lists them.
 */
@LabTest(nodes = 1, flavour = Flavour.OPENVZ)
class StandInLabTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private final StandInConsole console;
  private final LabNode node;

  StandInLabTest(Lab lab) {
    node = lab.node(1);
    console = new StandInConsole(node);
  }

  @Test
  void it_says_that_it_is_a_stand_in() {
    assertThat(console.run("vzctl --version; head -n 3 /usr/sbin/vzctl"))
        .startsWith("vzctl version 4.11.1\n")
        .contains("(Bascule's stand-in", "STAND-IN for vzctl");
  }

  @Test
  void a_container_is_made_started_stopped_and_destroyed_and_status_says_so() {
    assertThat(
            console.run(
                """
                rc vzctl status 601; rc vzctl create 601 --hostname web; rc vzctl create 601; vzctl status 601
                vzctl --quiet start 601; vzctl status 601; vzctl exec2 601 hostname; rc vzctl destroy 601
                vzctl --quiet stop 601; rc vzctl destroy 601; vzctl status 601; ls $conf/601.conf.destroyed
                """))
        .containsSubsequence(
            "CTID 601 deleted unmounted down\nrc=0",
            "rc=0",
            "rc=44",
            "CTID 601 exist unmounted down",
            "CTID 601 exist mounted running\nweb\n",
            "rc=32",
            "rc=0\nCTID 601 deleted unmounted down\n/etc/vz/conf/601.conf.destroyed\n");
  }

  @Test
  void its_processes_devices_files_and_kernel_settings_are_its_own() {
    assertThat(
            console.run(
                """
                ct 602; vzctl --quiet start 602
                vzctl exec2 602 'echo own >/etc/own; echo $$; ls /sys/class/net; touch /usr/x; echo 1 >/proc/sys/net/ipv4/ip_forward'
                cat /vz/private/602/etc/own; ls /etc/own; vzctl exec2 602 'echo x >/proc/sys/kernel/hostname || ps -e -o pid= | head -n 1'
                """))
        .contains("lo\nvenet0\n", "Read-only file system", "\nown\n", "'/etc/own': No such file");
  }

  @Test
  void vzctl_leaves_no_descriptor_behind_and_the_container_lives_on() {
    assertThat(console.run("ct 603; vzctl start 603 | cat; vzctl status 603"))
        .endsWith("CTID 603 exist mounted running\n");
  }

  @Test
  void a_debian_container_boots_with_its_own_interfaces_file() {
    assertThat(
            console.run(
                """
                ct 604; vzctl --quiet set 604 --netif_add eth0 --save
                printf 'auto lo eth0\\niface lo inet loopback\\niface eth0 inet static\\n address 10.45.0.2/24\\n gateway 10.45.0.1\\n' >/vz/private/604/etc/network/interfaces
                ct 605; vzctl --quiet start 605; vzctl --quiet start 604
                until vzctl exec2 604 ip route | grep default; do sleep 0.1; done; vzctl exec2 604 ip -br -4 addr show dev eth0
                """))
        .contains("default via 10.45.0.1 dev eth0")
        .contains("10.45.0.2/24");
  }

  @Test
  void a_red_hat_container_boots_with_its_own_ifcfg_files() {
    assertThat(
            console.run(
                """
                vzctl --quiet create 606 --ostemplate centos-6-x86_64; vzctl --quiet set 606 --netif_add eth0 --save
                printf 'DEVICE=eth0\\nONBOOT=yes\\nBOOTPROTO=static\\nIPADDR=10.46.0.2\\nNETMASK=255.255.255.0\\nGATEWAY=10.46.0.1\\n' >/vz/private/606/etc/sysconfig/network-scripts/ifcfg-eth0
                vzctl --quiet start 606; until vzctl exec2 606 ip route | grep default; do sleep 0.1; done
                vzctl exec2 606 'ip -br -4 addr show dev eth0; cat /etc/redhat-release'
                """))
        .contains("default via 10.46.0.1 dev eth0", "10.46.0.2/24", "CentOS");
  }

  @Test
  void resolver_and_host_name_are_set() {
    assertThat(
            console.run(
                """
                ct 607; vzctl --quiet start 607
                vzctl --quiet set 607 --nameserver 10.0.0.53 --nameserver 10.0.0.54 --searchdomain example.org --hostname db --save
                vzctl exec2 607 'hostname; cat /etc/resolv.conf'; grep -E '^(HOSTNAME|NAMESERVER|SEARCHDOMAIN)' $conf/607.conf
                """))
        .contains("db\nnameserver 10.0.0.53\nnameserver 10.0.0.54\n", "search example.org\n")
        .contains(
            "NAMESERVER=\"10.0.0.53 10.0.0.54\"\n",
            "SEARCHDOMAIN=\"example.org\"\n",
            "HOSTNAME=\"db\"\n");
  }

  @Test
  void vzlist_knows_states_and_addresses_and_no_interfaces() {
    assertThat(
            console.run(
                """
                ct 608 609; vzctl --quiet set 609 --ipadd 10.0.9.9 --hostname nine --save; vzctl --quiet start 609
                vzlist -a -H -o ctid,status,ip,hostname | grep -E ' (608|609) '; vzlist -H -o ctid | grep 608
                rc vzlist -o ctid,mac; vzlist -j 609
                """))
        .containsPattern(
            " 608 stopped +- +- +\n +609 running +10.0.9.9 +nine +\nUnknown field: mac\nrc=1\n")
        .contains("\"ctid\": 609,", "\"ip\": [\"10.0.9.9\"]", "\"status\": \"running\"");
  }

  @Test
  void its_own_halt_and_reboot_are_noticed_and_the_hooks_run() {
    console.run(
        """
        ct 610; vzctl --quiet set 610 --netif_add eth0 --save; vzctl --quiet start 610
        echo 'echo $VEID.umount >>/root/hooks' | script $conf/610.umount
        vzctl exec 610 reboot
        """);
    Await.until(
        "the reboot",
        SOON,
        () ->
            console
                .run(
                    "cat /root/hooks; vzctl status 610; cat /proc/$(cut -d' ' -f1 /run/vzctl/610.pid)/comm")
                .equals("610.umount\nCTID 610 exist mounted running\nct-init.sh\n"));
    console.run("vzctl exec 610 halt");
    Await.until(
        "the halt",
        SOON,
        () ->
            console
                .run("cat /root/hooks; vzctl status 610; ls /sys/class/net | grep veth610")
                .equals("610.umount\n610.umount\nCTID 610 exist unmounted down\n"));
  }

  @Test
  void after_a_power_cut_the_containers_that_are_to_start_do() {
    console.run(
        """
        ct 611 612; vzctl --quiet set 611 --onboot yes --netif_add eth0 --ipadd 10.66.79.11 --save
        for id in 611 612; do vzctl --quiet start $id; done
        """);
    node.powerOff();
    node.powerOn();
    assertThat(
            console.run(
                "vzctl status 611; vzctl status 612; ip route show dev venet0; ls /sys/class/net"))
        .startsWith(
            "CTID 611 exist mounted running\nCTID 612 exist unmounted down\n10.66.79.11 scope link")
        .contains("veth611.0\n");
  }
}
