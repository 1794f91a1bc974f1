package dev.bascule.probe.net;

import dev.bascule.network.batch.Tools;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out what a node can change its network with. */
final class ToolsReader {
  // Dates stood for versions until 2018; "master" and "type bridge" are all there since 3.6.
  private static final Pattern DATE = Pattern.compile("iproute2-ss(\\d{6})");
  private static final int MASTER_AND_BRIDGE = 121001;

  private ToolsReader() {}

  static Tools read(Part part) {
    String version = String.join("\n", part.lines("version"));
    List<String> have = part.paths("have");
    boolean busybox = version.contains("BusyBox");
    Matcher date = DATE.matcher(version);
    boolean old = date.find() && Integer.parseInt(date.group(1)) < MASTER_AND_BRIDGE;
    boolean ip = part.has("version") && !busybox && !old;
    String arping = String.join("\n", part.lines("arping"));
    boolean unsolicited = arping.matches("(?s).*-[a-zA-Z]*U.*") && arping.contains("-I");
    return new Tools(
        ip,
        old,
        busybox,
        have.contains("bridge"),
        have.contains("brctl"),
        ip && have.contains("netns"),
        unsolicited,
        part.lines("ovs").stream().anyMatch(OvsReader::isTold));
  }
}
