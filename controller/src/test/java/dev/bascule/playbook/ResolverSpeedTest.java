package dev.bascule.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inventory.Inventory;
import dev.bascule.inventory.InventoryLoader;
import dev.bascule.inventory.InventoryRequest;
import dev.bascule.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolverSpeedTest {
  private static final Duration ALLOWED = Duration.ofSeconds(1);

  @TempDir Path folder;

  @Test
  void a_thousand_nodes_with_twenty_tasks_resolve_within_a_second() throws IOException {
    Problems problems = new Problems();
    Inventory inventory = inventory(problems);
    Playbook playbook = PlaybookReader.read(List.of(playbook()), problems);
    Duration best = Duration.ofDays(1);
    for (int run = 0; run < 4; run++) {
      long begin = System.nanoTime();
      Resolution resolution = Resolver.resolve(playbook, ResolveRequest.of(inventory), problems);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      best = took.compareTo(best) < 0 ? took : best;
      assertThat(problems.all()).isEmpty();
      assertThat(resolution.nodes()).hasSize(1000);
    }
    assertThat(best).isLessThan(ALLOWED);
  }

  private Inventory inventory(Problems problems) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("hosts.yml"),
            """
            all:
              vars: {bridge: br0, gateway: 10.0.0.1, ports: [eth0, eth1]}
              hosts:
                hn[0001:1000]: {address: 10.0.0.2, ct: 101}
            """);
    return InventoryLoader.load(InventoryRequest.of(file.toString()), problems);
  }

  private Path playbook() throws IOException {
    StringBuilder text = new StringBuilder("- hosts: all\n  tasks:\n");
    for (int i = 0; i < 20; i++) {
      text.append(task(i));
    }
    Files.writeString(
        folder.resolve("t.sh.ftl"), "<#list ports as p>\nup [=p] [=gateway]\n</#list>\n");
    return Files.writeString(folder.resolve("play.yml"), text);
  }

  private static String task(int i) {
    return switch (i % 4) {
      case 0 -> "    - template: {src: t.sh.ftl, dest: /t" + i + "}\n";
      case 1 -> "    - copy: {content: \"[=bridge] [=ct + 1]\", dest: /c" + i + "}\n";
      case 2 ->
          "    - settings: {path: /s"
              + i
              + ", values: {A: \"[=address]\", B: 1}}\n"
              + "      when: ct gt 100\n";
      default -> "    - sysctl: {name: a.b" + i + ", value: 1}\n";
    };
  }
}
