package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bascule schedule}; nothing is installed here: that is for the lab. */
class ScheduleTest {
  @TempDir Path folder;
  private Bascule bascule;

  @BeforeEach
  void begin() throws IOException {
    bascule =
        new Bascule(folder)
            .file("in ven/hosts.yml", "all: {hosts: {n1: {}, n2: {}}}\n")
            .file(
                "50% $HOME/site.yml",
                "- hosts: all\n  tasks:\n    - copy: {content: x, dest: /x}\n")
            .file("key", "secret");
  }

  @Test
  void a_service_of_systemd_has_absolute_paths_and_quotes_what_systemd_would_expand() {
    Bascule.Result result =
        schedule("systemd --key " + bascule.path("key"), "--junit", bascule.path("out.xml"));
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("# ==> bascule-drift.service\n", "# ==> bascule-drift.timer\n")
        .contains("LoadCredential=key:key\n")
        .contains(
            "ExecStart=/bin/true drift --private-key ${CREDENTIALS_DIRECTORY}/key"
                + " \"--inventory=in ven/hosts.yml\" --junit=out.xml \"50%% $$HOME/site.yml\"\n")
        .contains("SuccessExitStatus=2\n", "DynamicUser=yes\n", "OnCalendar=*-*-* *:00:00\n")
        .contains("ReadWritePaths=" + folder + "\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void a_service_may_write_where_its_history_and_results_are() throws IOException {
    bascule.file("5% $HOME/old", "");
    assertThat(schedule("systemd", "--history", bascule.path("own.db")).out())
        .contains(" --history=own.db ", "\nReadWritePaths=" + folder + "\n");
    assertThat(schedule("systemd", "--history", bascule.path("5% $HOME/a:b.db")).out())
        .as("another word than in ExecStart=")
        .contains(" \"--history=5%% $$HOME/a:b.db\" ")
        .contains("\nReadWritePaths=\"5%% $HOME\"\n");
    for (String elsewhere : List.of("off", "postgresql://db/x")) {
      assertThat(schedule("systemd", "--history", elsewhere).out())
          .contains("--history=" + elsewhere)
          .doesNotContain("ReadWritePaths=");
    }
    assertThat(schedule("systemd").out()).doesNotContain("ReadWritePaths=");
  }

  @Test
  void a_line_of_cron_is_one_line_with_a_lock() {
    Bascule.Result result = schedule("cron --every 6h --mailto ops@example.net --jitter 10m");
    assertThat(result.out())
        .contains("MAILTO=ops@example.net\n")
        .contains(
            "0 */6 * * * root set -a; [ ! -e /etc/bascule/bascule-drift.env ] || ."
                + " /etc/bascule/bascule-drift.env; set +a; d=${XDG_STATE_HOME:-$HOME/.local/state}/bascule; mkdir -p \"$d\";"
                + " said=$(flock -n -E 75 \"$d/bascule-drift.lock\" /bin/true drift --jitter 600s '--inventory=in ven/hosts.yml'"
                + " '50''\\% $HOME/site.yml' 2>&1); code=$?;");
  }

  @Test
  void a_line_that_is_longer_than_cron_takes_is_refused() throws IOException {
    bascule.file("many.yml", "{}\n");
    List<String> extras = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      extras.addAll(List.of("-e", "@" + bascule.path("many.yml")));
    }
    Bascule.Result result = schedule("cron", extras.toArray(String[]::new));
    assertThat(result.err())
        .contains(
            "the line would be longer than cron takes, 998 characters\n"
                + "  hint: shorten the paths, or use bascule schedule systemd\n");
    assertThat(result.code()).isEqualTo(64);
    assertThat(schedule("systemd", extras.toArray(String[]::new)).code()).isZero();
  }

  @Test
  void files_are_written_into_a_folder_and_named() throws IOException {
    Bascule.Result result =
        schedule("systemd --name nightly --at daily --out " + bascule.path("units"));
    assertThat(result.out()).isEqualTo("units/nightly.service\nunits/nightly.timer\n");
    assertThat(Files.readString(folder.resolve("units/nightly.timer")))
        .contains("OnCalendar=daily\n");
  }

  @Test
  void the_default_inventory_is_named_because_a_timer_has_another_folder() {
    bascule.environment.put("BASCULE_INVENTORY", bascule.path("in ven/hosts.yml"));
    assertThat(bascule.run("schedule", "systemd", "--program", "/bin/true", "--", site()).out())
        .contains(" drift \"--inventory=in ven/hosts.yml\" ");
  }

  @Test
  void a_manifest_keeps_paths_as_they_are_in_the_pod() {
    Bascule.Result result =
        bascule.run(
            "schedule",
            "kubernetes",
            "--image",
            "r.example/bascule:1",
            "--shards",
            "3",
            "--",
            "drift",
            "-i",
            "hosts.yml",
            "site.yml");
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("completions: 3\n", "- \"hosts.yml\"\n", "- \"site.yml\"\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "at -- x | no schedule for 'at' | known: systemd, cron, kubernetes",
        "systemd | what drift is given is missing | write it after --: -- -i INVENTORY PLAYBOOK",
        "systemd -- apply x | only drift can be scheduled, not apply | a change wants somebody who looks on",
        "systemd -- --limt n1 x | unknown option '--limt' | did you mean '--limit'?",
        "systemd -- -k x | --ask-pass asks, and nobody is there when a timer fires | put the password into the inventory, encrypted, or use a key",
        "systemd -- --shard 4/3 x | option '--shard': '4/3' is not a shard | write I/N with I from 1 to N: 1/3, 2/3 and 3/3 are all nodes",
        "systemd -- -e db_password=hunter2 -i I S | a value of --extra-vars may be a secret, and anyone could read it in the schedule | put it into a file that only the check may read: -e @FILE",
        "kubernetes --image i -- -e {'db_password':'hunter2'} -i I S | a value of --extra-vars may be a secret, and anyone could read it in the manifest | put it into a file: -e @FILE",
        "systemd -- --history postgresql://u:pw@db/x x | the URL of --history has a password, and anyone could read it in the schedule | put the password into ~/.pgpass of the account that the check runs as",
        "systemd --name c -- --notify-url https://chat.example/s3cret -i I S | --notify-url may have a secret in it, and anyone could read it in the schedule | write BASCULE_NOTIFY_URL='…' into /etc/bascule/c.env and chmod 600 it",
        "cron -- --notify-command=s3cret -i I S | --notify-command may have a secret in it, and anyone could read it in the schedule | write BASCULE_NOTIFY_COMMAND='…' into /etc/bascule/bascule-drift.env and chmod 600 it",
        "kubernetes --image x -- --notify-url https://chat.example/s3cret S | --notify-url may have a secret in it, and anyone could read it in the schedule | put BASCULE_NOTIFY_URL into the Secret bascule-drift-env",
        "systemd -- --history mysql://db/x x | option '--history': a history's URL is one of PostgreSQL | write postgresql://USER@HOST/DATABASE; the password is best kept in ~/.pgpass",
        "systemd -- --history /no/where/h.db -i I S | option '--history': there is no folder /no/where | name a file in a folder that is there",
        "systemd -- --shard 1/3 -i I S | shard 1/3: there are 2 nodes | make at most one shard for each node",
        "cron --every 7m -- x | option '--every': hours and days are not multiples of it | write 5m, 15m, 30m, 1h, 6h or 24h, or say when: --at",
        "cron --at 99 -- x | option '--at': '99' is no time of cron | write minute 0-59, hour 0-23, day 1-31, month 1-12 and weekday 0-7: 0 3 * * *",
        "cron --at 60~3~*~*~* -- x | option '--at': '60 3 * * *' is no time of cron | write minute 0-59, hour 0-23, day 1-31, month 1-12 and weekday 0-7: 0 3 * * *",
        "kubernetes --at 0~3~*~*~7 -- x | option '--at': '0 3 * * 7' is no time of kubernetes | write minute 0-59, hour 0-23, day 1-31, month 1-12 and weekday 0-6: 0 3 * * *",
        "cron --name a.b -- x | option '--name': 'a.b' is not one | write small letters, digits and - between them",
        "cron --image x -- x | schedule cron has no --image |",
        "kubernetes -- x | --image is missing | name an image that has bascule in it",
        "kubernetes --shards 0 --image x -- x | option '--shards': '0' is not one | write a number from 1 to 9999",
        "kubernetes --image x -- --shard 1/2 x | --shard is each pod's own here | say how many: --shards N",
        "kubernetes --install -- x | schedule kubernetes has no --install |",
        "systemd --install --out d -- x | --out and --install exclude each other |",
        "systemd --key K -- --private-key K -i I S | --key and drift's --private-key exclude each other |",
        "systemd --program /no/where -- -i I S | there is no program /no/where | name it: --program",
      })
  void what_would_fail_at_night_is_refused_now(String line, String message, String hint) {
    List<String> words = new ArrayList<>(List.of("schedule"));
    for (String word : line.split(" ")) {
      words.add(
          switch (word) {
            case "I" -> inventory();
            case "S" -> site();
            case "K" -> bascule.path("key");
            default -> word.replace('~', ' ');
          });
    }
    Bascule.Result result = bascule.run(words.toArray(new String[0]));
    assertThat(result.err())
        .isEqualTo(
            "bascule schedule: " + message + "\n" + (hint == null ? "" : "  hint: " + hint + "\n"));
    assertThat(result.code()).isEqualTo(64);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void a_mistake_in_a_playbook_is_told_now() throws IOException {
    bascule.file("bad.yml", "- hosts: all\n  taskz: []\n");
    Bascule.Result result =
        bascule.run(
            "schedule",
            "systemd",
            "--program",
            "/bin/true",
            "--",
            "-i",
            inventory(),
            bascule.path("bad.yml"));
    assertThat(result.err()).contains("bad.yml:2:3: error");
    assertThat(result.code()).isEqualTo(1);
  }

  private String inventory() {
    return bascule.path("in ven/hosts.yml");
  }

  private String site() {
    return bascule.path("50% $HOME/site.yml");
  }

  private Bascule.Result schedule(String options, String... drift) {
    List<String> words = new ArrayList<>(List.of("schedule"));
    words.addAll(List.of(options.split(" ")));
    words.addAll(List.of("--program", "/bin/true", "--"));
    words.addAll(List.of(drift));
    words.addAll(List.of("-i", inventory(), site()));
    return bascule.run(words.toArray(new String[0]));
  }
}
