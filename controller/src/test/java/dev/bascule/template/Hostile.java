package dev.bascule.template;

import java.util.List;

/** Values that would do harm if a template did not keep them data. */
final class Hostile {
  static final List<String> ONE_LINE =
      List.of(
          "'; touch harm #",
          "$(touch harm)",
          "`touch harm`",
          "\"; touch harm; \"",
          "a'b\"c`d$e\\f",
          "$((1/0))",
          "${HOME}",
          "$'\\x41'",
          "\\",
          "a\\",
          "\\'; touch harm #",
          "&& touch harm",
          "| touch harm",
          "> harm",
          "-n",
          "-e a\\nb",
          "--help",
          "*",
          "?",
          "[a-z]*",
          "~",
          "~root",
          "!!",
          "# no comment",
          "a=b",
          "{a,b}",
          " leading and trailing ",
          "",
          "''",
          "<#if x>[=y]${z}",
          "if",
          "ünïcödé 网桥 🌉",
          "%s%n",
          "x".repeat(100_000));

  static final List<String> SEVERAL_LINES =
      List.of(
          "a\ntouch harm\nb",
          "\n",
          "end\n",
          "EOF\ntouch harm\n",
          "a\r\ntouch harm",
          "\tt\u0007\u001b[31m");

  private Hostile() {}
}
