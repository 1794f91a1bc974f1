package dev.bascule.probe.net;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import dev.bascule.network.persist.NodeFiles;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the files that configure a network at boot, and what programs there are to read them. */
final class FilesReader {
  private static final Pattern SIZE = Pattern.compile("\\s*(\\d+)\\s+(/.*)");
  private static final String INTERFACES = "/etc/network/interfaces";

  private FilesReader() {}

  static NodeFiles read(Part part, Processes processes) {
    Map<AbsolutePath, FileContent> files = contents(part);
    return new NodeFiles(files, programs(part, processes, files));
  }

  /** All contents come in one piece, to be cut by the sizes that were counted before. */
  private static Map<AbsolutePath, FileContent> contents(Part part) {
    byte[] all =
        part.has("od")
            ? HexFormat.of().parseHex(String.join("", part.lines("od")).replaceAll("\\s", ""))
            : Base64.getMimeDecoder().decode(String.join("", part.lines("base64")));
    Map<AbsolutePath, FileContent> files = new TreeMap<>();
    int from = 0;
    for (String line : part.lines("sizes")) {
      Matcher size = SIZE.matcher(line);
      if (size.matches() && !size.group(2).equals("/dev/null")) {
        int to = Math.min(from + Integer.parseInt(size.group(1)), all.length);
        boolean plain = AbsolutePath.problemOf(size.group(2)).isEmpty();
        if (plain) {
          files.put(
              new AbsolutePath(size.group(2)),
              FileContent.of(Arrays.copyOfRange(all, Math.min(from, to), to)));
        }
        from = to;
      }
    }
    return files;
  }

  private static Set<String> programs(
      Part part, Processes processes, Map<AbsolutePath, FileContent> files) {
    List<String> have = part.paths("have");
    Set<String> programs = new TreeSet<>();
    boolean second = have.contains("ifreload") || have.contains("/usr/share/ifupdown2");
    if (second) {
      programs.add("ifupdown2");
    } else if (have.contains("ifup") && files.containsKey(new AbsolutePath(INTERFACES))) {
      programs.add("ifupdown");
    }
    if (have.stream().anyMatch(path -> path.startsWith("/etc/sysconfig/network-scripts/"))) {
      programs.add("initscripts");
    }
    if (have.contains("netplan")) {
      programs.add("netplan");
    }
    if (processes.runs("systemd-networkd")) {
      programs.add("networkd");
    }
    if (processes.runs("NetworkManager")) {
      programs.add("NetworkManager");
    }
    return programs;
  }
}
