package dev.bascule.openvz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabTest;
import org.junit.jupiter.api.Test;

/** The hooks of the stand-in: order, environment, failures. */
@LabTest(nodes = 1, flavour = Flavour.OPENVZ)
class StandInHooksLabTest {
  private final StandInConsole console;

  StandInHooksLabTest(Lab lab) {
    console = new StandInConsole(lab.node(1));
    console.run("rm -f $conf/vps.*");
  }

  @Test
  void global_hooks_run_first_on_the_way_up_and_last_on_the_way_down() {
    assertThat(
            console.run(
                """
                ct 301; vzctl --quiet set 301 --netif_add eth0 --save
                for hook in premount mount umount postumount; do
                  echo "echo vps.$hook \\$(vzctl status 301 | cut -d' ' -f4,5) \\$(ls /sys/class/net | grep -c veth301)" | script $conf/vps.$hook
                  echo "echo 301.$hook" | script $conf/301.$hook
                done
                echo 'echo 301.start at $(hostname) $(ls /sys/class/net | grep eth)' >$conf/301.start
                echo 'echo 301.stop at $(hostname)' >$conf/301.stop
                vzctl start 301; vzctl stop 301
                """))
        .contains(
            """
            vps.premount unmounted down 0
            301.premount
            vps.mount mounted down 0
            301.mount
            Container is mounted
            """)
        .contains("301.start at ct301 eth0\nContainer start in progress...\n301.stop at ct301\n")
        .endsWith(
            """
            301.umount
            vps.umount mounted down 0
            Container is unmounted
            301.postumount
            vps.postumount unmounted down 0
            """);
  }

  @Test
  void restart_runs_them_as_well() {
    assertThat(
            console.run(
                """
                ct 302; vzctl --quiet start 302
                for hook in mount umount; do echo "echo 302.$hook" | script $conf/302.$hook; done
                rc vzctl restart 302
                """))
        .containsSubsequence("302.umount", "302.mount", "rc=0");
  }

  @Test
  void a_hook_gets_a_small_environment_no_arguments_and_no_input() {
    assertThat(
            console.run(
                """
                ct 303; script $conf/303.mount <<<'env | sort | grep -v "^\\(_\\|PWD\\|SHLVL\\)="; echo "$# arguments"; readlink /proc/self/fd/0'
                SURPLUS=yes vzctl start 303
                """))
        .contains(
            """
            HOME=/
            PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
            TERM=linux
            VEID=303
            VE_CONFFILE=/etc/vz/conf/303.conf
            0 arguments
            /dev/null
            """);
  }

  @Test
  void a_mount_hook_that_fails_aborts_the_start_unmounted_with_79() {
    assertThat(
            console.run(
                """
                ct 304
                for hook in premount mount; do
                  echo "echo other hook ran" | script $conf/304.$hook; echo 'exit 3' | script $conf/vps.$hook
                  rc vzctl start 304; vzctl status 304; rm $conf/vps.$hook $conf/304.$hook
                done
                echo 'exit 3' >$conf/304.start; rc vzctl start 304; vzctl status 304; rm $conf/304.start
                """))
        .containsPattern("(?s)(rc=79\nCTID 304 exist unmounted down\n.*){3}")
        .doesNotContain("other hook ran");
  }

  @Test
  void a_hook_that_is_not_executable_makes_the_start_fail() {
    assertThat(
            console.run(
                "ct 305; echo 'exit 0' >$conf/305.mount; chmod 644 $conf/305.mount; rc vzctl start 305"))
        .contains("rc=79\n");
  }

  @Test
  void an_umount_hook_that_fails_leaves_it_mounted_and_the_next_start_goes_on() {
    assertThat(
            console.run(
                """
                ct 306; vzctl --quiet start 306; echo 'exit 4' | script $conf/306.umount
                rc vzctl stop 306; vzctl status 306
                echo 'echo mount hook ran' | script $conf/306.mount
                rc vzctl start 306; vzctl status 306
                """))
        .contains("rc=79\nCTID 306 exist mounted down\n")
        .containsPattern(
            "(?s)Starting container...\nError executing hook script \\S+306.umount.*rc=0\nCTID 306 exist mounted running")
        .doesNotContain("mount hook ran");
  }

  @Test
  void a_stop_hook_that_fails_leaves_it_running() {
    assertThat(
            console.run(
                """
                ct 307; vzctl --quiet start 307; echo 'exit 4' >$conf/307.stop
                rc vzctl stop 307; vzctl status 307
                """))
        .contains("rc=79\nCTID 307 exist mounted running\n");
  }

  @Test
  void a_postumount_hook_that_fails_is_79_and_unmounted() {
    assertThat(
            console.run(
                """
                ct 308; vzctl --quiet start 308; echo 'exit 4' | script $conf/308.postumount
                rc vzctl stop 308; vzctl status 308
                """))
        .contains("rc=79\nCTID 308 exist unmounted down\n");
  }

  @Test
  void a_loop_in_the_background_of_a_hook_holds_who_reads_vzctls_output() {
    assertThat(
            console.run(
                """
                ct 309; echo '(sleep 1; echo late) &' | script $conf/309.mount
                vzctl start 309 | cat
                """))
        .endsWith("late\n");
  }

  @Test
  void mount_and_umount_run_them_without_a_start() {
    assertThat(
            console.run(
                """
                ct 310; for hook in mount umount; do echo "echo 310.$hook" | script $conf/310.$hook; done
                rc vzctl mount 310; vzctl status 310; ls /vz/root/310/etc/hosts; rc vzctl umount 310; rc vzctl umount 310
                """))
        .contains("310.mount\nContainer is mounted\nrc=0\nCTID 310 exist mounted down\n")
        .contains("/vz/root/310/etc/hosts\n310.umount\nContainer is unmounted\nrc=0\n")
        .endsWith("rc=41\n");
  }
}
