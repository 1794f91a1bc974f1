package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.event.Outcome;
import dev.bascule.file.Attributes;
import dev.bascule.file.Resource;
import dev.bascule.file.Resource.ServiceState;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.plan.Plan;
import dev.bascule.state.UnresolvedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services of both kinds of init, played by small scripts. */
class ServicesTest {
  @TempDir Path root;

  @BeforeEach
  void build_a_node() throws Exception {
    ChrootNode.build(root);
  }

  @AfterEach
  void unmount() throws Exception {
    ChrootNode.tearDown(root);
  }

  private Node systemd() throws Exception {
    Files.createDirectories(root.resolve("run/systemd/system"));
    ChrootNode.program(
        root,
        "/bin/systemctl",
        """
        echo "$*" >>/data/log
        u=${2%.service}
        case $1 in
          show)
            shift 3
            for u; do
              u=${u%.service}
              if [ ! -e /data/$u.unit ]; then
                printf 'LoadState=not-found\\nActiveState=inactive\\nUnitFileState=\\n\\n'
                continue
              fi
              a=inactive f=disabled
              [ -e /data/$u.on ] && a=active
              [ -e /data/$u.boot ] && f=enabled
              printf 'LoadState=loaded\\nActiveState=%s\\nUnitFileState=%s\\n\\n' $a $f
            done ;;
          start | restart) [ "$u" != broken ] || { echo "Job for broken failed."; exit 1; }; [ "$u" = shy ] || >/data/$u.on ;;
          stop) rm /data/$u.on ;;
          enable) >/data/$u.boot ;;
          disable) rm /data/$u.boot ;;
        esac
        """);
    return ChrootNode.without(root, Set.of());
  }

  private void unit(String name) throws Exception {
    Files.writeString(root.resolve("data/" + name + ".unit"), "");
  }

  private static Resource service(
      String name, @Nullable ServiceState state, @Nullable Boolean enabled) {
    return new Resource.Service(name, state, enabled);
  }

  @Test
  void systemd_services_are_started_stopped_enabled_and_disabled() throws Exception {
    unit("sshd");
    unit("vz");
    Node node = systemd();
    node.bring(
        service("sshd", ServiceState.STARTED, true), service("vz", ServiceState.STARTED, null));
    node.bring(service("sshd", ServiceState.STOPPED, false));
    node.bring(service("sshd.service", ServiceState.STARTED, null));
    assertThat(root.resolve("data/sshd.on")).exists();
    assertThat(root.resolve("data/sshd.boot")).doesNotExist();
  }

  @Test
  void all_services_are_asked_about_at_once() throws Exception {
    unit("sshd");
    unit("vz");
    systemd().plan(service("sshd", null, true), service("vz", null, true));
    assertThat(root.resolve("data/log"))
        .hasContent("show -p LoadState,ActiveState,UnitFileState sshd.service vz.service\n");
  }

  @Test
  void a_restart_happens_each_time() throws Exception {
    unit("sshd");
    Node node = systemd();
    Plan plan = node.plan(service("sshd", ServiceState.RESTARTED, null));
    assertThat(node.run(plan)).isEqualTo(new Outcome.Changed(plan));
    assertThat(node.plan(service("sshd", ServiceState.RESTARTED, null)).isEmpty()).isFalse();
  }

  @Test
  void units_are_read_again_after_one_was_written() throws Exception {
    Files.createDirectories(root.resolve("etc/systemd/system"));
    Node node = systemd();
    Resource written =
        new Resource.RegularFile(
            new AbsolutePath("/etc/systemd/system/new.service"),
            FileContent.of("[Unit]\n"),
            Attributes.ANY,
            false);
    Plan plan = node.plan(written, service("new", ServiceState.STARTED, null));
    unit("new");
    assertThat(node.run(plan)).isEqualTo(new Outcome.Changed(plan));
    assertThat(Files.readString(root.resolve("data/log"))).contains("daemon-reload\nstart new\n");
  }

  @Test
  void a_service_that_fails_or_does_not_stay_up_is_told() throws Exception {
    unit("broken");
    unit("shy");
    Node node = systemd();
    assertThat(
            NodeFolder.failure(node.run(node.plan(service("broken", ServiceState.STARTED, null)))))
        .isEqualTo("service broken: Job for broken failed.");
    assertThat(NodeFolder.failure(node.run(node.plan(service("shy", ServiceState.STARTED, null)))))
        .isEqualTo("service shy is not as it was set, read back right after");
  }

  @Test
  void a_service_that_is_not_there_is_a_problem_before_anything_is_written() throws Exception {
    Node node = systemd();
    assertThatThrownBy(() -> node.plan(service("nosuch", ServiceState.STARTED, true)))
        .isInstanceOf(UnresolvedException.class)
        .hasMessageContaining("service nosuch does not exist on this node");
  }

  @Test
  void sysv_services_are_started_stopped_enabled_and_disabled() throws Exception {
    Files.createDirectories(root.resolve("etc/rc3.d"));
    ChrootNode.program(
        root,
        "/etc/init.d/vz",
        """
        case $1 in
          start) >/data/on ;;
          stop) rm /data/on ;;
          status) [ -e /data/on ] || exit 3 ;;
        esac
        """);
    ChrootNode.program(
        root,
        "/bin/chkconfig",
        """
        case $2 in
          on) ln -s ../init.d/$1 /etc/rc3.d/S20$1 ;;
          off) rm /etc/rc3.d/S20$1 ;;
        esac
        """);
    Node node = ChrootNode.without(root, Set.of());
    node.bring(service("vz", ServiceState.STARTED, true));
    assertThat(root.resolve("data/on")).exists();
    node.bring(service("vz", ServiceState.STOPPED, false));
    assertThat(root.resolve("data/on")).doesNotExist();
  }

  @Test
  void a_node_without_a_tool_for_boot_says_so() throws Exception {
    ChrootNode.program(root, "/etc/init.d/vz", "exit 0\n");
    Node node = ChrootNode.without(root, Set.of());
    assertThat(NodeFolder.failure(node.run(node.plan(service("vz", null, true)))))
        .isEqualTo("service vz: this node has none of chkconfig, update-rc.d, rc-update");
  }
}
