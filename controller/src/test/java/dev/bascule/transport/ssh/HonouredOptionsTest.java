package dev.bascule.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.transport.ssh.HonouredOptions.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class HonouredOptionsTest {
  private static List<String> messages(String... options) {
    return HonouredOptions.refusals(List.of(options)).stream().map(Refusal::message).toList();
  }

  @Test
  void what_the_documentation_lists_is_honoured_in_any_case_and_with_a_space_or_an_equals_sign() {
    assertThat(
            messages(
                "Port=2222",
                "user root",
                "IdentityFile = ~/.ssh/k",
                "IDENTITIESONLY=yes",
                "IdentityAgent=none",
                "ProxyJump=a,b:2222",
                "UserKnownHostsFile=/a /b",
                "GlobalKnownHostsFile=/c",
                "HostKeyAlias=hn7",
                "HostName=10.0.0.7",
                "ConnectTimeout=5",
                "ServerAliveInterval=30",
                "ServerAliveCountMax=2",
                "PasswordAuthentication=no",
                "PubkeyAuthentication=yes",
                "StrictHostKeyChecking=yes",
                "ControlMaster=auto",
                "ControlPersist=60s",
                "BatchMode=yes"))
        .isEmpty();
  }

  @Test
  void all_refusals_are_collected_each_by_its_name() {
    assertThat(
            messages(
                "StrictHostKeyChecking=no",
                "StrictHostKeyChecking=accept-new",
                "ForwardAgent=yes",
                "ProxyCommand=ssh -W %h:%p bastion",
                "Port=ssh",
                "IdentitiesOnly=maybe",
                "User=",
                "nonsense"))
        .containsExactly(
            "ssh option StrictHostKeyChecking=no is not honoured: only known host keys are"
                + " accepted",
            "ssh option StrictHostKeyChecking=accept-new is not honoured: only known host keys are"
                + " accepted",
            "ssh option ForwardAgent=yes is not honoured",
            "ssh option ProxyCommand=ssh -W %h:%p bastion is not honoured",
            "ssh option Port=ssh wants a number",
            "ssh option IdentitiesOnly=maybe wants yes or no",
            "ssh option User= has no value",
            "ssh option nonsense is not written Name=value");
  }

  @Test
  void the_first_of_two_values_comes_first_and_quotes_are_taken_off() {
    HonouredOptions options =
        HonouredOptions.of(List.of("IdentityFile=\"/a b\"", "identityfile=/c", "Port=x"));
    assertThat(options.all("identityfile")).containsExactly("/a b", "/c");
    assertThat(options.all("port")).isEmpty();
  }
}
