package dev.bascule.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks for texts after which the scanner lets a value stand that a shell then runs. */
class ShellDialectRandomTest {
  private static final List<String> PIECES =
      List.of(
          "'",
          "\"",
          "`",
          "$(",
          ")",
          "(",
          "${x:-",
          "${x#",
          "}",
          "{",
          "$((1+",
          "))",
          "#",
          "\\",
          "\n",
          "\n",
          " ",
          " ",
          "a",
          "x=",
          "$",
          "<<E ",
          "<<-E\n",
          "<<'E'\n",
          "E\n",
          "\tE\n",
          ";",
          "|",
          "&&",
          "case x in x)",
          " esac\n",
          "<",
          "<<<",
          ": ",
          "[ ",
          " ]",
          "if :; then ",
          "fi\n",
          "$#",
          "\\\n",
          "1",
          "!",
          "$'",
          "\"$(");

  // If any part of it is read as anything but data, a file appears.
  private static final String VALUE =
      "$(>harm)`>harm`'$(>harm)`>harm`\"$(>harm)\n>harm\n>harm ;>harm\n)\n>harm\nE\n>harm\n}>harm\n\\";

  @TempDir Path directory;

  @Test
  void no_text_makes_a_value_more_than_data() throws IOException, InterruptedException {
    Random random = new Random(Long.getLong("bascule.seed", 20));
    int samples = Integer.getInteger("bascule.samples", 250);
    Path script = directory.resolve("script");
    for (int allowed = 0; allowed < samples; ) {
      Dialect dialect = ShellDialect.script();
      StringBuilder text = new StringBuilder(": ");
      for (int i = random.nextInt(12); i >= 0; i--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      dialect.text(text.toString());
      if (!allows(dialect)) {
        continue;
      }
      allowed++;
      // What follows closes whatever may be open, so that the shells get to run it.
      String end =
          List.of("\n", " )\n", "\n)\"\n", "\n esac\n)\n", "\nfi\n").get(random.nextInt(5));
      Files.writeString(script, text + ShellDialect.quote(VALUE) + end);
      for (List<String> shell : Shells.all()) {
        Shells.run(shell, script, directory);
        assertThat(directory.resolve("harm"))
            .as(shell + " <<" + text + "§" + end + ">>")
            .doesNotExist();
      }
    }
  }

  private static boolean allows(Dialect dialect) {
    try {
      dialect.place();
      return true;
    } catch (Refusal e) {
      return false;
    }
  }
}
