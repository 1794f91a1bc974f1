package dev.bascule.playbook.kind;

import dev.bascule.source.ProblemCode;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits a command line into words at its blanks; quotes keep blanks; an expression is whole. */
final class CommandWords {
  // What only a shell would understand, and a user who writes it expects one.
  private static final String SHELL_SIGNS = "|&;<>`$*?";

  private final Scalar source;
  private final String text;
  private final List<YamlNode> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean open;
  private int at;

  private CommandWords(Scalar source) {
    this.source = source;
    this.text = source.text();
  }

  static List<YamlNode> split(Scalar source) throws Unresolved {
    CommandWords split = new CommandWords(source);
    split.run();
    if (split.words.isEmpty()) {
      throw split.wrong("the command is empty", "write command: PROGRAM ARGUMENT …");
    }
    return split.words;
  }

  private void run() throws Unresolved {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith("[=", at)) {
        expression();
      } else if (c == ' ' || c == '\t' || c == '\n') {
        end();
        at++;
      } else if (c == '"' || c == '\'') {
        quoted(c);
      } else {
        plain(c);
      }
    }
    end();
  }

  private void plain(char c) throws Unresolved {
    if (SHELL_SIGNS.indexOf(c) >= 0) {
      throw wrong(
          "'" + c + "' is for a shell, and 'command' runs without one",
          "use 'script', or quote it where the program itself wants it");
    }
    int from = c == '\\' && at + 1 < text.length() ? at + 1 : at;
    word.append(text.charAt(from));
    open = true;
    at = from + 1;
  }

  private void quoted(char quote) throws Unresolved {
    open = true;
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.startsWith("[=", at)) {
        expression();
      } else {
        at += quote == '"' && text.startsWith("\\\"", at) ? 1 : 0;
        word.append(text.charAt(at++));
      }
    }
    if (at >= text.length()) {
      throw wrong("a quote " + quote + " that nothing closes", null);
    }
    at++;
  }

  // Up to the bracket that closes it; strings inside may hold brackets.
  private void expression() throws Unresolved {
    int start = at;
    int depth = 0;
    char string = 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (string != 0) {
        at += c == '\\' ? 1 : 0;
        string = c == string ? 0 : string;
      } else if (c == '"' || c == '\'') {
        string = c;
      } else if (c == '[') {
        depth++;
      } else if (c == ']' && --depth == 0) {
        word.append(text, start, ++at);
        open = true;
        return;
      }
    }
    throw wrong("'[=' that nothing closes", null);
  }

  private void end() {
    if (open) {
      words.add(new Scalar(word.toString(), false, null, source.position()));
      word.setLength(0);
      open = false;
    }
  }

  private Unresolved wrong(String message, @Nullable String hint) {
    return new Unresolved(ProblemCode.BAD_VALUE, source.position(), message, hint);
  }
}
