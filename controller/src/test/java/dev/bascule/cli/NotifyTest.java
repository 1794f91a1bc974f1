package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story of a fleet over several runs, as whoever wants to be told hears it. */
class NotifyTest {
  @TempDir Path folder;
  private Bascule bascule;

  @BeforeEach
  void site() throws IOException {
    bascule = new Bascule(folder).over(new Nodes());
    bascule.environment.remove("BASCULE_HISTORY");
    bascule.environment.put("BASCULE_NOTIFY_COMMAND", "cat >>heard; echo >>heard");
    bascule.file("hosts.yml", "all: {hosts: {n1: {ansible_connection: local}}}\n");
    bascule.file(
        "site.yml",
        """
        - hosts: all
          tasks:
            - copy: {content: "one\\n", dest: "%1$s/one"}
            - copy: {content: "two\\n", dest: "%1$s/two"}
              tags: second
        """
            .formatted(folder));
  }

  @Test
  void drift_is_told_once_then_its_end_and_then_it_is_new() throws IOException {
    assertThat(run("drift").code()).isEqualTo(2);
    assertThat(heard()).containsExactly("drift");
    run("drift");
    assertThat(heard()).isEmpty();

    bascule.file("one", "one\n");
    run("drift");
    assertThat(heard()).containsExactly("drift changed");

    assertThat(run("apply", "--yes").code()).isZero();
    assertThat(heard()).containsExactly("recovery");
    run("drift");
    assertThat(heard()).isEmpty();

    Files.delete(folder.resolve("one"));
    run("drift");
    assertThat(heard()).containsExactly("drift");
  }

  @Test
  void a_run_with_other_tags_does_not_end_what_it_did_not_look_at() throws IOException {
    run("drift");
    heard();
    bascule.file("two", "two\n");
    assertThat(run("drift", "--tags", "second").code()).isZero();
    assertThat(heard()).isEmpty();
  }

  @Test
  void a_plan_is_no_news() throws IOException {
    run("plan");
    assertThat(heard()).isEmpty();
  }

  @Test
  void what_nobody_could_be_told_is_told_by_the_next_run_and_changes_no_exit_code()
      throws IOException {
    Bascule.Result failed =
        run("drift", "--notify-command", "cat >/dev/null; echo no mail today; exit 7");
    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err())
        .contains("bascule: nobody was notified by --notify-command: exit code 7: no mail today\n");
    run("drift");
    assertThat(heard()).containsExactly("drift");
  }

  @Test
  void who_has_heard_it_hears_it_once_also_where_another_one_never_does() throws IOException {
    for (int i = 0; i < 2; i++) {
      Bascule.Result result = run("drift", "--notify-url", "http://127.0.0.1:9/x");
      assertThat(result.err()).contains("nobody was notified by http://127.0.0.1:9/…");
      assertThat(heard()).isEqualTo(i == 0 ? List.of("drift") : List.of());
    }
  }

  @Test
  void another_one_to_be_told_is_told_what_the_first_one_knows() throws IOException {
    run("drift");
    heard();
    run("drift", "--notify-command", "cat >>heard");
    assertThat(heard()).containsExactly("drift");
  }

  @Test
  void without_a_history_drift_is_told_by_each_run() throws IOException {
    for (int i = 0; i < 2; i++) {
      Bascule.Result result = run("drift", "--history", "off");
      assertThat(heard()).containsExactly("drift");
      assertThat(result.err())
          .contains("what was told before is not known, so all is told: there is no history");
    }
  }

  @Test
  void an_empty_option_takes_back_what_the_environment_says() throws IOException {
    run("drift", "--notify-command", "");
    assertThat(heard()).isEmpty();
  }

  @Test
  void an_address_that_is_none_is_refused_before_any_node_is_contacted_and_not_shown() {
    Bascule nowhere = new Bascule(folder);
    nowhere.environment.put("BASCULE_NOTIFY_URL", "ftp://chat.example/s3cret");
    Bascule.Result result = nowhere.run("drift", "-i", "hosts.yml", bascule.path("site.yml"));
    assertThat(result.code()).isEqualTo(64);
    assertThat(result.err())
        .isEqualTo(
            """
            bascule drift: BASCULE_NOTIFY_URL: this is not the address of a webhook
              hint: write https://HOST/PATH, without user and password; a token goes into BASCULE_NOTIFY_TOKEN
            """);
  }

  @Test
  void a_webhook_that_is_not_there_is_one_warning_without_its_path() throws IOException {
    bascule.environment.put("BASCULE_NOTIFY_COMMAND", "");
    Bascule.Result result = run("drift", "--notify-url", "http://127.0.0.1:9/hooks/s3cret");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("bascule: nobody was notified by http://127.0.0.1:9/…: no connection")
        .doesNotContain("s3cret");
    assertThat(bascule.run("history", "show", "20", "-o", "json").out())
        .contains("127.0.0.1:9")
        .doesNotContain("s3cret");
  }

  private Bascule.Result run(String command, String... more) {
    return bascule.run(
        Stream.of(
                Stream.of(command, "-i", bascule.path("hosts.yml")),
                Stream.of(more),
                Stream.of(bascule.path("site.yml")))
            .flatMap(it -> it)
            .toArray(String[]::new));
  }

  /** What was told since this was last asked, by its kinds. */
  private List<String> heard() throws IOException {
    Path file = folder.resolve("heard");
    if (!Files.exists(file)) {
      return List.of();
    }
    String text = Files.readString(file);
    Files.delete(file);
    return text.lines()
        .flatMap(line -> Stream.of(line.split("\\{\"event\":")).skip(1))
        .map(
            event ->
                event.substring(1, event.indexOf('"', 1))
                    + (event.contains("\"changed\":true") ? " changed" : ""))
        .toList();
  }
}
