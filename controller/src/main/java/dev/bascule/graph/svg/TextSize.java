package dev.bascule.graph.svg;

/**
 * How wide a text may become. The pictures are set in monospaced fonts only, all of whose signs are
 * equally wide: 0.60 of the size in DejaVu Sans Mono, Liberation Mono, Menlo and Courier, less in
 * Consolas. A little more is reckoned with, and twice as much for the signs of East Asia.
 */
final class TextSize {
  private static final double ADVANCE = 0.615;

  private TextSize() {}

  /** In pixels, for a font of a size in pixels. */
  static double width(String text, double size) {
    double signs = text.codePoints().mapToDouble(TextSize::signs).sum();
    return signs * ADVANCE * size;
  }

  private static double signs(int sign) {
    return sign >= 0x1100 && Character.isLetter(sign) ? 2 : sign >= 0x1F000 ? 2 : 1;
  }
}
