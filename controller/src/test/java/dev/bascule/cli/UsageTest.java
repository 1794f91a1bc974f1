package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UsageTest {
  @TempDir Path folder;
  private Bascule bascule;

  @BeforeEach
  void begin() {
    bascule = new Bascule(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "pln | bascule: unknown command 'pln' | did you mean 'plan'?",
        "conquer | bascule: unknown command 'conquer' | see: bascule --help",
        "-v plan | bascule: unknown option '-v' before a command | options come after the command",
        "plan --limt x | bascule plan: unknown option '--limt' | did you mean '--limit'?",
        "plan --limt=x | bascule plan: unknown option '--limt' | did you mean '--limit'?",
        "plan --zzz x | bascule plan: unknown option '--zzz' | see: bascule plan --help",
        "plan | bascule plan: PLAYBOOK is missing | see: bascule plan --help",
        "plan x -l | bascule plan: option '--limit' needs a value: PATTERN | see: bascule plan --help",
        "plan x --yes | bascule plan: unknown option '--yes' | see: bascule plan --help",
        "plan x -x | bascule plan: unknown option '-x' | see: bascule plan --help",
        "plan --timeout -5s x | bascule plan: option '--timeout' needs a value: TIME | see: bascule plan --help",
        "plan x --tags , | bascule plan: option '--tags' names no tag | leave it out for all",
        "version x | bascule version: unexpected argument 'x' | see: bascule version --help",
        "apply x --yes=3 | bascule apply: option '--yes' takes no value | see: bascule apply --help",
        "plan x --timeout 0 | bascule plan: option '--timeout': '0' is not a length of time | write 30s, 5m or 1h",
        "apply x | bascule apply: apply asks before it changes anything, and there is no terminal to ask at | add --yes, or look first: bascule plan",
        "enroll all | bascule enroll: enroll asks before it trusts a key, and there is no terminal to ask at | compare what --print shows with the nodes' consoles, then add --yes",
        "enroll | bascule enroll: PATTERN is missing | see: bascule enroll --help",
        "enroll a b | bascule enroll: unexpected argument 'b' | see: bascule enroll --help",
        "plan x -K | bascule plan: a password can only be asked for at a terminal | put it into the inventory, encrypted: ansible_password, ansible_become_password",
        "completion fish | bascule completion: no completion for 'fish' | known: bash and zsh",
      })
  void a_wrong_command_line_is_told_with_a_hint_and_exits_64(
      String line, String message, String hint) {
    Bascule.Result result = bascule.run(line.split(" "));
    assertThat(result.err()).isEqualTo(message + "\n  hint: " + hint + "\n");
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(64);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "plan --forks 2 --forks 3 x | bascule plan: option '--forks' is given twice",
        "plan x --forks 0 | bascule plan: option '--forks': '0' is not a number from 1 to 999",
        "plan x -o yaml | bascule plan: option '--output': 'yaml' is not text or json",
        "plan x --color blue | bascule plan: option '--color': 'blue' is not auto, always or never",
        "plan x -q -v | bascule plan: --quiet and --verbose exclude each other",
        "plan x --diff --no-diff | bascule plan: --diff and --no-diff exclude each other",
        "inventory --list --graph | bascule inventory: --list, --graph and --host exclude each other",
      })
  void some_need_no_hint(String line, String message) {
    Bascule.Result result = bascule.run(line.split(" "));
    assertThat(result.err()).isEqualTo(message + "\n");
    assertThat(result.code()).isEqualTo(64);
  }

  @Test
  void json_of_an_apply_cannot_ask_even_at_a_terminal() {
    Bascule.Result result = bascule.atTerminal("y\n").run("apply", "-o", "json", "x");
    assertThat(result.err())
        .isEqualTo("bascule apply: apply --output json cannot ask\n  hint: add --yes\n");
    assertThat(result.code()).isEqualTo(64);
  }

  @Test
  void without_a_command_the_help_goes_to_stderr_and_exits_64() {
    Bascule.Result result = bascule.run();
    assertThat(result.err()).startsWith("Usage: bascule COMMAND");
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(64);
  }

  @Test
  void help_goes_to_stdout_and_names_every_command() {
    Bascule.Result result = bascule.run("--help");
    assertThat(result.out()).contains(CommandName.texts()).contains("Exit codes:");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void every_command_has_help_within_80_columns_even_beside_mistakes(CommandName name) {
    Bascule.Result result = bascule.run(name.text(), "--no-such-option", "--help");
    assertThat(result.out()).startsWith("Usage: bascule " + name.text()).contains("-h, --help");
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(result).isEqualTo(bascule.run("help", name.text()));
    assertThat(result.code()).isZero();
  }

  @Test
  void the_version_is_one_line() {
    assertThat(bascule.run("--version").out()).matches("bascule \\S+ \\(Java .*\\)\n");
    assertThat(bascule.run("version")).isEqualTo(bascule.run("-V"));
  }
}
