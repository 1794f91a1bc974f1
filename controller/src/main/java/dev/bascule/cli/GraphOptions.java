package dev.bascule.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What of nodes is to be drawn, and how.
 *
 * @param playbooks files; none to show only what is there
 * @param nodes host patterns; of a playbook none stand for all its nodes
 * @param file where to write, empty for stdout
 */
record GraphOptions(
    List<String> playbooks, List<String> nodes, Show show, Form form, Optional<String> file) {

  /** Which side. */
  enum Show {
    OBSERVED,
    DESIRED,
    DIFFERENCE
  }

  /** In which language. */
  enum Form {
    TEXT,
    DOT,
    SVG
  }

  static GraphOptions of(Invocation invocation) throws UsageException {
    List<String> playbooks = invocation.texts("--playbook");
    List<String> nodes = invocation.arguments();
    if (playbooks.isEmpty() && nodes.isEmpty()) {
      throw new UsageException("NODE is missing", "name nodes, or a playbook: --playbook FILE");
    }
    if (!playbooks.isEmpty() && nodes.stream().anyMatch(node -> node.contains("@"))) {
      throw new UsageException(
          "a playbook's nodes are those of an inventory, not typed ones", "leave USER@ out");
    }
    Show show = show(invocation, !playbooks.isEmpty());
    Optional<String> file = invocation.text("--out");
    return new GraphOptions(playbooks, nodes, show, form(invocation, file), file);
  }

  private static Show show(Invocation invocation, boolean playbook) throws UsageException {
    Optional<String> given = invocation.text("--show");
    String text = given.orElse(playbook ? "difference" : "observed");
    for (Show show : Show.values()) {
      if (show.name().toLowerCase(Locale.ROOT).equals(text)) {
        if (!playbook && show != Show.OBSERVED) {
          throw new UsageException(
              "--show " + text + " needs a playbook", "name one: --playbook FILE");
        }
        return show;
      }
    }
    throw new UsageException(
        "option '--show': '" + text + "' is not observed, desired or difference", null);
  }

  // The file's ending says it where the option does not.
  private static Form form(Invocation invocation, Optional<String> file) throws UsageException {
    String ending = file.map(name -> name.replaceFirst("^.*\\.", "")).orElse("");
    String usual = ending.equals("svg") || ending.equals("dot") ? ending : "text";
    String text = invocation.text("--output").orElse(usual);
    return switch (text) {
      case "text" -> Form.TEXT;
      case "dot" -> Form.DOT;
      case "svg" -> Form.SVG;
      default ->
          throw new UsageException(
              "option '--output': '" + text + "' is not text, dot or svg", null);
    };
  }
}
