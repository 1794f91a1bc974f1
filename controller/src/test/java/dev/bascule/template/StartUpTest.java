package dev.bascule.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.Secrets;
import dev.bascule.model.Value.Fields;
import dev.bascule.model.Value.Text;
import dev.bascule.source.Position;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartUpTest {
  @TempDir Path directory;

  /** Expands one text in a Java of its own. */
  static final class OneText {
    public static void main(String[] arguments) {
      Position at = new Position(new SourceFile("x.yml", arguments[0]), 1, 1);
      Scope scope = Scope.of(Map.of("facts", new Fields(Map.of("gateway", new Text("10.66.0.1")))));
      System.out.println(
          new Interpolation(new Secrets()).expand(arguments[0], at, scope, new Problems()));
      System.out.println(new Condition().names(arguments[0]));
    }
  }

  private String loadedFor(String text) throws IOException, InterruptedException {
    Shells.Output output =
        Shells.run(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                OneText.class.getName(),
                text),
            directory);
    assertThat(output.exit()).as(output.err()).isZero();
    assertThat(output.out()).contains("10.66.0.1");
    return output.out();
  }

  @Test
  void names_and_paths_are_expanded_without_loading_freemarker()
      throws IOException, InterruptedException {
    assertThat(loadedFor("ping [=facts.gateway]")).doesNotContain(" freemarker.");
    assertThat(loadedFor("ping [=facts.gateway + '']")).contains(" freemarker.");
  }
}
