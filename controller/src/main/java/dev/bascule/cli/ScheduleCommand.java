package dev.bascule.cli;

import dev.bascule.report.ExitCode;
import dev.bascule.schedule.Check;
import dev.bascule.schedule.CronFile;
import dev.bascule.schedule.KubernetesManifest;
import dev.bascule.schedule.SystemdUnits;
import dev.bascule.schedule.Times;
import dev.bascule.source.ProblemsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code bascule schedule}. */
final class ScheduleCommand {
  private static final String NAME = "[a-z0-9]([a-z0-9-]{0,50}[a-z0-9])?";
  private static final String ACCOUNT = "[A-Za-z_][A-Za-z0-9_-]{0,31}";

  private final Invocation given;
  private final Surroundings around;
  private final String kind;

  private ScheduleCommand(Invocation given, Surroundings around) {
    this.given = given;
    this.around = around;
    this.kind = given.arguments().get(0);
  }

  static ExitCode run(Invocation invocation, Surroundings around)
      throws UsageException, ProblemsException, InterruptedException {
    ScheduleCommand command = new ScheduleCommand(invocation, around);
    command.checkOptions();
    if (invocation.has("--uninstall")) {
      return ScheduleFiles.remove(command.kind, command.name(), around);
    }
    return command.write(command.files());
  }

  private ExitCode write(Map<String, String> files) throws UsageException, InterruptedException {
    if (given.has("--install")) {
      return ScheduleFiles.install(kind, name(), files, around);
    }
    Optional<String> folder = given.text("--out");
    if (folder.isPresent()) {
      return ScheduleFiles.write(Path.of(folder.get()), files, around);
    }
    String title = files.size() > 1 ? "# ==> %s%n%s%n" : "%2$s";
    files.forEach((name, text) -> around.out().printf(title, name, text));
    return ExitCode.OK;
  }

  private void checkOptions() throws UsageException {
    if (!List.of("systemd", "cron", "kubernetes").contains(kind)) {
      throw new UsageException(
          "no schedule for '" + kind + "'", "known: systemd, cron, kubernetes");
    }
    only("kubernetes", "--image", "--shards", "--config-map", "--secret");
    only("cron", "--mailto");
    if (kind.equals("kubernetes")) {
      none("--run-as", "--key", "--install", "--uninstall");
    }
    exclude("--every", "--at");
    exclude("--out", "--install");
    exclude("--install", "--uninstall");
    matching("--name", NAME, "write small letters, digits and - between them");
    matching("--run-as", ACCOUNT, "name an account of this machine");
    matching("--mailto", "[A-Za-z0-9_.+@,-]+", "write an address, or several with commas");
    matching("--config-map", NAME, "write small letters, digits and - between them");
    matching("--secret", NAME, "write small letters, digits and - between them");
    matching("--image", "[A-Za-z0-9][A-Za-z0-9_./:@-]*", "write REGISTRY/NAME:TAG");
    matching("--shards", "[1-9][0-9]{0,3}", "write a number from 1 to 9999");
  }

  private void only(String of, String... options) throws UsageException {
    if (!kind.equals(of)) {
      none(options);
    }
  }

  private void none(String... options) throws UsageException {
    for (String option : options) {
      if (given.has(option)) {
        throw new UsageException("schedule " + kind + " has no " + option, null);
      }
    }
  }

  private void exclude(String one, String other) throws UsageException {
    if (given.has(one) && given.has(other)) {
      throw new UsageException(one + " and " + other + " exclude each other", null);
    }
  }

  private void matching(String option, String shape, String hint) throws UsageException {
    Optional<String> text = given.text(option);
    if (text.isPresent() && !text.get().matches(shape)) {
      throw new UsageException("option '" + option + "': '" + text.get() + "' is not one", hint);
    }
  }

  private String name() {
    return given.text("--name").orElse("bascule-drift");
  }

  private Map<String, String> files() throws UsageException, ProblemsException {
    Times times = times();
    Duration jitter = Settings.duration(given, "--jitter").orElse(Duration.ZERO);
    String key = key();
    List<String> line = driftLine();
    Invocation drift = CommandLineReader.read(CommandName.DRIFT, line);
    if (key != null && drift.has("--private-key")) {
      throw new UsageException("--key and drift's --private-key exclude each other", null);
    }
    if (!jitter.isZero() && drift.has("--jitter")) {
      throw new UsageException("--jitter is given twice: to schedule and to drift", null);
    }
    boolean pods = kind.equals("kubernetes");
    DriftWords words =
        pods ? DriftWords.elsewhere(drift, line, around) : DriftWords.here(drift, around);
    refuseSecrets(drift);
    if (kind.equals("cron") && !words.withControls().isEmpty()) {
      throw new UsageException(
          "a line of cron cannot hold a line break or another control character",
          "name the file otherwise, or use: bascule schedule systemd");
    }
    Check check =
        new Check(
            name(),
            program(pods),
            words.words(),
            times,
            jitter,
            given.text("--run-as").orElse(null),
            key);
    return switch (kind) {
      case "systemd" -> SystemdUnits.of(check, words.writes());
      case "cron" -> Map.of(name(), cron(check));
      default -> Map.of(name() + ".yaml", manifest().of(check));
    };
  }

  // The address of a webhook often is a secret, and a command may have one in it.
  private void refuseSecrets(Invocation drift) throws UsageException {
    for (String option : List.of("--notify-url", "--notify-command")) {
      if (!drift.text(option).orElse("").isBlank()) {
        String variable =
            "BASCULE_" + option.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
        throw new UsageException(
            option + " may have a secret in it, and anyone could read it in the schedule",
            kind.equals("kubernetes")
                ? "put " + variable + " into the Secret " + KubernetesManifest.variables(name())
                : "write "
                    + variable
                    + "='…' into "
                    + Check.variables(name())
                    + " and chmod 600 it");
      }
    }
  }

  private KubernetesManifest manifest() throws UsageException {
    Optional<String> image = given.text("--image");
    if (image.isEmpty()) {
      throw new UsageException("--image is missing", "name an image that has bascule in it");
    }
    return new KubernetesManifest(
        image.get(),
        Integer.parseInt(given.text("--shards").orElse("1")),
        given.text("--config-map").orElse("bascule"),
        given.text("--secret").orElse("bascule"));
  }

  // What follows "--", with or without the word drift itself.
  private List<String> driftLine() throws UsageException {
    List<String> rest = given.arguments().subList(1, given.arguments().size());
    if (rest.isEmpty()) {
      throw new UsageException(
          "what drift is given is missing", "write it after --: -- -i INVENTORY PLAYBOOK");
    }
    Optional<CommandName> command = CommandName.of(rest.get(0));
    if (command.isPresent()
        && command.get() != CommandName.DRIFT
        && !Files.exists(Path.of(rest.get(0)))) {
      throw new UsageException(
          "only drift can be scheduled, not " + rest.get(0),
          "a change wants somebody who looks on");
    }
    return command.isPresent() && command.get() == CommandName.DRIFT
        ? rest.subList(1, rest.size())
        : rest;
  }

  private Times times() throws UsageException {
    boolean calendar = kind.equals("systemd");
    Optional<String> at = given.text("--at");
    if (at.isPresent()) {
      return at(at.get())
          .orElseThrow(
              () ->
                  new UsageException(
                      "option '--at': '" + at.get() + "' is no time of " + kind, atHint()));
    }
    Duration every = Settings.duration(given, "--every").orElse(Duration.ofHours(1));
    return (calendar ? Times.calendar(every) : Times.cron(every))
        .orElseThrow(
            () ->
                new UsageException(
                    "option '--every': hours and days are not multiples of it",
                    "write 5m, 15m, 30m, 1h, 6h or 24h, or say when: --at"));
  }

  private Optional<Times> at(String text) {
    return switch (kind) {
      case "systemd" -> Times.calendar(text);
      case "cron" -> Times.cron(text);
      default -> Times.kubernetes(text);
    };
  }

  private String atHint() {
    return kind.equals("systemd")
        ? "write an event: Mon..Fri 03:00"
        : "write minute 0-59, hour 0-23, day 1-31, month 1-12 and weekday 0-"
            + (kind.equals("cron") ? 7 : 6)
            + ": 0 3 * * *";
  }

  private @Nullable String key() throws UsageException {
    Optional<String> key = given.text("--key");
    if (key.isEmpty()) {
      return null;
    }
    Path file = Path.of(key.get()).toAbsolutePath().normalize();
    if (!Files.isRegularFile(file)) {
      throw new UsageException("option '--key': there is no file " + file, null);
    }
    if (file.toString().chars().anyMatch(c -> c < ' ')) {
      throw new UsageException("option '--key': a file's name with a line break", null);
    }
    return file.toString();
  }

  private String program(boolean pods) throws UsageException {
    Optional<String> named = given.text("--program");
    String program =
        pods
            ? named.orElse("/usr/bin/bascule")
            : named
                .map(it -> Path.of(it).toAbsolutePath().normalize().toString())
                .orElseGet(() -> ScheduleFiles.program(System.getProperty("java.class.path", "")));
    if (!program.matches("/[A-Za-z0-9_./@+~-]*")) {
      throw new UsageException(
          "schedulers cannot run '" + program + "'", "name a link to it without blanks: --program");
    }
    if (!pods && !Files.isExecutable(Path.of(program))) {
      throw new UsageException("there is no program " + program, "name it: --program");
    }
    return program;
  }

  private String cron(Check check) throws UsageException {
    String file = CronFile.of(check, given.text("--mailto").orElse(null));
    if (!CronFile.isShortEnough(file)) {
      throw new UsageException(
          "the line would be longer than cron takes, " + CronFile.LONGEST + " characters",
          "shorten the paths, or use bascule schedule systemd");
    }
    return file;
  }
}
