package dev.bascule.cli;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** What is said about {@code bascule schedule}, and its options. */
final class ScheduleHelp {
  private ScheduleHelp() {}

  static CommandText text() {
    return new CommandText(
        " KIND [OPTIONS] -- [DRIFT-OPTIONS] PLAYBOOK...",
        List.of(
            "Writes what makes a drift check at set times: a service and a timer of systemd, a file"
                + " for /etc/cron.d, or an indexed CronJob of Kubernetes. What follows -- is what"
                + " bascule drift would be given, and is checked now as drift would check it;"
                + " paths become absolute.",
            "Prints it, writes it into a folder with --out, or installs it with --install, which"
                + " for systemd also enables the timer and starts it.",
            "What must not be seen, such as BASCULE_NOTIFY_URL, it has from"
                + " /etc/bascule/NAME.env, in Kubernetes from the Secret NAME-env."),
        new CommandText.Argument(
            "KIND", true, true, "systemd, cron or kubernetes; then, after --, what drift is given"),
        List.of(
            new CommandText.Example(
                "bascule schedule systemd --install -- -i inventories/prod site.yml",
                "a check every hour"),
            new CommandText.Example(
                "bascule schedule cron --every 6h -- -i inventories/prod site.yml",
                "a file for /etc/cron.d"),
            new CommandText.Example(
                "bascule schedule kubernetes --image IMAGE --shards 3 -- site.yml",
                "three pods, each with a third of the fleet")));
  }

  static List<OptionSpec> options() {
    return List.of(
        Options.one("NAME", "What it is called. Default: bascule-drift", "--name"),
        Options.one("TIME", "How often: 15m, 6h, 24h. Default: 1h", "--every"),
        Options.one(
            "WHEN",
            "When, in the scheduler's own words: an OnCalendar= of systemd, five fields of cron",
            "--at"),
        Options.one(
            "TIME", "Spread the beginning over this time, as drift's own --jitter", "--jitter"),
        Options.one(
            "USER",
            "Whose rights it has. Default: systemd a user made for it; cron root",
            "--run-as"),
        Options.one("FILE", "Log in with this key, which for systemd only root need read", "--key"),
        Options.one("ADDRESS", "For cron: who gets mail of what was found", "--mailto"),
        Options.one("IMAGE", "For Kubernetes: an image with bascule. Required", "--image"),
        Options.one("N", "For Kubernetes: how many pods share the fleet. Default: 1", "--shards"),
        Options.one(
            "NAME",
            "For Kubernetes: the ConfigMap that is /etc/bascule. Default: bascule",
            "--config-map"),
        Options.one(
            "NAME",
            "For Kubernetes: the Secret whose 'key' is the private key. Default: bascule",
            "--secret"),
        Options.one("FILE", "The bascule that is run. Default: this one", "--program"),
        Options.one("DIR", "Write files into this folder, each whole or not at all", "--out"),
        Options.flag("Install it on this machine", "--install"),
        Options.flag("Take it off this machine again, by --name", "--uninstall"));
  }
}
