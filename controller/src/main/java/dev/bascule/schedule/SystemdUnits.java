package dev.bascule.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A service of systemd that checks once, and the timer that starts it. */
public final class SystemdUnits {
  /** The key as a service may read it, and nobody else. */
  private static final String KEY = "${CREDENTIALS_DIRECTORY}/key";

  /**
   * Below /var/lib. Not the state of the Debian package's own units, which its purge takes away.
   */
  static final String STATE = "bascule-drift";

  /** What a check cannot do, because it need not. The units of the Debian package say the same. */
  static final String SANDBOX =
      """
      UMask=0077
      NoNewPrivileges=yes
      CapabilityBoundingSet=
      ProtectSystem=strict
      ProtectHome=read-only
      ProtectClock=yes
      ProtectControlGroups=yes
      ProtectHostname=yes
      ProtectKernelLogs=yes
      ProtectKernelModules=yes
      ProtectKernelTunables=yes
      ProtectProc=invisible
      PrivateDevices=yes
      PrivateTmp=yes
      RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
      RestrictNamespaces=yes
      RestrictRealtime=yes
      RestrictSUIDSGID=yes
      LockPersonality=yes
      SystemCallArchitectures=native
      SystemCallFilter=@system-service
      # Not MemoryDenyWriteExecute: Java compiles while it runs.
      """;

  private SystemdUnits() {}

  /**
   * The two files by their names.
   *
   * @param writable folders that the check writes files into
   */
  public static Map<String, String> of(Check check, List<String> writable) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(check.name() + ".service", service(check, writable));
    files.put(check.name() + ".timer", timer(check));
    return files;
  }

  private static String service(Check check, List<String> writable) {
    String user = check.user() == null ? "DynamicUser=yes\n" : "User=" + check.user() + "\n";
    return Check.MARK
        + "[Unit]\nDescription=Drift check "
        + check.name()
        + "\nDocumentation=man:bascule-drift(1)\n"
        + "Wants=network-online.target\nAfter=network-online.target\n\n"
        + "[Service]\nType=oneshot\n"
        + (check.key() == null ? "" : "LoadCredential=key:" + path(check.key()) + "\n")
        + "ExecStart="
        + command(check)
        + "\n# Drift is a finding, not a crash: 2 leaves the unit whole. A node that could not be"
        + " checked (3, 4) does not.\nSuccessExitStatus=2\nTimeoutStartSec=1h\n"
        + user
        + state(check)
        + "EnvironmentFile=-"
        + Check.variables(check.name())
        + "\n"
        + writable.stream()
            .map(it -> "ReadWritePaths=" + Quoted.systemdPath(it) + "\n")
            .collect(Collectors.joining())
        + SANDBOX;
  }

  // Never /var/lib/bascule: there this machine, where it is a node itself, keeps what root runs.
  // Each schedule has one, and a user of its own, to whom systemd gives the folder.
  private static String state(Check check) {
    String folder = STATE + "/" + check.name();
    return "StateDirectory="
        + folder
        + "\nEnvironment="
        + (check.user() == null ? "HOME=%S/" + folder + " " : "")
        + "XDG_STATE_HOME=%S/"
        + folder
        + "\n";
  }

  // Not quoted: LoadCredential= takes the rest of the line, with specifiers.
  private static String path(String file) {
    return file.replace("%", "%%");
  }

  private static String command(Check check) {
    List<String> words = new ArrayList<>(List.of(Quoted.systemd(check.program()), "drift"));
    if (check.key() != null) {
      words.add("--private-key");
      words.add(KEY);
    }
    check.arguments().forEach(word -> words.add(Quoted.systemd(word)));
    return String.join(" ", words);
  }

  private static String timer(Check check) {
    String jitter =
        check.jitter().isZero()
            ? ""
            : "RandomizedDelaySec=" + check.jitter().toSeconds() + "\nFixedRandomDelay=yes\n";
    return Check.MARK
        + "[Unit]\nDescription=Drift check "
        + check.name()
        + " at its times\nDocumentation=man:bascule-drift(1)\n\n[Timer]\nOnCalendar="
        + check.times().text()
        + "\n"
        + jitter
        + "# A check that was missed while the machine was off is made up for.\nPersistent=yes\n\n"
        + "[Install]\nWantedBy=timers.target\n";
  }
}
