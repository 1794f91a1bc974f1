package dev.bascule.openvz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabTest;
import org.junit.jupiter.api.Test;

/** {@code set} with and without {@code --save}, the lock and the exit codes of the stand-in. */
@LabTest(nodes = 1, flavour = Flavour.OPENVZ)
class StandInSetLabTest {
  private final StandInConsole console;

  StandInSetLabTest(Lab lab) {
    console = new StandInConsole(lab.node(1));
  }

  @Test
  void of_a_stopped_container_only_the_file_changes_and_no_script_runs() {
    assertThat(
            console.run(
                """
                ct 201
                echo 'EXTERNAL_SCRIPT=/root/ext' >/etc/vz/vznet.conf
                echo 'echo external script ran' | script /root/ext
                echo 'echo hook ran' | script $conf/201.mount
                rc vzctl set 201 --netif_add eth0 --save
                rc vzctl set 201 --netif_add eth1
                netif 201; rm /etc/vz/vznet.conf
                """))
        .contains("rc=0\n", "container is not running\nrc=31\n", "\"ifname=eth0,")
        .doesNotContain(" ran\n", "eth1");
  }

  @Test
  void of_a_running_one_it_is_done_and_then_saved_and_lost_without_save() {
    assertThat(
            console.run(
                """
                ct 202; vzctl --quiet start 202
                rc vzctl set 202 --netif_add eth0 --save
                rc vzctl set 202 --netif_add eth1
                vzctl exec2 202 ls -d /sys/class/net/eth0 /sys/class/net/eth1
                vzctl --quiet set 202 --netif_add eth2 --save
                netif 202
                """))
        .contains("CT configuration saved", "will be lost after CT restart")
        .contains("/sys/class/net/eth0\n/sys/class/net/eth1\n")
        .containsPattern("\n\"ifname=eth0,[^;]*;ifname=eth2,[^;]*\"\n$");
  }

  @Test
  void nothing_is_saved_when_it_could_not_be_done() {
    assertThat(
            console.run(
                """
                ct 203; vzctl --quiet start 203
                echo 'EXTERNAL_SCRIPT=/root/no' >/etc/vz/vznet.conf; echo 'exit 5' | script /root/no
                rc vzctl set 203 --netif_add eth0 --hostname other --save
                vzctl exec2 203 ls /sys/class/net; cat $conf/203.conf; rm /etc/vz/vznet.conf
                """))
        .contains("vznetcfg exited with error\nrc=130\n")
        .doesNotContain("eth0\n", "NETIF", "other");
  }

  @Test
  void deleting_what_is_not_there_is_said_and_ends_with_0() {
    assertThat(console.run("ct 204; rc vzctl set 204 --netif_del eth5 --save"))
        .contains("eth5", "rc=0\n");
  }

  @Test
  void saving_nothing_new_is_said() {
    assertThat(
            console.run(
                """
                ct 205; vzctl --quiet set 205 --onboot yes --save
                rc vzctl set 205 --onboot yes --save
                """))
        .contains("No changes in CT configuration, not saving\nrc=0\n");
  }

  @Test
  void saving_keeps_unknown_keys_comments_and_order() {
    assertThat(
            console.run(
                """
                printf '%s\\n' '# first' 'CT0_IP="10.0.0.1"' 'NETIF=""' '' '# last' 'VETH_IP_ADDRESS="10.0.0.2/24"' >$conf/206.conf
                vzctl --quiet set 206 --netif_add eth0,02:00:00:00:00:01 --onboot yes --save
                cat $conf/206.conf
                """))
        .isEqualTo(
            """
            # first
            CT0_IP="10.0.0.1"
            NETIF="ifname=eth0,mac=02:00:00:00:00:01,host_ifname=veth206.0,host_mac=02:00:00:00:00:01"

            # last
            VETH_IP_ADDRESS="10.0.0.2/24"
            ONBOOT="yes"
            """);
  }

  @Test
  void a_locked_container_is_9_and_a_stale_lock_goes() {
    assertThat(
            console.run(
                """
                ct 207
                sleep 30 & printf '%s\\nstarting\\n' $! >/vz/lock/207.lck
                rc vzctl set 207 --onboot yes --save
                rc vzctl start 207; rc vzctl stop 207
                rc vzctl status 207
                kill $!; wait $! 2>/dev/null
                rc vzctl set 207 --onboot yes --save; ls /vz/lock
                """))
        .contains(
            "Container already locked\nrc=9\n".repeat(3) + "CTID 207 exist unmounted down\nrc=0\n")
        .endsWith("rc=0\n");
  }

  @Test
  void from_the_external_script_exec_works_and_set_finds_the_lock() {
    assertThat(
            console.run(
                """
                ct 208; vzctl --quiet set 208 --netif_add eth0 --save
                echo 'EXTERNAL_SCRIPT=/root/ext' >/etc/vz/vznet.conf
                script /root/ext <<'END'
                vzctl exec $VEID echo inside; head -n 2 /vz/lock/$VEID.lck | tail -n 1
                vzctl set $VEID --onboot yes --save; echo "set=$?"
                END
                rc vzctl start 208; rm /etc/vz/vznet.conf
                """))
        .contains("inside\nstarting\nContainer already locked\nset=9\n", "rc=0\n");
  }

  @Test
  void exec_is_8_whatever_failed_and_exec2_is_the_commands_own() {
    assertThat(
            console.run(
                """
                ct 209; rc vzctl exec2 209 true
                vzctl --quiet start 209
                rc vzctl exec 209 exit 7; rc vzctl exec2 209 exit 7
                rc vzctl exec 209 sh -c 'exit 7'; rc vzctl exec2 209 "sh -c 'exit 7'"
                rc vzctl exec2 209 echo '"a  b"' '&&' hostname
                """))
        .isEqualTo("Container is not running\nrc=31\nrc=8\nrc=7\nrc=0\nrc=7\na  b\nct209\nrc=0\n");
  }

  @Test
  void exit_codes_are_the_real_ones() {
    assertThat(
            console.run(
                """
                ct 210 211
                rc vzctl start 998; rc vzctl exec 998 true
                rc vzctl set 210 surplus --save
                rc vzctl set 210 --mac_filter perhaps --save
                vzctl --quiet start 210; rc vzctl start 210; rc vzctl stop 211
                vzctl --quiet set 210 --ipadd 10.66.99.1 --save; vzctl --quiet start 211
                rc vzctl set 211 --ipadd 10.66.99.1 --save
                mv /etc/vz/vz.conf /etc/vz/away; rc vzctl status 210; mv /etc/vz/away /etc/vz/vz.conf
                """))
        .containsSubsequence(
            "rc=14",
            "rc=14",
            "rc=20",
            "rc=21",
            "already running\nrc=32",
            "not running\nrc=0",
            "rc=78",
            "rc=10");
  }

  @Test
  void the_file_cannot_be_saved_on_a_read_only_disk_is_139() {
    assertThat(
            console.run(
                """
                ct 212; mount --bind $conf $conf; mount -o remount,ro,bind $conf
                rc vzctl set 212 --onboot yes --save; umount $conf
                """))
        .contains("rc=139\n");
  }

  @Test
  void stop_asks_the_init_to_halt_waits_and_then_kills() {
    assertThat(
            console.run(
                """
                ct 213; vzctl --quiet start 213
                sed -i 's/^STOP_TIMEOUT=.*/STOP_TIMEOUT=1/' /etc/vz/vz.conf
                kill -STOP $(cut -d' ' -f1 /run/vzctl/213.pid)
                rc vzctl stop 213; rc vzctl status 213
                """))
        .contains("Killing container", "CTID 213 exist unmounted down");
  }
}
