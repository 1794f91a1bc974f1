package dev.bascule.report.page;

import dev.bascule.model.NodeName;
import java.util.Optional;

/** The pictures of a run's nodes. */
public interface Pictures {
  /** No picture of any node. */
  Pictures NONE =
      new Pictures() {
        @Override
        public Optional<String> svg(NodeName node) {
          return Optional.empty();
        }

        @Override
        public String note() {
          return "";
        }
      };

  /**
   * A node's picture: one {@code svg} element, well-formed and with all text escaped; it has
   * neither ids nor a style of its own. Asked once for each node, those first that want to be
   * looked at.
   */
  Optional<String> svg(NodeName node);

  /** What was left out and why, in a sentence; empty for nothing. Asked after the last picture. */
  String note();
}
