package dev.bascule.probe;

import dev.bascule.file.Observation;
import dev.bascule.file.ObservedService;
import dev.bascule.file.Resource.Command;
import dev.bascule.file.SysctlKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a probe's frames into what planning compares with. Pure. */
public final class ObservationReader {
  private final Frames frames;
  private final Subjects subjects;

  private ObservationReader(Frames frames, Subjects subjects) {
    this.frames = frames;
    this.subjects = subjects;
  }

  /** What was seen of the subjects. */
  public static Observation read(Frames frames, Subjects subjects) {
    ObservationReader reader = new ObservationReader(frames, subjects);
    return new Observation(
        PathReader.read(frames),
        PathReader.links(frames),
        reader.numbers("users"),
        reader.numbers("groups"),
        reader.sysctls(),
        reader.modules(),
        reader.services(),
        reader.unless(),
        false,
        false);
  }

  private Map<String, Long> numbers(String frame) {
    Map<String, Long> numbers = new HashMap<>(Map.of("root", 0L));
    for (String line : frames.lines(frame)) {
      String[] words = line.split(" ", 2);
      if (words.length == 2 && words[0].chars().allMatch(Character::isDigit)) {
        numbers.put(words[1], Long.parseLong(words[0]));
      }
    }
    return numbers;
  }

  private Map<String, String> sysctls() {
    List<String> lines = frames.lines("sysctl");
    Map<String, String> values = new HashMap<>();
    for (String key : subjects.sysctls()) {
      String begin = new SysctlKey(key).belowProcSys() + ":";
      lines.stream()
          .filter(line -> line.startsWith(begin))
          .findFirst()
          .ifPresent(line -> values.put(key, line.substring(begin.length())));
    }
    return values;
  }

  private Map<String, Observation.ModuleState> modules() {
    Map<String, Observation.ModuleState> modules = new HashMap<>();
    for (String line : frames.lines("modules")) {
      String[] words = line.split(" ", 2);
      modules.put(
          words[1],
          words[0].equals("loaded")
              ? Observation.ModuleState.LOADED
              : Observation.ModuleState.BUILT_IN);
    }
    return modules;
  }

  private Map<Command, Boolean> unless() {
    List<Command> asked = new ArrayList<>(subjects.unless());
    Map<Command, Boolean> answers = new HashMap<>();
    for (Frames.Frame frame : frames.all()) {
      String[] words = frame.name().split(" ", -1);
      if (words.length == 3 && words[0].equals("unless")) {
        answers.put(asked.get(Integer.parseInt(words[1])), words[2].equals("0"));
      }
    }
    return answers;
  }

  private Map<String, ObservedService> services() {
    List<String> atBoot = frames.lines("boot");
    Map<String, ObservedService> services = new HashMap<>();
    if (frames.first("systemd").isPresent()) {
      int number = 0;
      List<Map<String, String>> blocks = blocks(frames.lines("systemd"));
      for (String name : subjects.services()) {
        if (number < blocks.size()) {
          services.put(name, systemd(blocks.get(number++), atBoot.contains(bare(name))));
        }
      }
    }
    for (String line : frames.lines("sysv")) {
      String[] words = line.split(" ", 2);
      services.put(
          words[1], new ObservedService(true, sysvRunning(words[0]), atBoot.contains(words[1])));
    }
    return services;
  }

  private static String bare(String name) {
    return name.endsWith(".service") ? name.substring(0, name.length() - 8) : name;
  }

  /** The blocks of {@code systemctl show}, one a service, in the order asked. */
  private static List<Map<String, String>> blocks(List<String> lines) {
    List<Map<String, String>> blocks = new ArrayList<>();
    Map<String, String> block = new HashMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        block.put(line.substring(0, equals), line.substring(equals + 1));
      } else if (!block.isEmpty()) {
        blocks.add(block);
        block = new HashMap<>();
      }
    }
    if (!block.isEmpty()) {
      blocks.add(block);
    }
    return blocks;
  }

  private static ObservedService systemd(Map<String, String> block, boolean startLinks) {
    boolean known = !block.getOrDefault("LoadState", "").equals("not-found");
    String active = block.getOrDefault("ActiveState", "");
    boolean running = active.equals("active") || active.equals("reloading");
    Boolean enabled =
        switch (block.getOrDefault("UnitFileState", "")) {
          case "enabled", "enabled-runtime", "alias" -> true;
          // Units made from init scripts have no state of their own.
          case "", "generated" -> startLinks;
          // A static unit has no [Install] section: it can be neither enabled nor disabled.
          default -> false;
        };
    return new ObservedService(known, active.equals("activating") ? null : running, enabled);
  }

  private static @Nullable Boolean sysvRunning(String status) {
    return switch (status) {
      case "0" -> true;
      case "1", "2", "3" -> false;
      default -> null;
    };
  }
}
