package dev.bascule.network.persist.ifupdown;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.persist.Unsafe;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What keeps the stanzas of some links from being edited. */
final class Safety {
  private static final String BY_HAND =
      "edit the file by hand, or leave it alone with --persist none";

  private final Document document;
  private final Set<InterfaceName> links;

  Safety(Document document, Set<InterfaceName> links) {
    this.document = document;
    this.links = links;
  }

  /**
   * Looks for it.
   *
   * @throws Unsafe at the first
   */
  void check(boolean second) {
    for (ConfFile file : document.files()) {
      for (Row row : file.rows()) {
        check(file, row);
        if (second && (row.key().startsWith("%") || row.raw().contains("${"))) {
          throw new Unsafe(file.where(row), "the file is a template: " + row, BY_HAND);
        }
      }
    }
    document.stanzas().forEach(this::check);
    links.forEach(this::oneFile);
  }

  private void check(ConfFile file, Row row) {
    boolean selects = row.key().equals("auto") || row.key().startsWith("allow-");
    for (String word : row.arguments()) {
      if (row.key().equals("mapping") && matches(word)) {
        throw new Unsafe(file.where(row), "a script chooses the stanza: " + row, BY_HAND);
      }
      if (selects
          && word.startsWith("/")
          && matches(word.substring(1).replaceFirst("[/=].*", ""))) {
        throw new Unsafe(file.where(row), "a pattern selects the link: " + row, BY_HAND);
      }
      if (row.key().equals("rename") && links.stream().anyMatch(l -> word.contains(l.text()))) {
        throw new Unsafe(file.where(row), "the link gets its name here: " + row, BY_HAND);
      }
      boolean logical = links.stream().anyMatch(l -> word.startsWith(l + "="));
      if (selects && logical) {
        throw new Unsafe(file.where(row), "the link has a stanza of another name: " + row, BY_HAND);
      }
    }
    boolean ovs = row.key().startsWith("allow-") && !row.key().matches("allow-(auto|hotplug)");
    if (ovs && row.arguments().stream().anyMatch(word -> names(word) && !isOfOvs(word))) {
      throw new Unsafe(file.where(row), "another program brings the link up: " + row, BY_HAND);
    }
  }

  private boolean isOfOvs(String name) {
    return document.stanzas().stream()
        .anyMatch(stanza -> stanza.name().equals(name) && OvsOptions.knows(stanza));
  }

  private boolean names(String word) {
    return InterfaceName.isValid(word) && links.contains(new InterfaceName(word));
  }

  private boolean matches(String glob) {
    String regex = Pattern.quote(glob).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return links.stream().anyMatch(link -> link.text().matches(regex));
  }

  private void check(Stanza stanza) {
    boolean ours = links.stream().anyMatch(stanza::isOf);
    String heir = stanza.inherits().orElse("");
    if ((ours && !heir.isEmpty()) || names(heir)) {
      Row row = stanza.header();
      throw new Unsafe(
          stanza.file().where(row), "it inherits from another stanza: " + row, BY_HAND);
    }
    for (Row row : stanza.options()) {
      String key = row.key();
      boolean foreign =
          key.matches("(wpa|wireless|batman)[-_].*")
              || (key.matches("ovs[-_].*") && !OvsOptions.knows(stanza));
      if (ours && foreign) {
        throw new Unsafe(
            stanza.file().where(row), "another program runs the link: " + row, BY_HAND);
      }
      if (key.matches("bridge[-_]ports")) {
        ports(stanza, row, ours);
      }
      if (key.matches("(bond[-_])?slaves") && row.arguments().stream().anyMatch(this::names)) {
        throw new Unsafe(stanza.file().where(row), "the link is part of a bond: " + row, BY_HAND);
      }
    }
  }

  private void ports(Stanza stanza, Row row, boolean ours) {
    List<String> words = row.arguments();
    if (words.contains("regex") || words.contains("all") || words.contains("glob")) {
      throw new Unsafe(stanza.file().where(row), "a pattern names the ports: " + row, BY_HAND);
    }
    if (!ours && words.stream().anyMatch(this::names)) {
      throw new Unsafe(
          stanza.file().where(row), "the link is a port of another bridge: " + row, BY_HAND);
    }
  }

  private void oneFile(InterfaceName link) {
    Set<ConfFile> files = new HashSet<>();
    for (Stanza stanza : document.stanzas(link)) {
      files.add(stanza.file());
      if (files.size() > 1) {
        throw new Unsafe(
            stanza.file().where(stanza.header()),
            "two files have stanzas of " + link + ": " + stanza.header(),
            "bring them together in one");
      }
    }
  }
}
