package dev.bascule.probe;

import dev.bascule.container.proxmox.PveConf;
import dev.bascule.container.proxmox.SeenPves;
import dev.bascule.model.ContainerId;
import dev.bascule.probe.Frames.Frame;
import java.util.HashMap;
import java.util.Map;

/** Reads what {@code probe-pve.sh} prints. */
public final class PveReader {
  private PveReader() {}

  /** What was seen of the containers that were asked about. */
  public static SeenPves read(Frames frames) {
    Map<ContainerId, SeenPves.Seen> all = new HashMap<>();
    for (Frame frame : frames.all()) {
      String[] words = frame.name().split(" ", -1);
      if (words.length == 2 && words[0].equals("pve-at")) {
        boolean running =
            frames.first("pve-status " + words[1]).stream()
                .anyMatch(status -> status.text().contains("running"));
        all.put(new ContainerId(words[1]), new SeenPves.Seen(PveConf.read(frame.text()), running));
      }
    }
    return new SeenPves(frames.first("pve").isPresent(), all);
  }
}
