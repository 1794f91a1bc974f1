package dev.bascule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.Await;
import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabNode;
import dev.bascule.lab.LabTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * After a conversion the program that configures the node's network agrees with what is: asked to
 * do its work again, it changes nothing; after a boot the node is as it was.
 */
class ServicesLabTest {
  private static final String FILES =
      "for f in /etc/netplan/* /etc/systemd/network/* /etc/network/interfaces; do"
          + " [ ! -f $f ] || { echo == $f; cat $f; }; done";

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.NETPLAN)
  class Netplan extends Networkd {
    Netplan(Lab lab) {
      super(lab);
    }

    @Test
    void netplan_apply_leaves_it_as_it_is() {
      convert(0);
      Picture bridged = settled("br0");
      // Netplan calls it for links that are to be renamed; the lab's nodes have no udev.
      node.shell("printf '#!/bin/sh\\n' >/usr/local/bin/udevadm; chmod 755 /usr/local/bin/udevadm");
      node.shell("netplan apply");
      assertThat(bridged.difference(settled("br0"))).isEmpty();
      staysAs(bridged);
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.NETPLAN, topology = "networkd")
  class WithoutNetplan extends Networkd {
    WithoutNetplan(Lab lab) {
      super(lab);
    }
  }

  abstract static class Networkd extends Converted {
    private static final String STORY =
        "networkctl --no-legend; ip address; ip route; journalctl --no-pager -o short-precise"
            + " -u systemd-networkd -u systemd-networkd.socket | grep -v ' message type=' | tail -n 400";

    Networkd(Lab lab) {
      super(lab);
    }

    @Override
    final Picture settled(String link) {
      assertThat(
              Await.within(Duration.ofSeconds(60), () -> networkctl(link).contains("configured")))
          .as(() -> node.shell(STORY))
          .isTrue();
      return Picture.of(node);
    }

    private String networkctl(String link) {
      return node.tryExec("networkctl", "--no-legend", "list", link).out();
    }

    @Override
    final void again() {
      node.shell("networkctl reload");
    }

    @Override
    final void agrees() {
      assertThat(node.shell("networkctl --no-legend")).doesNotContain("failed", "pending");
      assertThat(node.shell("ls -d /run/bascule* 2>/dev/null || :")).isEmpty();
    }

    @Test
    void given_up_in_the_window_networkd_holds_the_old_state() {
      Picture before = settled("eth0");
      String files = node.shell(FILES);
      convert(2, "--confirm", "manual");
      Await.until(
          "networkd has taken the bridge over",
          Duration.ofSeconds(60),
          () -> networkctl("br0").contains("configured"));
      assertThat(networkctl("eth0")).contains("enslaved");
      assertThat(node.shell(FILES)).as("before confirm").isEqualTo(files);
      assertThat(bascule("abort").out()).contains("rolled back:");
      assertThat(before.difference(settled("eth0"))).isEmpty();
      assertThat(node.shell(FILES)).isEqualTo(files);
      agrees();
      staysAs(before);
    }

    @Test
    void a_power_cut_in_the_window_is_the_way_back() {
      Picture before = settled("eth0");
      convert(2, "--confirm", "manual");
      Await.until(
          "the change is made",
          Duration.ofSeconds(60),
          () -> networkctl("br0").contains("configured"));
      node.powerOff();
      node.powerOn();
      assertThat(before.difference(settled("eth0"))).isEmpty();
      agrees();
    }

    @Test
    void nobody_would_tell_it_without_files() {
      CommandResult refused = convert(3, "--persist", "none");
      assertThat(refused.out())
          .contains("networkd manages eth0 and would undo this: nothing tells it of the change")
          .contains("nothing was written");
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.IFUPDOWN2)
  class Ifupdown2 extends Converted {
    Ifupdown2(Lab lab) {
      super(lab);
    }

    @Override
    void again() {
      node.shell("ifreload -a && ifup -a");
    }

    @Override
    void agrees() {
      assertThat(node.tryExec("ifquery", "--check", "-a").exit()).isZero();
    }

    @Test
    void a_containers_port_outlives_ifreload_and_a_lost_card_is_still_missed() {
      convert(0);
      node.shell(
          "ip link add veth101.0 type veth peer name ct0 && ip link set veth101.0 master br0 up &&"
              + " ip link set ct0 up");
      again();
      assertThat(node.shell("ip -br link show master br0")).contains("eth0", "veth101.0");
      agrees();
      node.shell("ip link set eth0 nomaster");
      assertThat(node.tryExec("ifquery", "--check", "-a").exit()).isEqualTo(1);
      again();
      assertThat(node.shell("ip -br link show master br0")).contains("eth0", "veth101.0");
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.SYSTEMD)
  class Ifupdown extends Converted {
    Ifupdown(Lab lab) {
      super(lab);
    }

    @Override
    void again() {
      node.shell("ifup -a");
    }

    @Override
    void agrees() {
      assertThat(node.shell("ifquery --state")).doesNotContain("failed");
    }

    @Test
    void ifupdown_that_cannot_be_told_is_named_and_the_change_stays() {
      node.shell(
          "printf '#!/bin/sh\\necho --no-scripts\\necho no luck today >&2\\nexit 1\\n'"
              + " >/usr/local/sbin/ifup; chmod 755 /usr/local/sbin/ifup");
      CommandResult done = convert(0);
      assertThat(done.out())
          .contains("is confirmed")
          .contains("the network service was not told of it", "no luck today");
      assertThat(Picture.of(node).mentions("master br0")).isTrue();
    }

    @Test
    void what_the_login_is_made_of_may_end_in_the_window() {
      Picture before = Picture.of(node);
      convert(2, "--confirm", "manual");
      Await.until(
          "the change is made",
          Duration.ofSeconds(60),
          () -> node.tryExec("cat", "/var/lib/bascule/pending/state").out().startsWith("applied"));
      node.shell(
          "systemctl kill --signal=KILL ssh; systemctl reset-failed ssh; systemctl start ssh");
      node.shell("echo 0 >/var/lib/bascule/pending/deadline");
      Await.until(
          "the node went back",
          Duration.ofSeconds(60),
          () ->
              !Picture.of(node).mentions("br0")
                  && node.tryExec("test", "-e", "/var/lib/bascule/pending").exit() != 0);
      assertThat(before.difference(Picture.of(node))).isEmpty();
    }
  }

  abstract static class Converted {
    final Lab lab;
    final LabNode node;
    @TempDir Path home;

    Converted(Lab lab) {
      this.lab = lab;
      this.node = lab.node(1);
    }

    @BeforeEach
    void a_fresh_disk() {
      node.reset();
    }

    /** Has the service do its work again. */
    abstract void again();

    /** What the service says of itself is good. */
    abstract void agrees();

    Picture settled(String link) {
      return Picture.of(node);
    }

    @Test
    void there_and_back_over_boots_and_whatever_the_service_does() {
      Picture before = settled("eth0");
      String files = node.shell(FILES);
      convert(0);
      Picture bridged = settled("br0");
      agrees();
      again();
      assertThat(bridged.difference(settled("br0"))).isEmpty();
      staysAs(bridged);
      assertThat(convert(0).out()).contains("1 in sync");
      node.reboot();
      assertThat(bridged.chosen().difference(settled("br0").chosen())).isEmpty();
      node.powerOff();
      node.powerOn();
      assertThat(bridged.chosen().difference(settled("br0").chosen())).isEmpty();
      agrees();
      assertThat(convert(0).out()).contains("1 in sync");
      convert(0, "--reverse");
      assertThat(node.shell(FILES)).isEqualTo(files);
      assertThat(before.chosen().difference(settled("eth0").chosen())).isEmpty();
      agrees();
    }

    @Test
    void a_bridge_for_containers_alone_is_made_once() {
      settled("eth0");
      Site site = new Site(lab, home);
      String play =
          site.play("", "bridge: {name: br9, ports: [], addresses: [10.78.0.254/24]}").toString();
      site.run(0, "apply", "--yes", play);
      site.run(0, "plan", play);
      // The bridge takes the MAC of a container's port, for as long as that is there.
      node.shell(
          "ip link add veth101.0 type veth peer name ct0;"
              + " ip link set veth101.0 address fe:ff:ff:ff:ff:ff master br9 up; ip link set ct0 up");
      site.run(0, "plan", play);
      node.reboot();
      settled("eth0");
      site.run(0, "plan", play);
    }

    final void staysAs(Picture wanted) {
      boolean changed =
          Await.within(
              Duration.ofSeconds(10), () -> !wanted.difference(Picture.of(node)).isEmpty());
      assertThat(changed).as(wanted.difference(Picture.of(node))).isFalse();
    }

    final CommandResult convert(int exit, String... more) {
      List<String> options = new ArrayList<>(List.of("--bridge", "br0", "--stable", "1s", "--yes"));
      options.addAll(List.of(more));
      CommandResult result = bascule("convert", options.toArray(String[]::new));
      assertThat(result.exit()).as(result.toString()).isEqualTo(exit);
      return result;
    }

    final CommandResult bascule(String command, String... options) {
      Path program = Path.of("").toAbsolutePath().getParent().resolve("bin/bascule");
      List<String> line = new ArrayList<>(List.of("env", "HOME=" + home, program.toString()));
      line.addAll(List.of(command, "root@" + node.address()));
      line.addAll(List.of("--known-hosts", lab.knownHosts().toString()));
      line.addAll(List.of("--private-key", lab.key().toString()));
      line.addAll(List.of(options));
      return lab.controller(line.toArray(String[]::new));
    }
  }
}
