package dev.bascule.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.file.Resource.SettingsStyle;
import dev.bascule.model.FileContent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTextTest {

  private static String shell(String text, String key, String value) {
    return edit(SettingsStyle.SHELL, text, key, value);
  }

  private static String edit(SettingsStyle style, String text, String key, String value) {
    return new SettingsText(style, String::equals)
        .edit(FileContent.of(text), Map.of(key, Optional.ofNullable(value)))
        .text();
  }

  @Test
  void a_value_is_replaced_and_everything_else_stays() {
    String before = "# A=0\n\n  A='1' # why\nB=2\n";
    assertThat(shell(before, "A", "5")).isEqualTo("# A=0\n\n  A=\"5\" # why\nB=2\n");
  }

  @Test
  void a_value_that_reads_the_same_is_left_as_it_is_written() {
    for (String line : List.of("A=x", "A='x'", "A=\"x\"", "export A=x;", "\tA=\\x")) {
      assertThat(shell(line, "A", "x")).isEqualTo(line);
    }
  }

  @Test
  void a_value_that_the_shell_would_expand_is_replaced() {
    assertThat(shell("A=\"$(id)\"\n", "A", "$(id)")).isEqualTo("A=\"\\$(id)\"\n");
  }

  @Test
  void a_new_key_goes_to_the_end_and_a_missing_line_end_is_made_good() {
    assertThat(shell("B=1", "A", "x y")).isEqualTo("B=1\nA=\"x y\"\n");
    assertThat(shell("", "A", "x")).isEqualTo("A=\"x\"\n");
  }

  @Test
  void a_missing_line_end_stays_missing_where_the_last_line_is_changed() {
    assertThat(shell("B=1\nA=1", "A", "2")).isEqualTo("B=1\nA=\"2\"");
  }

  @Test
  void line_ends_of_dos_stay() {
    assertThat(shell("A=1\r\nB=2\r\n", "A", "3")).isEqualTo("A=\"3\"\r\nB=2\r\n");
    assertThat(shell("A=1\r\n", "B", "3")).isEqualTo("A=1\r\nB=\"3\"\r\n");
  }

  @Test
  void all_lines_of_a_repeated_key_get_the_value() {
    assertThat(shell("A=1\nB=2\nA=3\n", "A", "4")).isEqualTo("A=\"4\"\nB=2\nA=\"4\"\n");
  }

  @Test
  void no_value_removes_all_lines_of_a_key() {
    assertThat(shell("A=1\nB=2\nA=3\n", "A", null)).isEqualTo("B=2\n");
  }

  @Test
  void a_key_inside_a_quoted_value_is_not_a_key() {
    String text = "X=\"a\nA=1\n\"\nA=2\n";
    assertThat(shell(text, "A", "3")).isEqualTo("X=\"a\nA=1\n\"\nA=\"3\"\n");
  }

  @Test
  void a_value_over_several_lines_is_replaced_whole() {
    assertThat(shell("A=\"a\nb\"\nB=1\n", "A", "c")).isEqualTo("A=\"c\"\nB=1\n");
    assertThat(shell("A=a\\\nb\nB=1\n", "A", "c")).isEqualTo("A=\"c\"\nB=1\n");
  }

  @Test
  void an_open_quote_does_not_swallow_the_rest() {
    assertThat(shell("# don't\nX=don't\nA=1\n", "A", "2")).isEqualTo("# don't\nX=don't\nA=\"2\"\n");
  }

  @Test
  void a_command_with_an_environment_is_no_setting() {
    assertThat(shell("A=1 run\n", "A", "2")).isEqualTo("A=1 run\nA=\"2\"\n");
  }

  @Test
  void a_longer_name_is_another_key() {
    String text = "VETH_IP_ADDRESS=\"1\"\n";
    assertThat(shell(text, "IP_ADDRESS", "2")).isEqualTo(text + "IP_ADDRESS=\"2\"\n");
  }

  @Test
  void bytes_that_are_no_utf8_stay() {
    byte[] before = "# \u00e9\nA=1\n".getBytes(StandardCharsets.ISO_8859_1);
    byte[] after =
        new SettingsText(SettingsStyle.SHELL, String::equals)
            .edit(FileContent.of(before), Map.of("A", Optional.of("ü")))
            .bytes();
    assertThat(Arrays.copyOf(after, 4)).isEqualTo(Arrays.copyOf(before, 4));
    assertThat(new String(after, StandardCharsets.UTF_8)).endsWith("A=\"ü\"\n");
  }

  @Test
  void equals_keeps_the_spacing_of_the_line() {
    SettingsStyle style = SettingsStyle.EQUALS;
    assertThat(edit(style, "a.b=1\n c = 2 \n", "c", "3")).isEqualTo("a.b=1\n c = 3 \n");
    assertThat(edit(style, "#a.b=1\n;a.b=2\n", "a.b", "3")).isEqualTo("#a.b=1\n;a.b=2\na.b = 3\n");
  }

  @Test
  void space_sets_one_line_before_the_first_match_block() {
    SettingsStyle style = SettingsStyle.SPACE;
    String text = "Port 22\nPort 23\nMatch User x\n  Port 24\n";
    assertThat(edit(style, text, "Port", "25")).isEqualTo("Port 25\nMatch User x\n  Port 24\n");
    assertThat(edit(style, text, "UseDNS", "no"))
        .isEqualTo("Port 22\nPort 23\nUseDNS no\nMatch User x\n  Port 24\n");
  }

  @Test
  void a_line_break_in_a_value_is_refused() {
    assertThat(SettingsText.problemOf(SettingsStyle.SHELL, "A", Optional.of("a\nb")))
        .contains("the value of setting A holds a line break");
    assertThat(SettingsText.problemOf(SettingsStyle.SHELL, "A B", Optional.of("a")))
        .contains("'A B' cannot be the name of a setting");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox"})
  void hostile_values_read_back_exactly(String shell) throws Exception {
    Random random = new Random(42);
    String alphabet = "a '\"\\$`!*?#;&|~(){}[]\t=-ü\u0001";
    for (int round = 0; round < 40; round++) {
      StringBuilder value = new StringBuilder();
      for (int i = random.nextInt(30); i >= 0; i--) {
        value.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String text = shell("X='it''s'\n", "A", value.toString());
      assertThat(readBack(shell, text)).isEqualTo(value.toString());
      assertThat(shell(text, "A", value.toString())).isEqualTo(text);
    }
  }

  @Test
  void any_text_without_the_key_only_grows_at_its_end() {
    Random random = new Random(7);
    String alphabet = "aB='\"\\#\n\r ;$";
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      for (SettingsStyle style : SettingsStyle.values()) {
        assertThat(edit(style, text.toString(), "KEY", "v")).startsWith(text.toString());
        assertThat(edit(style, text.toString(), "KEY", null)).isEqualTo(text.toString());
      }
    }
  }

  private static String readBack(String shell, String text) throws Exception {
    List<String> command =
        shell.equals("busybox")
            ? List.of("busybox", "ash", "-c", "eval \"$T\"; printf %s \"$A\"")
            : List.of(shell, "-c", "eval \"$T\"; printf %s \"$A\"");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(new HashMap<>(Map.of("T", text, "LC_ALL", "C.UTF-8")));
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
