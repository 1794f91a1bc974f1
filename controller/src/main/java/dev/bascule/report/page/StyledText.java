package dev.bascule.report.page;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of the text report as HTML. The report marks its own words with the escape sequences of a
 * terminal; those of a node's text are written out by then, so these are all its own.
 */
final class StyledText {
  private static final Pattern STYLE = Pattern.compile("\u001b\\[([0-9]+)m");
  private static final Pattern DIFF = Pattern.compile("^ *\u001b\\[(31|32|36)m([-+@])");
  private static final int LONGEST_LINE = 2000;

  private final StringBuilder out = new StringBuilder();
  private final int most;
  private int length;
  private boolean cut;

  private StyledText(int most) {
    this.most = most;
  }

  /**
   * The text as the inside of a {@code pre}.
   *
   * @param most how many characters of it are shown; what is cut is said
   */
  static String html(String text, int most) {
    StyledText styled = new StyledText(most);
    String[] lines = text.stripTrailing().split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (styled.length > most) {
        styled.note((lines.length - i) + " more lines are in the text report");
        break;
      }
      styled.line(lines[i]);
    }
    return styled.out.toString();
  }

  // A line of a diff is a block: its colour goes to the edge, and where it wraps, it is indented.
  private void line(String line) {
    Matcher diff = DIFF.matcher(line);
    String block = diff.find() ? block(diff.group(2)) : "";
    out.append(block.isEmpty() ? "" : "<span class=\"" + block + "\">");
    cut = false;
    inside(line, block.isEmpty());
    out.append('\n').append(block.isEmpty() ? "" : "</span>");
    length += Math.min(line.length(), LONGEST_LINE) + 1;
  }

  private static String block(String sign) {
    return switch (sign) {
      case "+" -> "add";
      case "-" -> "del";
      default -> "hunk";
    };
  }

  private void inside(String line, boolean coloured) {
    Matcher style = STYLE.matcher(line);
    int from = 0;
    int shown = 0;
    boolean open = false;
    while (style.find()) {
      shown = text(line.substring(from, style.start()), shown);
      if (coloured) {
        out.append(open ? "</span>" : "");
        String name = name(style.group(1));
        open = !name.isEmpty();
        out.append(open ? "<span class=\"" + name + "\">" : "");
      }
      from = style.end();
    }
    text(line.substring(from), shown);
    out.append(open ? "</span>" : "");
  }

  private int text(String text, int shown) {
    int room = Math.min(LONGEST_LINE, Math.max(most - length, 200)) - shown;
    if (text.length() <= room) {
      out.append(HtmlText.escaped(text));
    } else if (!cut) {
      cut = true;
      out.append(HtmlText.escaped(text.substring(0, Math.max(room, 0))));
      note((text.length() - room) + " more characters");
    }
    return shown + text.length();
  }

  private void note(String what) {
    out.append("<span class=\"cut\">… ").append(HtmlText.escaped(what)).append("</span>");
  }

  private static String name(String code) {
    return switch (code) {
      case "1" -> "strong";
      case "2" -> "dim";
      case "31" -> "red";
      case "32" -> "green";
      case "33" -> "yellow";
      case "36" -> "cyan";
      default -> "";
    };
  }
}
