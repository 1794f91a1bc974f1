package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.file.Attributes;
import dev.bascule.file.Guard;
import dev.bascule.file.Resource;
import dev.bascule.file.Resource.ServiceState;
import dev.bascule.lab.Flavour;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabTest;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.model.FileMode;
import dev.bascule.model.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The probe and the changes on every flavour of node. */
class FlavoursTest {

  @Nested
  @LabTest(nodes = 1)
  class Light {
    @Test
    void takes_every_kind_of_change_and_tells_its_facts(Lab lab) throws Exception {
      bringAll(lab, List.of());
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.OLD)
  class Old {
    @Test
    void takes_every_kind_of_change_and_tells_its_facts(Lab lab) throws Exception {
      bringAll(lab, List.of());
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.BUSYBOX)
  class Busybox {
    @Test
    void takes_every_kind_of_change_and_tells_its_facts(Lab lab) throws Exception {
      bringAll(lab, List.of());
    }
  }

  @Nested
  @LabTest(nodes = 1, flavour = Flavour.SYSTEMD)
  class Systemd {
    @Test
    void takes_every_kind_of_change_and_tells_its_facts(Lab lab) throws Exception {
      Resource unit =
          file(
              "/etc/systemd/system/lasting.service",
              "[Service]\nExecStart=/bin/sleep 1000\n[Install]\nWantedBy=multi-user.target\n",
              "0644");
      bringAll(lab, List.of(unit, new Resource.Service("lasting", ServiceState.STARTED, true)));
      Node node = node(lab);
      node.bring(new Resource.Service("lasting", ServiceState.STOPPED, false));
    }
  }

  private static Node node(Lab lab) {
    Path checkout = Path.of("").toAbsolutePath().getParent();
    return new Node(
        new LocalShell(
            List.of(
                "env",
                "BASCULE_LAB_DIR=" + lab.sshConfig().getParent(),
                checkout.resolve("lab/lab").toString(),
                "ssh",
                lab.node(1).name(),
                "exec /bin/sh -s")),
        Path.of("/run"));
  }

  private static void bringAll(Lab lab, List<Resource> more) throws Exception {
    Node node = node(lab);
    List<Resource> wanted = new ArrayList<>(all());
    wanted.addAll(more);
    node.bring(wanted.toArray(new Resource[0]));
    assertThat(lab.node(1).exec("ls", "-A", "/srv/t", "/run")).doesNotContain("bascule-");
    tellsFacts(lab, NodeCheck.facts(node.shell(), Deadlines.USUAL).values().fields());
  }

  private static List<Resource> all() {
    AbsolutePath conf = new AbsolutePath("/srv/t/a b.conf");
    return List.of(
        new Resource.Directory(
            new AbsolutePath("/srv/t"), new Attributes(FileMode.parse("0750"), "root", "daemon")),
        file("/srv/t/a b.conf", "A=1\n# ünd\n", "0640"),
        file("/srv/t/large", "x".repeat(100_000), "4755"),
        new Resource.Settings(
            new AbsolutePath("/srv/t/s.conf"),
            Map.of("A", Optional.of("it's $1")),
            Resource.SettingsStyle.SHELL,
            true,
            Attributes.ANY),
        new Resource.SymbolicLink(new AbsolutePath("/srv/t/l"), "a b.conf"),
        new Resource.AbsentPath(new AbsolutePath("/srv/nothing"), true),
        new Resource.Sysctl(
            "net.ipv4.ip_local_port_range", "20000 40000", new AbsolutePath("/etc/sysctl.conf")),
        new Resource.Command(
            List.of("touch", "/srv/t/made"),
            false,
            new Guard(new AbsolutePath("/srv/t/made"), null, null),
            null,
            Map.of()),
        new Resource.Command(
            List.of("echo \"$V\" >made2"),
            true,
            new Guard(null, null, "grep -q x made2"),
            new AbsolutePath("/srv/t"),
            Map.of("V", "x y")),
        new Resource.ExistingPath(conf, new Attributes(null, "daemon", null)));
  }

  private static Resource file(String path, String text, String mode) {
    return new Resource.RegularFile(
        new AbsolutePath(path),
        FileContent.of(text),
        new Attributes(FileMode.parse(mode), null, null),
        false);
  }

  private static void tellsFacts(Lab lab, Map<String, Value> facts) {
    assertThat(facts)
        .containsEntry("gateway", new Value.Text("10.66.0.1"))
        .containsEntry("hostname", new Value.Text(lab.node(1).name()));
    Value.Fields route = (Value.Fields) facts.get("default_ipv4");
    assertThat(route.fields())
        .containsEntry("interface", new Value.Text("eth0"))
        .containsEntry("address", new Value.Text(lab.node(1).address()));
    assertThat(facts.get("interfaces").toString()).contains("eth0", lab.node(1).address() + "/16");
  }
}
