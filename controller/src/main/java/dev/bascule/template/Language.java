package dev.bascule.template;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which language a template makes: what its first line says, {@code <#ftl output_format="shell">},
 * else what its first line begins, {@code #!/bin/sh}, else what its name says.
 */
enum Language {
  SHELL("shell"),
  SETTINGS("settings"),
  INTERFACES("interfaces"),
  JSON("json"),
  XML("xml"),
  LINE("line");

  private static final Set<String> HOOKS =
      Set.of("mount", "umount", "premount", "postumount", "start", "stop", "custom");
  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "ksh", "busybox");
  private static final Set<String> OTHER_CODE =
      Set.of("py", "pl", "rb", "js", "php", "lua", "awk", "yml", "yaml", "toml", "html", "sql");

  final String name;

  Language(String name) {
    this.name = name;
  }

  Dialect start() {
    return switch (this) {
      case SHELL -> ShellDialect.script();
      case SETTINGS -> ShellDialect.settings();
      case INTERFACES -> new InterfacesDialect();
      case JSON -> new JsonDialect();
      case XML -> new XmlDialect();
      case LINE -> new LineDialect();
    };
  }

  static List<String> names() {
    return List.of(values()).stream().map(dialect -> dialect.name).toList();
  }

  static Optional<Language> named(String name) {
    return List.of(values()).stream().filter(dialect -> dialect.name.equals(name)).findFirst();
  }

  /** The language of a file; nothing for one whose quoting Bascule does not know. */
  static Optional<Language> of(String templateName, String text) {
    if (text.startsWith("#!")) {
      return SHELLS.contains(interpreter(text)) ? Optional.of(SHELL) : Optional.empty();
    }
    String path = templateName.replaceFirst("\\.ftl$", "");
    String file = path.substring(path.lastIndexOf('/') + 1);
    String extension = file.substring(file.lastIndexOf('.') + 1);
    if (extension.equals("sh") || extension.equals("bash") || HOOKS.contains(extension)) {
      return Optional.of(SHELL);
    }
    if (file.startsWith("ifcfg-") || file.equals("vznet.conf")) {
      return Optional.of(SETTINGS);
    }
    if (file.equals("interfaces") || path.contains("interfaces.d/")) {
      return Optional.of(INTERFACES);
    }
    if (extension.equals("json") || extension.equals("xml")) {
      return named(extension);
    }
    return OTHER_CODE.contains(extension) ? Optional.empty() : Optional.of(LINE);
  }

  // "#!/bin/sh -e", "#!/usr/bin/env bash"
  private static String interpreter(String text) {
    List<String> words =
        List.of(text.lines().findFirst().orElse("").substring(2).strip().split("\\s+"));
    String program = words.get(0).substring(words.get(0).lastIndexOf('/') + 1);
    return program.equals("env") && words.size() > 1 ? words.get(1) : program;
  }
}
