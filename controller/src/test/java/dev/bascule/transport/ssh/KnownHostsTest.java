package dev.bascule.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.transport.ssh.KnownHosts.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownHostsTest {
  private static final String ED = TestKeys.line("ed25519").replace(" test", "");
  private static final String RSA = TestKeys.line("rsa").replace(" test", "");
  private final WireKey key = WireKey.ofBase64(ED.split(" ", -1)[1]);
  @TempDir Path directory;

  private Verdict judge(String host, String... lines) throws Exception {
    Path file = Files.write(directory.resolve("known_hosts"), List.of(lines));
    return KnownHosts.read(List.of(directory.resolve("missing"), file)).judge(host, key);
  }

  @ParameterizedTest
  @CsvSource({
    "hn7, hn7, true",
    "hn7, 'hn7,10.0.0.7', true",
    "10.0.0.7, 'hn7,10.0.0.7', true",
    "hn7, hn70, false",
    "hn7.example.net, *.example.net, true",
    "hn7.example.net, 'hn?.example.net', true",
    "hn77.example.net, 'hn?.example.net', false",
    "hn7.example.net, '*.example.net,!hn7.*', false",
    "hnx7, hn.7, false",
    "[hn7]:2222, [hn7]:2222, true",
    "[hn7]:2222, hn7, false",
    "hn7, HN7, true",
    "hn7, |1|salt, false",
  })
  void host_patterns_are_those_of_ssh(String host, String pattern, boolean trusted)
      throws Exception {
    assertThat(judge(host, pattern + " " + ED) instanceof Verdict.Trusted).isEqualTo(trusted);
  }

  @Test
  void the_first_line_of_the_file_is_named_whether_its_host_is_written_out_or_a_pattern()
      throws Exception {
    assertThat(judge("hn7", "hn* " + RSA, "hn7 " + RSA))
        .isInstanceOfSatisfying(
            Verdict.Changed.class, changed -> assertThat(changed.known().line()).isEqualTo(1));
    assertThat(judge("hn7", "hn7,hn8 " + RSA, "hn* " + RSA, "hn7 " + RSA))
        .isInstanceOfSatisfying(
            Verdict.Changed.class, changed -> assertThat(changed.known().line()).isEqualTo(1));
  }

  @Test
  void names_that_ssh_keygen_has_hashed_are_found() throws Exception {
    Path file = Files.writeString(directory.resolve("known_hosts"), "hn7 " + ED + "\n");
    int exit =
        new ProcessBuilder("ssh-keygen", "-q", "-H", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    assertThat(exit).isZero();
    assertThat(file).content().startsWith("|1|").doesNotContain("hn7");
    KnownHosts known = KnownHosts.read(List.of(file));
    assertThat(known.judge("hn7", key)).isInstanceOf(Verdict.Trusted.class);
    assertThat(known.judge("hn8", key)).isInstanceOf(Verdict.Unknown.class);
  }

  @Test
  void broken_lines_comments_and_certificate_authorities_trust_nothing() throws Exception {
    assertThat(
            judge(
                "hn7",
                "# hn7 " + ED,
                "",
                "hn7",
                "hn7 ssh-ed25519 !!!",
                "hn7 ssh-rsa " + ED.split(" ", -1)[1],
                "@cert-authority * " + ED))
        .isInstanceOf(Verdict.Unknown.class);
  }

  @Test
  void another_key_of_the_host_means_changed_and_names_the_line_of_the_same_type()
      throws Exception {
    String other = TestKeys.line("ed25519-encrypted").replace(" test", "");
    Verdict verdict = judge("hn7", "hn7 " + RSA, "hn7 " + other);
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Changed.class, changed -> assertThat(changed.known().line()).isEqualTo(2));
  }

  @Test
  void a_revoked_key_is_revoked_for_the_hosts_of_its_pattern() throws Exception {
    assertThat(judge("hn7", "hn7 " + ED, "@revoked * " + ED)).isInstanceOf(Verdict.Revoked.class);
    assertThat(judge("hn7", "hn7 " + ED, "@revoked hn8 " + ED)).isInstanceOf(Verdict.Trusted.class);
  }
}
