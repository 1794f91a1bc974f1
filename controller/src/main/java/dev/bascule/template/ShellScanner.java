package dev.bascule.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows a shell file character by character, as far as is needed to know whether a quoted word
 * would be a quoted word at the place reached. What it cannot follow for certain (what sh and bash
 * read differently) makes it {@linkplain #lost() lost}: no value may stand after that.
 */
final class ShellScanner {
  /** What the scanner is inside of. */
  enum Mode {
    COMMAND("between words"),
    SUBSTITUTION("inside $( )"),
    DOUBLE("inside double quotes"),
    SINGLE("inside single quotes"),
    COMMENT("in a comment"),
    HERE("in a here-document"),
    BACKTICK("inside back-ticks"),
    BRACE("inside ${ }"),
    ARITHMETIC("inside $(( ))");

    final String words;

    Mode(String words) {
      this.words = words;
    }
  }

  private static final class Frame {
    final Mode mode;
    int parentheses;

    Frame(Mode mode, int parentheses) {
      this.mode = mode;
      this.parentheses = parentheses;
    }
  }

  // Stands for the character before, right after "$(".
  private static final char OPENED = 1;

  private final Deque<Frame> frames = new ArrayDeque<>();
  private final List<HereDocument> pending = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private @Nullable HereDocument opening;
  private @Nullable String lost;
  private boolean escaped;
  // The character before, where it matters; 'x' stands for any that ends nothing.
  private char last = '\n';

  ShellScanner() {
    frames.push(new Frame(Mode.COMMAND, 0));
  }

  ShellScanner copy() {
    ShellScanner copy = new ShellScanner();
    copy.frames.clear();
    for (Iterator<Frame> all = frames.descendingIterator(); all.hasNext(); ) {
      Frame frame = all.next();
      copy.frames.push(new Frame(frame.mode, frame.parentheses));
    }
    pending.forEach(here -> copy.pending.add(here.copy()));
    copy.word.append(word);
    copy.opening = opening == null ? null : opening.copy();
    copy.lost = lost;
    copy.escaped = escaped;
    copy.last = last;
    return copy;
  }

  Mode mode() {
    return mode(frames);
  }

  private static Mode mode(Deque<Frame> frames) {
    return frames.element().mode;
  }

  /** Why the scanner no longer knows where it is, else null. */
  @Nullable String lost() {
    return lost;
  }

  /** Whether the character before makes a quote mean something else: a backslash or a dollar. */
  boolean afterEscape() {
    return escaped || last == '$';
  }

  /** Whether the delimiter of a here-document is being read. */
  boolean inDelimiter() {
    return opening != null;
  }

  /** Whether a word begins here, so that {@code #} would begin a comment. */
  boolean atWordStart() {
    return last == OPENED || endsWord(last);
  }

  void text(String text) {
    for (int i = 0; i < text.length(); i++) {
      take(text.charAt(i));
    }
  }

  /** Follows a quoted word. */
  void quotedWord() {
    last = 'x';
    word.append('\'');
  }

  private void take(char c) {
    if (opening != null && openHere(c)) {
      return;
    }
    if (escaped) {
      escaped = false;
      // A joined line does not end the word.
      last = c == '\n' ? last : 'x';
      word.append(c == '\n' ? "" : "\\");
      return;
    }
    switch (mode()) {
      case COMMAND, SUBSTITUTION -> command(c);
      case DOUBLE -> doubleQuoted(c);
      case SINGLE -> close(c == '\'');
      case COMMENT -> comment(c);
      case HERE -> here(c);
      case BACKTICK -> backtick(c);
      case BRACE -> brace(c);
      case ARITHMETIC -> arithmetic(c);
    }
  }

  private boolean openHere(char c) {
    HereDocument here = opening;
    if (here == null) {
      return false;
    }
    if (c == '<' && !here.hasDelimiter() && last == '<') {
      opening = null; // a here-string: <<<
      last = 'x';
      return true;
    }
    last = 'x';
    if (here.delimiter(c)) {
      return true;
    }
    if (!here.hasDelimiter()) {
      lose("a here-document without a delimiter");
    }
    pending.add(here);
    opening = null;
    return false;
  }

  private void command(char c) {
    if (endsWord(c)) {
      endWord();
    }
    switch (c) {
      case '\\' -> escaped = true;
      case '\'' -> single();
      case '"' -> push(Mode.DOUBLE);
      case '`' -> push(Mode.BACKTICK);
      case '(' -> open();
      case ')' -> closeParenthesis();
      case '{' -> brace();
      case '#' -> hash();
      case '<' -> less();
      case '\n' -> newline();
      default -> plain(c);
    }
  }

  private static boolean endsWord(char c) {
    return Character.isWhitespace(c) || ";&|()<>".indexOf(c) >= 0;
  }

  private void endWord() {
    // The ')' of a pattern would be taken for the one that ends the substitution.
    if (word.toString().equals("case") && mode() == Mode.SUBSTITUTION) {
      lose("'case' inside $( )");
    }
    word.setLength(0);
  }

  private void plain(char c) {
    last = dollar(c) ? '$' : c == '$' ? 'x' : c;
    word.append(c);
  }

  private void single() {
    if (last == '$') {
      lose("$'…', which sh and bash read differently");
    }
    push(Mode.SINGLE);
  }

  private void open() {
    if (last == '$') {
      substitution();
      return;
    }
    if (last == OPENED) {
      frames.pop();
      frames.push(new Frame(Mode.ARITHMETIC, 2));
      last = 'x';
      return;
    }
    if (last == '(') {
      lose("'((', which sh and bash read differently");
    }
    frames.element().parentheses++;
    last = '(';
  }

  private void substitution() {
    push(Mode.SUBSTITUTION);
    word.setLength(0);
    last = OPENED;
  }

  private void closeParenthesis() {
    Frame frame = frames.element();
    if (frame.mode == Mode.SUBSTITUTION && frame.parentheses == 0) {
      if (!pending.isEmpty()) {
        lose("a here-document that is not over before the ')'");
      }
      close(true);
      return;
    }
    frame.parentheses = Math.max(0, frame.parentheses - 1);
    last = ')';
  }

  private void brace() {
    if (last == '$') {
      push(Mode.BRACE);
    } else {
      plain('{');
    }
  }

  private void hash() {
    if (atWordStart()) {
      push(Mode.COMMENT);
    } else {
      plain(last == '$' ? 'x' : '#');
    }
  }

  private void less() {
    if (last == '<') {
      opening = new HereDocument();
    }
    last = '<';
  }

  private void newline() {
    last = '\n';
    if (!pending.isEmpty()) {
      push(Mode.HERE);
    }
  }

  private void comment(char c) {
    if (c == '\n') {
      frames.pop();
      newline();
    }
  }

  private void here(char c) {
    boolean over = !pending.get(0).body(c);
    if (pending.get(0).isUncertain()) {
      lose("an expansion in a here-document that may go on past its line");
    }
    if (over) {
      pending.remove(0);
      frames.pop();
      newline();
    }
  }

  private void doubleQuoted(char c) {
    if (c == '"') {
      close(true);
    } else {
      expansion(c);
    }
  }

  private void backtick(char c) {
    escaped = c == '\\';
    close(c == '`');
  }

  private void brace(char c) {
    if (c == '}') {
      close(true);
    } else if (c == '"') {
      push(Mode.DOUBLE);
    } else if (c == '\'') {
      if (frames.stream().anyMatch(frame -> frame.mode == Mode.DOUBLE)) {
        lose("a single quote inside \"${ }\", which shells read differently");
      }
      push(Mode.SINGLE);
    } else {
      expansion(c);
    }
  }

  private void arithmetic(char c) {
    Frame frame = frames.element();
    if (c == '(' && last != '$') {
      frame.parentheses++;
    } else if (c == ')') {
      frame.parentheses--;
      close(frame.parentheses == 0);
    } else if (c == '\'' || c == '"') {
      lose("a quote inside $(( ))");
    } else {
      expansion(c);
    }
  }

  // What means the same in double quotes, in ${ } and in $(( )).
  private void expansion(char c) {
    if (c == '\\') {
      escaped = true;
    } else if (c == '`') {
      push(Mode.BACKTICK);
    } else if (c == '(' && last == '$') {
      substitution();
    } else if (c == '{' && last == '$') {
      push(Mode.BRACE);
    } else {
      last = dollar(c) ? '$' : 'x';
    }
  }

  // The second dollar of "$$" begins nothing: "$${x" is a number and a word.
  private boolean dollar(char c) {
    return c == '$' && last != '$';
  }

  private void push(Mode mode) {
    word.append('x');
    frames.push(new Frame(mode, 0));
    last = 'x';
  }

  private void close(boolean now) {
    if (now) {
      frames.pop();
      last = 'x';
      word.append('x');
    }
  }

  private void lose(String why) {
    if (lost == null) {
      lost = why;
    }
  }
}
