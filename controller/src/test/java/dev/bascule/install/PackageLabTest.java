package dev.bascule.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.lab.CommandResult;
import dev.bascule.lab.Lab;
import dev.bascule.lab.LabTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The life of the Debian package on one machine, in its order; then the tar.gz. */
@LabTest(nodes = 1)
@TestMethodOrder(OrderAnnotation.class)
class PackageLabTest {
  private static final long MOST = 32L << 20;
  private static final String EXAMPLES = "/usr/share/doc/bascule/examples";

  // What dpkg, apt and man-db write about any package.
  private static final String FILES =
      "find / -xdev -path /mnt -prune -o ! -path '/var/lib/dpkg/*' ! -path '/var/lib/apt/*'"
          + " ! -path '/var/log/*' ! -path '/var/cache/*' -print | sort";

  @TempDir static Path folder;
  private static String before = "";

  private static CleanRoot root(Lab lab) throws IOException {
    return CleanRoot.of(lab, folder, "package");
  }

  @Test
  @Order(1)
  void apt_names_java_where_it_is_missing(Lab lab, @TempDir Path bare) throws IOException {
    CommandResult apt = CleanRoot.of(lab, bare, "light").sh("apt-get install -y /mnt/bascule.deb");
    assertThat(apt.exit()).isNotZero();
    assertThat(apt.out() + apt.err()).contains("default-jre-headless");
  }

  @Test
  @Order(2)
  void an_older_version_is_upgraded_and_its_files_go(Lab lab) throws IOException {
    CleanRoot root = root(lab);
    // No registry is in reach here: what is missing is found out at once.
    root.out(": >/etc/apt/sources.list; rm -rf /var/lib/apt/lists/*");
    before = root.out(FILES);
    root.out(
        "dpkg-deb -R /mnt/bascule.deb /tmp/old; echo x >/tmp/old/usr/share/bascule/lib/gone.jar;"
            + " sed -i 's/^Version: .*/Version: 0.0.9/' /tmp/old/DEBIAN/control;"
            + " dpkg-deb --root-owner-group -b /tmp/old /tmp/old.deb; apt-get install -y"
            + " /tmp/old.deb; rm -r /tmp/old /tmp/old.deb; test -f"
            + " /usr/share/bascule/lib/gone.jar");
    root.out("apt-get install -y /mnt/bascule.deb");
    assertThat(root.sh("test -e /usr/share/bascule/lib/gone.jar").exit()).isEqualTo(1);
    assertThat(root.out("dpkg-query -W -f '${Status} ${Version}' bascule"))
        .startsWith("install ok installed 0.1");
  }

  @Test
  @Order(3)
  void it_runs_with_the_archive_that_was_made_at_the_install(Lab lab) throws IOException {
    CleanRoot root = root(lab);
    assertThat(root.out("bascule version")).startsWith("bascule ");
    assertThat(root.out("bascule --help")).contains("drift", "apply");
    // Not with what does not fit: on is a failure then, auto would be silence.
    root.out("BASCULE_JAVA_OPTS=-Xshare:on bascule version");
    assertThat(root.out("stat -c '%U:%G %a' /var/cache/bascule/bascule.jsa"))
        .isEqualTo("root:root 644\n");
    root.out("rm /var/cache/bascule/bascule.jsa; bascule version");
    root.out("dpkg-trigger --by-package=bascule /usr/lib/jvm; dpkg --configure --pending");
    root.out("BASCULE_JAVA_OPTS=-Xshare:on bascule version");
  }

  @Test
  @Order(4)
  void its_manual_pages_and_completion_are_where_they_are_looked_for(Lab lab) throws IOException {
    CleanRoot root = root(lab);
    assertThat(root.out("man -w bascule bascule-drift"))
        .isEqualTo("/usr/share/man/man1/bascule.1.gz\n/usr/share/man/man1/bascule-drift.1.gz\n");
    assertThat(root.out("man bascule-drift | cat")).contains("bascule drift");
    assertThat(
            root.out(
                "bash -c '. /usr/share/bash-completion/completions/bascule;"
                    + " COMP_WORDS=(bascule dri); COMP_CWORD=1; _bascule; echo $COMPREPLY'"))
        .isEqualTo("drift\n");
    root.out("test -s /usr/share/zsh/vendor-completions/_bascule");
  }

  @Test
  @Order(5)
  void systemd_finds_nothing_wrong_with_its_units(Lab lab) throws IOException {
    CommandResult said =
        root(lab)
            .sh(
                "cd /lib/systemd/system; systemd-analyze verify bascule-drift@.service"
                    + " bascule-drift@.timer");
    assertThat(said.exit()).as(said.toString()).isZero();
    assertThat(said.err()).doesNotContain("bascule");
  }

  @Test
  @Order(6)
  void its_examples_validate_and_a_node_is_planned(Lab lab) throws IOException {
    CleanRoot root = root(lab);
    assertThat(
            root.sh(
                    "cd "
                        + EXAMPLES
                        + "; bascule validate -i inventories/example playbooks/vznet.yml")
                .orThrow()
                .err())
        .isEmpty();
    Files.copy(lab.key(), root.given().resolve("key"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        lab.knownHosts(), root.given().resolve("known_hosts"), StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(
        root.given().resolve("site.yml"),
        "- hosts: all\n  tasks:\n    - template: {src: sysctl.conf.ftl, dest: /etc/x.conf}\n"
            + "      vars: {sysctls: {net.ipv4.ip_forward: 1}}\n");
    CommandResult plan =
        root.sh(
            "install -m 600 /mnt/key /tmp/key; printf 'hn: {ansible_host: "
                + lab.node(1).address()
                + ", ansible_user: root, ansible_ssh_private_key_file: /tmp/key,"
                + " ansible_ssh_common_args: -o UserKnownHostsFile=/mnt/known_hosts}'"
                + " | sed 's/^/all: {hosts: {/; s/$/}}/' >/tmp/inventory.yml;"
                + " bascule plan -i /tmp/inventory.yml /mnt/site.yml");
    assertThat(plan.exit()).as(plan.toString()).isEqualTo(2);
    assertThat(plan.out()).contains("/etc/x.conf");
  }

  @Test
  @Order(7)
  void removed_it_takes_its_archive_along_and_purged_its_state(Lab lab) throws IOException {
    CleanRoot root = root(lab);
    root.out(
        "mkdir -p /var/lib/bascule/tx /var/lib/bascule-drift@prod /var/lib/private/bascule-drift@prod"
            + " /etc/bascule; touch /var/lib/bascule/tx/program /etc/bascule/mine");
    root.out("apt-get remove -y bascule");
    assertThat(
            root.out(
                "find / -xdev \\( -path /mnt -o -path /root/.local -o -path /var/cache/man \\) -prune -o -name '*bascule*' -print | sort"))
        .as("state stays until the purge")
        .isEqualTo(
            "/etc/bascule\n/var/lib/bascule\n/var/lib/bascule-drift@prod\n/var/lib/dpkg/info/bascule.list\n"
                + "/var/lib/dpkg/info/bascule.postrm\n/var/lib/private/bascule-drift@prod\n");
    root.out("rm -f /tmp/key /tmp/inventory.yml; rm -rf /root/.local; apt-get purge -y bascule");
    assertThat(root.sh("test -f /etc/bascule/mine").exit()).as("what a user wrote stays").isZero();
    assertThat(root.sh("test -f /var/lib/bascule/tx/program").exit())
        .as("what root would run to go back, were this machine a node too, stays")
        .isZero();
    root.out(
        "rm -r /etc/bascule /var/lib/bascule; rmdir --ignore-fail-on-non-empty /var/lib/private");
    Set<String> left = root.out(FILES).lines().collect(Collectors.toCollection(TreeSet::new));
    before.lines().forEach(left::remove);
    assertThat(left).isEmpty();
  }

  @Test
  @Order(8)
  void unpacked_it_runs_from_a_folder_that_nobody_may_write_to(Lab lab) throws IOException {
    CleanRoot root = root(lab);
    String given = root.given().toString();
    lab.controller("tar", "xzf", given + "/bascule.tar.gz", "-C", given).orThrow();
    root.out(
        "ln -s /mnt/bascule-*/bin/bascule /usr/local/bin/bascule; ln -s bascule /usr/local/bin/b");
    assertThat(root.out("cd /; b version")).startsWith("bascule ");
    assertThat(
            root.sh(
                    "cd /mnt/bascule-*/; setpriv --reuid 65534 --clear-groups bin/bascule validate -i"
                        + " inventories/example playbooks/vznet.yml")
                .orThrow()
                .err())
        .isEmpty();
    assertThat(root.sh("/mnt/bascule-*/bin/bascule-archive").err())
        .contains("cannot be written to\n  hint: ");
    root.out(
        "cp -a /mnt/bascule-*/ /opt/b; /opt/b/bin/bascule-archive;"
            + " BASCULE_JAVA_OPTS=-Xshare:on /opt/b/bin/bascule version");
  }

  @Test
  void all_in_the_packages_is_roots_and_as_old_as_the_build_says(Lab lab) throws IOException {
    String times =
        lab.controller(
                "sh",
                "-c",
                "TZ=UTC; export TZ; { dpkg-deb -c \"$0\"; dpkg-deb --ctrl-tarfile \"$0\" | tar tvf"
                    + " -; tar tvzf \"$1\"; } | awk '{ print $2, $4, $5 }' | sort -u",
                CleanRoot.deb().toString(),
                CleanRoot.tar().toString())
            .orThrow()
            .out();
    assertThat(times).isEqualTo("root/root 2026-01-01 00:00\n");
  }

  @Test
  void the_packages_are_small() throws IOException {
    long deb = Files.size(CleanRoot.deb());
    long tar = Files.size(CleanRoot.tar());
    System.out.printf("sizes: deb %.1f MiB, tar.gz %.1f MiB%n", mebi(deb), mebi(tar));
    assertThat(Math.max(deb, tar)).isLessThan(MOST);
  }

  private static double mebi(long bytes) {
    return bytes / (double) (1 << 20);
  }
}
