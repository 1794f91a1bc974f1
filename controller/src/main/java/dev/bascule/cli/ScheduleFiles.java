package dev.bascule.cli;

import dev.bascule.report.ExitCode;
import dev.bascule.schedule.Check;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Puts what a scheduler reads where it reads it, and takes it away again. */
final class ScheduleFiles {
  private static final Path UNITS = Path.of("/etc/systemd/system");
  private static final Path CRON = Path.of("/etc/cron.d");

  private ScheduleFiles() {}

  /** The launcher of the jar that runs: beside it, in /usr/bin, or in the checkout. */
  static String program(String classPath) {
    Path jar = Path.of(classPath.split(":", 2)[0]).toAbsolutePath().normalize();
    Path folder = jar.getParent();
    if (folder == null || folder.equals(Path.of("/usr/share/bascule"))) {
      return "/usr/bin/bascule";
    }
    Path beside = folder.resolve("bin/bascule");
    return Files.exists(beside)
        ? beside.toString()
        : folder.resolve("../../bin/bascule").normalize().toString();
  }

  /** Writes into a folder that is made if it is missing, and names the files. */
  static ExitCode write(Path folder, Map<String, String> files, Surroundings around)
      throws UsageException {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> file : files.entrySet()) {
        put(folder.resolve(file.getKey()), file.getValue());
        around.out().println(folder.resolve(file.getKey()));
      }
      return ExitCode.OK;
    } catch (IOException e) {
      throw UsageException.unwritable(folder + " cannot be written to: " + WholeFile.why(e), null);
    }
  }

  /** Installs; for systemd the timer runs afterwards. */
  static ExitCode install(String kind, String name, Map<String, String> files, Surroundings around)
      throws UsageException, InterruptedException {
    Path folder = folder(kind);
    for (String file : files.keySet()) {
      refuseForeign(folder.resolve(file));
    }
    if (kind.equals("systemd")) {
      verify(files);
    }
    ExitCode written = write(folder, files, around);
    if (kind.equals("systemd")) {
      systemctl("daemon-reload");
      systemctl("enable", "--quiet", name + ".timer");
      systemctl("restart", name + ".timer");
      around.err().println("Its next time: systemctl list-timers " + name + ".timer");
    }
    return written;
  }

  /** Takes away what was installed by this name; it is no mistake that nothing was. */
  static ExitCode remove(String kind, String name, Surroundings around)
      throws UsageException, InterruptedException {
    Path folder = folder(kind);
    Set<Path> files = new LinkedHashSet<>();
    for (String end : kind.equals("systemd") ? List.of(".timer", ".service") : List.of("")) {
      Path file = folder.resolve(name + end);
      refuseForeign(file);
      if (Files.exists(file)) {
        files.add(file);
      }
    }
    if (files.isEmpty()) {
      around.err().println("nothing to take away: there is no " + kind + " schedule " + name);
      return ExitCode.OK;
    }
    if (kind.equals("systemd") && files.contains(folder.resolve(name + ".timer"))) {
      systemctl("disable", "--quiet", "--now", name + ".timer");
    }
    delete(files, around);
    if (kind.equals("systemd")) {
      systemctl("daemon-reload");
    }
    return ExitCode.OK;
  }

  private static void delete(Set<Path> files, Surroundings around) throws UsageException {
    try {
      for (Path file : new TreeSet<>(files)) {
        Files.delete(file);
        around.out().println("removed " + file);
      }
    } catch (IOException e) {
      throw UsageException.unwritable("cannot be removed: " + WholeFile.why(e), null);
    }
  }

  private static Path folder(String kind) throws UsageException {
    Path folder = kind.equals("systemd") ? UNITS : CRON;
    if (kind.equals("systemd") && !Files.isDirectory(Path.of("/run/systemd/system"))) {
      throw new UsageException(
          "systemd does not run here", "write the units for another machine: --out DIR");
    }
    if (!Files.isDirectory(folder)) {
      throw new UsageException(
          "there is no " + folder, "is cron installed? write the file elsewhere: --out DIR");
    }
    if (!Files.isWritable(folder)) {
      throw new UsageException(
          "only root may write into " + folder, "run it as root, or write elsewhere: --out DIR");
    }
    return folder;
  }

  // Never over something that somebody else wrote.
  private static void refuseForeign(Path file) throws UsageException {
    try {
      if (Files.exists(file) && !Files.readString(file).startsWith(Check.MARK)) {
        throw new UsageException(
            file + " is not of bascule schedule", "name the schedule otherwise: --name");
      }
    } catch (IOException e) {
      throw UsageException.unwritable(file + " cannot be read: " + WholeFile.why(e), null);
    }
  }

  private static void put(Path file, String text) throws IOException {
    new WholeFile(file.toString(), Path.of("")).write("rw-r--r--", out -> out.write(text));
  }

  // What systemd would only say when the time has come. Elsewhere, as a mistake must not cost a
  // schedule of this name that works.
  private static void verify(Map<String, String> files)
      throws UsageException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no"));
    try {
      Path folder = Files.createTempDirectory("bascule-schedule");
      try {
        for (Map.Entry<String, String> file : files.entrySet()) {
          put(folder.resolve(file.getKey()), file.getValue());
          command.add(folder.resolve(file.getKey()).toString());
        }
        run(command);
      } finally {
        for (String name : files.keySet()) {
          Files.deleteIfExists(folder.resolve(name));
        }
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw UsageException.unwritable("the units cannot be tried: " + WholeFile.why(e), null);
    }
  }

  private static void systemctl(String... words) throws UsageException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("systemctl"));
    command.addAll(List.of(words));
    run(command);
  }

  private static void run(List<String> command) throws UsageException, InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw UsageException.unwritable(
            String.join(" ", command.subList(0, 2)) + " failed", said.strip());
      }
    } catch (IOException e) {
      throw UsageException.unwritable(command.get(0) + " cannot be run: " + e.getMessage(), null);
    }
  }
}
