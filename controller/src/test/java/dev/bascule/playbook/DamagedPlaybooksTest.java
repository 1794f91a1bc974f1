package dev.bascule.playbook;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.bascule.inventory.Inventory;
import dev.bascule.inventory.InventoryLoader;
import dev.bascule.inventory.InventoryRequest;
import dev.bascule.source.Problem;
import dev.bascule.source.Problems;
import dev.bascule.state.DesiredSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in a playbook file, users get problems and no stack trace. */
class DamagedPlaybooksTest {
  private static final int TRIES = 30;
  private static final String SIGNS = "[]{}:-#\"'=,|>!&*? \n\t\u00e4\u20ac";

  @TempDir Path folder;

  @Test
  void a_damaged_playbook_is_a_list_of_problems_or_a_playbook() throws IOException {
    Random random = new Random(20);
    Inventory inventory = InventoryLoader.load(InventoryRequest.of("hn1,hn2,web,"), new Problems());
    for (String text : playbooks()) {
      for (int i = 0; i < TRIES; i++) {
        String damaged = damage(text, random);
        assertThatCode(() -> read(damaged, inventory)).as(damaged).doesNotThrowAnyException();
      }
    }
  }

  private void read(String text, Inventory inventory) throws IOException {
    Path file = Files.writeString(folder.resolve("play.yml"), text);
    Problems problems = new Problems();
    Playbook playbook = PlaybookReader.read(List.of(file), problems);
    Resolution resolution = Resolver.resolve(playbook, ResolveRequest.of(inventory), problems);
    resolution.nodes().values().forEach(DesiredSource::factsUsed);
    problems.all().forEach(Problem::format);
  }

  private static String damage(String text, Random random) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = 0; i < 3 && damaged.length() > 2; i++) {
      int at = random.nextInt(damaged.length() - 1);
      int end = Math.min(damaged.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> damaged.delete(at, end);
        case 1 -> damaged.insert(at, damaged.substring(at, end));
        case 2 -> damaged.setCharAt(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
        default -> damaged.insert(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
      }
    }
    return damaged.toString();
  }

  private static List<String> playbooks() throws IOException {
    List<String> texts = new ArrayList<>();
    Path fixtures = Path.of("src/test/resources/dev/bascule/playbook/fixtures");
    try (Stream<Path> folders = Files.list(fixtures)) {
      for (Path fixture : folders.sorted().toList()) {
        for (Path playbook : new PlaybookFixture(fixture).playbooks()) {
          texts.add(Files.readString(playbook));
        }
      }
    }
    return texts;
  }
}
