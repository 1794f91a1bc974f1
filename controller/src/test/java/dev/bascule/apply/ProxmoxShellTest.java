package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.container.proxmox.ChangePveNet;
import dev.bascule.container.proxmox.PveContainer;
import dev.bascule.container.proxmox.PveDifference;
import dev.bascule.container.proxmox.PveDifferences;
import dev.bascule.container.proxmox.PveInterface;
import dev.bascule.container.proxmox.SeenPves;
import dev.bascule.model.ContainerId;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.MacAddress;
import dev.bascule.probe.Frames;
import dev.bascule.probe.PveReader;
import dev.bascule.probe.ShellText;
import dev.bascule.transport.Script;
import dev.bascule.transport.ScriptResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From a file of Proxmox to another one, with a stand-in for pct. */
class ProxmoxShellTest {
  private static final ContainerId ID = new ContainerId("105");

  // As pct does it: above the first section, and a container that is locked is not changed.
  private static final String PCT =
      """
      #!/bin/sh
      f=FOLDER/pve/$2.conf
      case $1 in
        status) echo "status: $(cat FOLDER/state)"; exit ;;
        set) ;;
        *) exit 255 ;;
      esac
      if [ -e FOLDER/locked ]; then
        echo "can't lock file '/run/lock/lxc/pve-config-$2.lock' - got timeout" >&2
        exit 255
      fi
      case $3 in
        -net*) key=${3#-}: line="${3#-}: $4" ;;
        -delete) key=$4: line= ;;
      esac
      awk -v key="$key" -v line="$line" '
        /^\\[/ && !done { if (line != "") print line; done = 1 }
        !done && index($0, key) == 1 { next }
        { print }
        END { if (!done && line != "") print line }' "$f" >"$f.new" && mv "$f.new" "$f"
      """;

  @TempDir private Path folder;

  static Stream<List<String>> shells() {
    return Shells.all();
  }

  @BeforeEach
  void a_node() throws Exception {
    Files.createDirectories(folder.resolve("pve"));
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path pct = Files.writeString(bin.resolve("pct"), PCT.replace("FOLDER", folder.toString()));
    Files.setPosixFilePermissions(pct, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(folder.resolve("state"), "stopped\n");
    file(
        """
        arch: amd64
        net0: name=eth0,bridge=vmbr0,hwaddr=BC:24:11:AA:BB:CC,ip=192.0.2.5/24,type=veth
        net1: name=eth1,bridge=vmbr1,hwaddr=BC:24:11:AA:BB:DD,type=veth

        [before]
        net0: name=eth0,bridge=vmbr9,type=veth
        """);
  }

  private void file(String text) throws Exception {
    Files.writeString(folder.resolve("pve/105.conf"), text);
  }

  private String file() throws Exception {
    return Files.readString(folder.resolve("pve/105.conf"));
  }

  private String run(List<String> shell, List<String> parts, String text) throws Exception {
    String all = ShellText.parts(parts).replace("/etc/pve/lxc/", folder + "/pve/") + text + "\n";
    LocalShell local = new LocalShell(shell).withPath(folder + "/bin:" + System.getenv("PATH"));
    ScriptResult result = local.run(new Script("test", all), Duration.ofSeconds(60));
    assertThat(result.stderr()).isEmpty();
    return result.stdout();
  }

  private SeenPves probed(List<String> shell) throws Exception {
    String text = "b='=b'\nPV='105\n106'\npves\necho \"$b end\"";
    List<String> parts = List.of("common", "probe-pve", "within");
    return PveReader.read(Frames.read("=b", run(shell, parts, text)));
  }

  private static PveInterface wish(String name, String... options) {
    return new PveInterface(
        new InterfaceName(name),
        new MacAddress("bc:24:11:00:00:01"),
        Map.of(options[0], options[1], options[2], options[3]));
  }

  private List<ChangePveNet> steps(List<String> shell, PveInterface... wanted) throws Exception {
    PveDifference difference =
        PveDifferences.between(new PveContainer(ID, List.of(wanted)), probed(shell));
    return ((PveDifference.Steps) difference).steps();
  }

  private String applied(List<String> shell, List<ChangePveNet> steps) throws Exception {
    StringBuilder text = new StringBuilder("b=B mark=m staged='' lx='' lock=" + folder + "/lock\n");
    for (int i = 0; i < steps.size(); i++) {
      text.append("back_" + i + "() {\n" + LxcCall.of(steps.get(i).inverse()) + "\n}\n");
    }
    for (int i = 0; i < steps.size(); i++) {
      text.append("lx_step pve 105 " + i + " " + LxcCall.of(steps.get(i)) + " || say \"$out\"\n");
    }
    return run(shell, List.of("common", "files", "apply", "within", "lxc"), text.toString());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void what_is_wanted_is_there_afterwards_and_nothing_differs_then(List<String> shell)
      throws Exception {
    PveInterface[] wanted = {
      wish("eth0", "bridge", "vmbr5", "ip", "192.0.2.6/24"),
      wish("lan0", "bridge", "vmbr1", "tag", "20")
    };
    List<ChangePveNet> steps = steps(shell, wanted);
    assertThat(applied(shell, steps)).isEmpty();
    assertThat(file())
        .isEqualTo(
            """
            arch: amd64

            net0: name=eth0,bridge=vmbr5,hwaddr=BC:24:11:AA:BB:CC,ip=192.0.2.6/24,type=veth
            net1: name=lan0,bridge=vmbr1,hwaddr=BC:24:11:00:00:01,tag=20,type=veth
            [before]
            net0: name=eth0,bridge=vmbr9,type=veth
            """);
    SeenPves after = probed(shell);
    assertThat(steps.get(steps.size() - 1).holdsFor(after)).isTrue();
    assertThat(steps(shell, wanted)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void one_that_is_locked_says_so_and_keeps_its_file(List<String> shell) throws Exception {
    String before = file();
    List<ChangePveNet> steps = steps(shell, wish("eth0", "bridge", "vmbr5", "mtu", "1400"));
    Files.createFile(folder.resolve("locked"));
    assertThat(applied(shell, steps)).contains("can't lock file");
    assertThat(file()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_node_is_asked_for_what_it_has(List<String> shell) throws Exception {
    SeenPves seen = probed(shell);
    assertThat(seen.pct()).isTrue();
    assertThat(seen.byId()).containsOnlyKeys(ID);
    assertThat(seen.byId().get(ID).running()).isFalse();
    Files.writeString(folder.resolve("state"), "running\n");
    assertThat(probed(shell).byId().get(ID).running()).isTrue();
    Files.delete(folder.resolve("bin/pct"));
    assertThat(probed(shell).pct()).isFalse();
  }
}
