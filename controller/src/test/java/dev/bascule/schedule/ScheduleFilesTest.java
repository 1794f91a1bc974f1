package dev.bascule.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ScheduleFilesTest {
  static final List<String> HOSTILE =
      List.of(
          "--inventory=/srv/a b/50%/x",
          "it's",
          "say \"hi\"",
          "$HOME ${PATH} $(id) `id`",
          "back\\slash\\",
          "back\\%percent",
          "\\\\%%",
          "semi;colon & | > <",
          "#comment",
          "* ? [a] {b} ~",
          "%n %% %",
          "é ☃",
          "- dash: colon",
          "!tag &anchor *alias",
          "yes",
          "0755");

  @Test
  void cron_and_its_shell_give_each_word_as_it_was() throws Exception {
    String line = cronLine(check("/usr/bin/bascule", HOSTILE));
    String words = line.replaceFirst(".*bascule drift ", "").replaceFirst(" 2>&1.*", "");
    assertThat(shell("printf '%s\\n' " + asCron(words)).lines().toList()).isEqualTo(HOSTILE);
  }

  @Test
  void a_check_of_cron_is_told_of_when_the_one_before_still_runs_and_silent_when_all_is_well(
      @TempDir Path home) throws Exception {
    String line = asCron(cronLine(check("/bin/true", List.of("x"))));
    String lock = home + "/.local/state/bascule/c.lock";
    assertThat(cron(home, "sh", "-c", line)).isEqualTo("0 ");
    assertThat(Files.exists(Path.of(lock))).isTrue();
    assertThat(cron(home, "flock", lock, "sh", "-c", line))
        .isEqualTo("75 c: not checked, as the check before it still runs\n");
    assertThat(cron(home, "sh", "-c", asCron(cronLine(check("/bin/ls", List.of("--x"))))))
        .startsWith("2 ");
  }

  @Test
  void what_a_schedule_must_not_show_a_check_has_from_a_file(@TempDir Path home) throws Exception {
    Path program = home.resolve("program");
    Files.writeString(program, "#!/bin/sh\necho \"$BASCULE_NOTIFY_URL\"\nexit 2\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Path file = Files.writeString(home.resolve("env"), "BASCULE_NOTIFY_URL='https://x/?a&b=$1'\n");
    String line =
        asCron(cronLine(check(program.toString(), List.of("x"))))
            .replace("/etc/bascule/c.env", file.toString());
    assertThat(cron(home, "sh", "-c", line)).isEqualTo("2 https://x/?a&b=$1\n");
    Files.delete(file);
    assertThat(cron(home, "sh", "-c", line)).as("it need not be there").isEqualTo("2 \n");
    Files.writeString(file, "BASCULE_NOTIFY_URL='https://x\n");
    assertThat(cron(home, "sh", "-c", line))
        .as("a mistake in it is mailed, and no check is made of which nobody would hear")
        .matches("(?s)[1-9].*/env.*");

    assertThat(SystemdUnits.of(check("/usr/bin/bascule", List.of("x")), List.of()).get("c.service"))
        .contains("\nEnvironmentFile=-/etc/bascule/c.env\n");
    assertThat(maps(container(List.of("x"), 3), "envFrom"))
        .containsExactly(Map.of("secretRef", Map.of("name", "c-env", "optional", true)));
  }

  private static String cronLine(Check check) {
    String start = "0 * * * * root ";
    return CronFile.of(check, null)
        .lines()
        .filter(it -> it.startsWith(start))
        .findFirst()
        .orElseThrow()
        .substring(start.length());
  }

  private static String cron(Path home, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(it -> !it.equals("PATH"));
    builder.environment().put("HOME", home.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + said;
  }

  @Test
  void yaml_gives_each_word_as_it_was_but_for_doubled_dollars() {
    List<String> hostile = new ArrayList<>(HOSTILE);
    hostile.add("line\nbreak\ttab\u0001\u2028");
    assertThat(strings(container(hostile, 3), "args").stream().map(it -> it.replace("$$", "$")))
        .containsExactlyElementsOf(hostile);
  }

  @Test
  void a_pod_checks_its_own_shard_and_drift_does_not_fail_it() throws Exception {
    List<String> command = strings(container(List.of("site.yml"), 3), "command");
    List<String> unescaped = command.stream().map(it -> it.replace("$$", "$")).toList();
    assertThat(unescaped.subList(4, unescaped.size()))
        .containsExactly("/usr/bin/bascule", "drift", "--private-key", "/run/bascule/key");
    for (int[] codes : new int[][] {{0, 0}, {2, 0}, {4, 4}}) {
      ProcessBuilder pod =
          new ProcessBuilder(
              "/bin/sh",
              "-c",
              unescaped.get(2),
              "x",
              "sh",
              "-c",
              "echo shard $BASCULE_SHARD; exit " + codes[0]);
      pod.environment().put("JOB_COMPLETION_INDEX", "1");
      Process process = pod.start();
      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("shard 2/3\n");
      assertThat(process.waitFor()).isEqualTo(codes[1]);
    }
  }

  @Test
  void the_manifest_has_the_fields_of_an_indexed_job_and_no_other() {
    Map<String, Object> job =
        map(map(map(manifest(List.of("x"), 3), "spec"), "jobTemplate"), "spec");
    assertThat(manifest(List.of("x"), 3).keySet())
        .containsExactlyInAnyOrder("apiVersion", "kind", "metadata", "spec");
    assertThat(map(manifest(List.of("x"), 3), "spec").keySet())
        .containsExactlyInAnyOrder(
            "schedule", "concurrencyPolicy", "startingDeadlineSeconds", "jobTemplate");
    assertThat(job)
        .containsEntry("completionMode", "Indexed")
        .containsEntry("completions", 3)
        .containsEntry("parallelism", 3)
        .containsEntry("backoffLimitPerIndex", 0)
        .containsOnlyKeys(
            "completionMode",
            "completions",
            "parallelism",
            "backoffLimitPerIndex",
            "activeDeadlineSeconds",
            "ttlSecondsAfterFinished",
            "template");
    Map<String, Object> pod = map(map(job, "template"), "spec");
    assertThat(pod)
        .containsEntry("restartPolicy", "Never")
        .containsOnlyKeys(
            "restartPolicy",
            "automountServiceAccountToken",
            "securityContext",
            "containers",
            "volumes");
    assertThat(container(List.of("x"), 3))
        .containsOnlyKeys(
            "name",
            "image",
            "command",
            "args",
            "workingDir",
            "envFrom",
            "env",
            "securityContext",
            "resources",
            "volumeMounts");
    List<String> mounts = names(container(List.of("x"), 3), "volumeMounts");
    assertThat(mounts).containsExactlyElementsOf(names(pod, "volumes"));
  }

  @Test
  void the_packages_units_are_as_shut_in_as_those_that_are_made() throws Exception {
    String unit = Files.readString(Path.of("src/package/systemd/bascule-drift@.service"));
    assertThat(unit).contains(SystemdUnits.SANDBOX);
    assertThat(SystemdUnits.of(check("/usr/bin/bascule", List.of("x")), List.of()).get("c.service"))
        .contains(SystemdUnits.SANDBOX);
  }

  @Test
  void a_checks_state_is_not_where_a_node_keeps_what_root_runs() throws Exception {
    String unit = Files.readString(Path.of("src/package/systemd/bascule-drift@.service"));
    assertThat(unit)
        .contains(
            "StateDirectory=bascule-drift@%i\n"
                + "Environment=HOME=%S/bascule-drift@%i XDG_STATE_HOME=%S/bascule-drift@%i\n");
    assertThat(SystemdUnits.of(check("/usr/bin/bascule", List.of("x")), List.of()).get("c.service"))
        .contains(
            "StateDirectory=bascule-drift/c\n"
                + "Environment=HOME=%S/bascule-drift/c XDG_STATE_HOME=%S/bascule-drift/c\n");
    assertThat(container(List.of("x"), 3).toString())
        .doesNotContain("/var/lib/bascule,", "/var/lib/bascule}");
    assertThat(Files.readString(Path.of("src/package/deb/control/postrm")).lines())
        .contains("  rm -rf /var/lib/private/bascule-drift@* /var/lib/bascule-drift@*");
  }

  @ParameterizedTest
  @CsvSource({
    "5m, */5 * * * *, *-*-* *:0/5:00",
    "1h, 0 * * * *, *-*-* *:00:00",
    "6h, 0 */6 * * *, *-*-* 0/6:00:00",
    "24h, 0 0 * * *, *-*-* 00:00:00"
  })
  void every_so_often_is_said_as_each_scheduler_says_it(
      String every, String cron, String calendar) {
    Duration time = Duration.parse("PT" + every.toUpperCase(java.util.Locale.ROOT));
    assertThat(Times.cron(time)).contains(new Times(cron));
    assertThat(Times.calendar(time)).contains(new Times(calendar));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT7M", "PT90M", "PT5H", "PT30S", "PT48H", "PT0S"})
  void what_does_not_divide_a_day_is_refused(String every) {
    assertThat(Times.cron(Duration.parse(every))).isEmpty();
    assertThat(Times.calendar(Duration.parse(every))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "* * * * * *",
        "* * * * *\n* * * * * root rm",
        " * * * * *",
        "@reboot",
        "%",
        "60 3 * * *",
        "0 24 * * *",
        "0 0 0 * *",
        "0 0 32 * *",
        "0 0 * 0 *",
        "0 0 * 13 *",
        "0 0 * * 8",
        "foo bar * * *",
        "0 0 mon * *",
        "0 0 * * january",
        "*/0 * * * *",
        "*/90 * * * *",
        "5/10 * * * *",
        "5-1 * * * *",
        "0 0 * * sat-sun",
        "1,,2 * * * *",
        "1, * * * *",
        "-5 * * * *",
        "1- * * * *",
        "007 * * * *",
        "0 0 31 feb *",
        "0 0 31 4,6,9,11 *"
      })
  void what_is_no_time_of_cron_is_refused(String text) {
    assertThat(Times.cron(text)).isEmpty();
    assertThat(Times.kubernetes(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 3 * * *",
        "59 23 31 12 6",
        "*/5 * * * *",
        "0,30 8-18 * * mon-fri",
        "10-50/20,5  */2 1,15 JAN,jul *",
        "0 0 29 2 *",
        "0 0 31 feb sun",
        "0 0 30-31 2,3 *",
        "@daily"
      })
  void what_all_crons_understand_is_a_time(String text) {
    assertThat(Times.cron(text)).contains(new Times(text));
    assertThat(Times.kubernetes(text)).contains(new Times(text));
  }

  @Test
  void sunday_is_also_7_but_not_for_kubernetes() {
    assertThat(Times.cron("0 3 * * 5-7")).isPresent();
    assertThat(Times.kubernetes("0 3 * * 5-7")).isEmpty();
  }

  private static Check check(String program, List<String> words) {
    return new Check("c", program, words, new Times("0 * * * *"), Duration.ZERO, null, null);
  }

  // What cron does before its shell sees the line: the first percent sign without a backslash ends
  // it.
  private static String asCron(String line) {
    StringBuilder out = new StringBuilder();
    boolean escaped = false;
    for (char c : line.toCharArray()) {
      if (escaped) {
        if (c == '%') {
          out.setLength(out.length() - 1);
        }
        escaped = false;
      } else if (c == '\\') {
        escaped = true;
      } else if (c == '%') {
        return out.toString();
      }
      out.append(c);
    }
    return out.toString();
  }

  private static String shell(String script) throws Exception {
    Process process = new ProcessBuilder("sh", "-c", script).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Map<String, Object> manifest(List<String> words, int shards) {
    String text =
        new KubernetesManifest("example/bascule:1", shards, "config", "secret")
            .of(check("/usr/bin/bascule", words));
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> in, String key) {
    return (Map<String, Object>) in.get(key);
  }

  private static Map<String, Object> container(List<String> words, int shards) {
    Map<String, Object> job = map(map(map(manifest(words, shards), "spec"), "jobTemplate"), "spec");
    return maps(map(map(job, "template"), "spec"), "containers").get(0);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> maps(Map<String, Object> in, String key) {
    return (List<Map<String, Object>>) in.get(key);
  }

  @SuppressWarnings("unchecked")
  private static List<String> strings(Map<String, Object> in, String key) {
    return (List<String>) in.get(key);
  }

  private static List<String> names(Map<String, Object> in, String key) {
    return maps(in, key).stream().map(it -> String.valueOf(it.get("name"))).toList();
  }
}
