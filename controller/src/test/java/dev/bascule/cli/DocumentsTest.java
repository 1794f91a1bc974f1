package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DocumentsTest {
  @TempDir Path folder;

  @Test
  void the_reference_of_commands_is_what_the_program_says() throws IOException {
    Path page = Path.of("../docs/commands.md");
    if (System.getenv("BASCULE_WRITE_DOCS") != null) {
      Files.writeString(page, CommandsPage.markdown());
    }
    assertThat(page)
        .as("write it anew: BASCULE_WRITE_DOCS=1 mvn test -Dtest=DocumentsTest")
        .hasContent(CommandsPage.markdown());
  }

  @Test
  void manual_pages_have_no_mistake_in_groffs_eyes() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/groff")), "groff is not installed");
    Documents.write(folder);
    try (var pages = Files.list(folder.resolve("man/man1"))) {
      for (Path page : pages.toList()) {
        Ended groff = run(List.of("groff", "-ww", "-b", "-man", "-Tutf8", page.toString()), "");
        assertThat(groff.err()).as(page.toString()).isEmpty();
        // A terminal shows bold as each character typed twice.
        assertThat(groff.out().replaceAll(".\u0008", "")).contains("NAME").contains("SYNOPSIS");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_option_of_a_command_is_in_its_manual_page(CommandName name) {
    String page = ManPage.command(name).replace("\\-", "-");
    CommandTree.command(name)
        .options()
        .forEach(option -> assertThat(page).contains(option.names()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bascule pl | plan",
        "bascule plan --retr | --retry-failed",
        "bascule plan --output j | json",
        "bascule plan --color a | auto always",
        "bascule completion z | zsh",
        "bascule apply --ye | --yes",
        "bascule help enr | enroll",
      })
  void bash_completes(String typed, String expected) throws Exception {
    String words = String.join(" ", List.of(typed.split(" ")));
    String script =
        Completion.bash()
            + "COMP_WORDS=("
            + words
            + ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_bascule\necho \"${COMPREPLY[*]}\"\n";
    Ended bash = run(List.of("bash"), script);
    assertThat(bash.err()).isEmpty();
    assertThat(bash.out().strip()).isEqualTo(expected);
  }

  @Test
  void bash_completes_files_with_blanks() throws Exception {
    Files.createFile(folder.resolve("my site.yml"));
    String script =
        Completion.bash()
            + "cd '"
            + folder
            + "'; COMP_WORDS=(bascule plan my); COMP_CWORD=2\n_bascule\n"
            + "printf '%s|' \"${COMPREPLY[@]}\"\n";
    assertThat(run(List.of("bash"), script).out()).isEqualTo("my site.yml|");
  }

  @Test
  void the_zsh_script_names_every_command_and_parses() throws Exception {
    assertThat(Completion.zsh()).contains(CommandName.texts());
    assumeTrue(Files.exists(Path.of("/usr/bin/zsh")), "zsh is not installed");
    assertThat(run(List.of("zsh", "-n"), Completion.zsh()).err()).isEmpty();
  }

  private record Ended(String out, String err) {}

  private Ended run(List<String> command, String input) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    process.waitFor();
    return new Ended(Files.readString(out), Files.readString(err));
  }
}
