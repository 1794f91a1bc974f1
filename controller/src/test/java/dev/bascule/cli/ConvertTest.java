package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.ConnectionSettings;
import dev.bascule.model.NodeName;
import dev.bascule.transport.Connection;
import dev.bascule.transport.Transport;
import dev.bascule.transport.TransportException;
import dev.bascule.transport.TransportException.Kind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What convert makes of its command line before a node answers. */
class ConvertTest {
  @TempDir Path folder;
  private final Asked asked = new Asked();
  private Bascule bascule;

  @BeforeEach
  void begin() {
    bascule = new Bascule(folder).over(asked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "convert --bridge br0 | HOST is missing | see: bascule convert --help",
        "convert hn7 | --bridge is missing | for example --bridge br0",
        "convert --bridge br0 hn7 | convert asks before it changes anything, and there is no terminal to ask at | add --yes, or look first: --dry-run",
        "convert --bridge br0 --port 22 hn7 | option '--port': '22' is no link | it names the link that becomes the bridge's port; SSH's port is written HOST:22",
        "convert --bridge a-bridge-for-all hn7 | option '--bridge': 'a-bridge-for-all' has 16 characters | the kernel takes at most 15",
        "convert --bridge br0 --address 192.0.2.5 hn7 | option '--address': '192.0.2.5' has no prefix | for example 192.0.2.5/24",
        "convert --bridge br0 --gateway 192.0.2.1/24 hn7 | option '--gateway': '192.0.2.1/24' has a prefix, and one address is wanted | write 192.0.2.1",
        "convert --bridge br0 --gateway 192.0.2.1 --gateway 192.0.2.2 hn7 | two gateways of IPv4 | a node has one default route",
        "convert --bridge br0 --mac 53:54:00:12:34:56 hn7 | option '--mac': '53:54:00:12:34:56' names a group | the second digit of an interface's MAC is even",
        "convert --bridge br0 --reverse --address 192.0.2.5/24 hn7 | --reverse and --address exclude each other | the port gets back what the bridge carries",
        "convert --bridge br0 --window 90x hn7 | option '--window': '90x' is not a length of time | write 30s, 5m or 1h",
        "convert --yes --bridge br0 --wait 5x hn7 | option '--wait': '5x' is not a length of time | write 30s, 5m or 1h",
        "convert --bridge br0 root@ | 'root@' is not a host | write [USER@]HOST[:PORT], for example root@hn7",
        "convert --bridge br0 hn7:99999 | 'hn7:99999' is not a host | write [USER@]HOST[:PORT], for example root@hn7",
        "convert --bridge br0 root@localhost | 'root@localhost' is this machine, and networks are changed on others | a new login from here would prove nothing; name the node's address",
        "convert --bridge br0 127.0.0.1 | '127.0.0.1' is this machine, and networks are changed on others | a new login from here would prove nothing; name the node's address",
        "convert --bridge br0 ::1 | '::1' is this machine, and networks are changed on others | a new login from here would prove nothing; name the node's address",
      })
  void what_cannot_be_is_told_with_a_hint(String line, String message, String hint) {
    Bascule.Result result = bascule.run(line.split(" "));
    assertThat(result.err()).isEqualTo("bascule convert: " + message + "\n  hint: " + hint + "\n");
    assertThat(result.code()).isEqualTo(64);
    assertThat(asked.how).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "convert --bridge br0 --port br0 hn7 | 'br0' cannot be a port of itself",
        "convert --bridge br0 hn7 root@hn7 | 'hn7' is named twice",
        "convert --bridge br0 --persist systemd hn7 | option '--persist': 'systemd' is none of auto, ifupdown, ifcfg, networkd, netplan, none",
        "convert --bridge br0 --stable 2h hn7 | option '--stable': at most 1h",
        "convert --bridge br0 --dry-run --yes hn7 | --dry-run and --yes exclude each other",
        "convert --bridge br0 --dry-run --confirm me hn7 | option '--confirm': 'me' is not auto or manual",
      })
  void some_need_no_hint(String line, String message) {
    Bascule.Result result = bascule.run(line.split(" "));
    assertThat(result.err()).isEqualTo("bascule convert: " + message + "\n");
    assertThat(result.code()).isEqualTo(64);
  }

  @Test
  void a_target_says_user_host_and_port_and_options_the_rest() {
    bascule.run(
        "convert",
        "--bridge=br0",
        "--dry-run",
        "--jump=ops@gate:2200",
        "--known-hosts=keys",
        "--private-key=id",
        "--become",
        "root@hn7:2222",
        "[2001:db8::7]:22",
        "me@2001:db8::8",
        "hn9");
    ConnectionSettings first = asked.of("hn7:2222");
    assertThat(first.host()).isEqualTo("hn7");
    assertThat(first.port()).isEqualTo(2222);
    assertThat(first.user()).isEqualTo("root");
    assertThat(first.jumps()).containsExactly("ops@gate:2200");
    assertThat(first.options()).containsExactly("UserKnownHostsFile=keys");
    assertThat(first.keyFile()).isEqualTo("id");
    assertThat(first.become()).isNotNull();
    assertThat(asked.of("2001:db8::7:22").host()).isEqualTo("2001:db8::7");
    assertThat(asked.of("2001:db8::8").user()).isEqualTo("me");
    assertThat(asked.of("hn9").port()).isNull();
    assertThat(asked.of("hn9").user()).isNull();
  }

  @Test
  void a_host_key_that_is_not_known_is_enrolled_without_an_inventory() {
    Bascule.Result result = bascule.run("convert", "--bridge=br0", "--dry-run", "root@hn7");
    assertThat(result.out())
        .isEqualTo(
            """
            hn7: unreachable: the host key of hn7 is not known
              hint: compare the fingerprint on the node's console, then: bascule enroll -i 'hn7,' all

            1 node: 1 unreachable
            """);
    assertThat(result.code()).isEqualTo(4);
  }

  @Test
  void a_name_without_an_address_is_not_looked_for_in_an_inventory() {
    asked.kind = Kind.UNKNOWN_HOST;
    for (String line : new String[] {"convert --bridge=br0 --dry-run hn7", "status root@hn7"}) {
      Bascule.Result result = bascule.run(line.split(" "));
      assertThat(result.out() + result.err())
          .contains("hint: check how it is written, HostName in ssh's configuration")
          .doesNotContain("enroll");
      assertThat(result.code()).isEqualTo(4);
    }
  }

  /** Knows no host's key, and keeps how each was to be reached. */
  private static final class Asked implements Transport {
    private final Map<String, ConnectionSettings> how = new LinkedHashMap<>();
    private Kind kind = Kind.HOST_KEY_UNKNOWN;

    @Override
    public synchronized Connection connect(NodeName node, ConnectionSettings settings)
        throws TransportException {
      how.put(node.text(), settings);
      throw new TransportException(
          kind, "the host key of " + node + " is not known", "enroll", null);
    }

    ConnectionSettings of(String node) {
      ConnectionSettings settings = how.get(node);
      assertThat(settings).as(node).isNotNull();
      return settings;
    }

    @Override
    public void close() {}
  }
}
