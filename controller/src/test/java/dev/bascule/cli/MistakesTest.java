package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users get wrong, from the command line to what they read. */
class MistakesTest {
  @TempDir Path folder;
  private Bascule bascule;

  @BeforeEach
  void begin() throws IOException {
    bascule = new Bascule(folder);
    bascule.file("site.yml", "- hosts: all\n  tasks: [{copy: {content: x, dest: /etc/x}}]\n");
  }

  // Words that name a file are files of the test's folder.
  private Bascule.Result run(String line) {
    return bascule.run(
        Arrays.stream(line.split(" "))
            .map(word -> word.endsWith(".yml") ? bascule.path(word) : word)
            .toArray(String[]::new));
  }

  @Test
  void a_secret_is_in_no_message() throws IOException {
    bascule.file(
        "hosts.yml",
        """
        all:
          hosts:
            n1: {ansible_connection: local, ansible_password: hunter2-secret}
        """);
    bascule.file(
        "site.yml",
        """
        - hosts: all
          tasks:
            - copy: {content: x, dest: "[=ansible_password]"}
            - copy: {content: "[=ansible_password?number]", dest: /x}
            - service: {name: "a b [=ansible_password]", state: started}
        """);
    Bascule.Result result = run("validate -i hosts.yml site.yml");
    assertThat(result.err()).contains("'dest': '********' is not absolute");
    assertThat(result.err() + result.out()).doesNotContain("hunter2");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void a_missing_inventory_is_one_mistake_and_not_one_for_each_play() {
    assertThat(run("validate -i nowhere.yml site.yml").err())
        .isEqualTo(
            """
            nowhere.yml:1:1: error[file-unreadable]: this inventory does not exist
              hint: for a list of hosts write a comma: -i 'nowhere.yml,'
            """);
  }

  @Test
  void what_a_group_gets_wrong_is_said_once() throws IOException {
    bascule.file(
        "hosts.yml",
        """
        all:
          hosts: {n1: , n2: , n3: }
          vars:
            ansible_port: ssh
        """);
    assertThat(run("validate -i hosts.yml site.yml").err())
        .isEqualTo(
            """
            hosts.yml:4:19: error[connection-variable]: ansible_port: 'ssh' is not a port
                  ansible_port: ssh
                                ^
              hint: ports are 1 to 65535
            """);
    assertThat(run("validate -i hosts.yml -e ansible_port=22x site.yml").err())
        .isEqualTo(
            """
            -e:1:1: error[connection-variable]: ansible_port: '22x' is not a port
              hint: ports are 1 to 65535
            """);
  }

  @Test
  void variables_beside_a_second_playbook_elsewhere_are_not_passed_over() throws IOException {
    Files.createDirectories(folder.resolve("other/group_vars"));
    bascule.file("other/more.yml", "- hosts: all\n  tasks: [{file: {path: /x, state: absent}}]\n");
    Bascule.Result result = run("validate -i n1, site.yml other/more.yml");
    assertThat(result.err())
        .isEqualTo(
            """
            other/group_vars:1:1: error[not-in-this-version]: variables beside a second playbook\
             in another folder are not read
              hint: give other/more.yml to a run of its own, or keep the playbooks in one folder
            """);
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void a_graph_shows_one_group_and_its_variables() throws IOException {
    bascule.file(
        "hosts.yml",
        """
        a:
          hosts: {n1: {slots: 4}}
          vars: {bridge: br0}
        b:
          hosts: {n2: }
        """);
    assertThat(run("inventory -i hosts.yml --graph a --vars").out())
        .isEqualTo(
            """
            @a:
              |--n1
              |  |--{bridge = br0}
              |  |--{slots = 4}
              |--{bridge = br0}
            """);
    assertThat(run("inventory -i hosts.yml --graph c").err())
        .startsWith("--graph:1:1: error[unknown-group]: no group is named 'c'\n");
    assertThat(run("inventory -i hosts.yml --vars").code()).isEqualTo(64);
    assertThat(run("inventory -i hosts.yml a").code()).isEqualTo(64);
  }

  @Test
  void a_file_without_an_end_is_refused() {
    assertThat(bascule.run("validate", "-i", "/dev/zero", bascule.path("site.yml")).err())
        .isEqualTo(
            """
            /dev/zero:1:1: error[file-too-large]: this has no end, or more than 16 MiB
              hint: is this the file you meant?
            """);
  }
}
