package dev.bascule.graph.svg;

/**
 * The style of the documents. Every state has a mark, a word and a kind of line beside its colour.
 */
final class SvgStyle {
  static final String CSS =
      """
      text { font-family: monospace; fill: #1f2328; white-space: pre }
      .node { font-size: 15px; font-weight: bold }
      .name { font-size: 13px; font-weight: bold }
      .what, .label { font-size: 11px; fill: #57606a }
      .row { font-size: 12px }
      .paper { fill: #ffffff; stroke: none }
      .frame { fill: #f6f8fa; stroke: #8c959f }
      rect { fill: #ffffff; stroke: #57606a; stroke-width: 1.2 }
      .uplink > rect { fill: #ddf4ff; stroke: #0969da }
      .bridge > rect { fill: #fbefff; stroke: #8250df; stroke-width: 2 }
      .vlan > rect { fill: #fff8c5; stroke: #7d6608 }
      .namespace > rect { fill: #eef6ee; stroke: #57606a }
      .group > rect { fill: none; stroke: #8c959f; stroke-dasharray: 2 3 }
      .wire { fill: none; stroke: #57606a; stroke-width: 1.4 }
      .pair { stroke-width: 2.4 }
      .added > rect, .wire.added { stroke: #1a7f37; stroke-width: 2.4 }
      .removed > rect, .wire.removed { stroke: #cf222e; stroke-width: 2; stroke-dasharray: 6 4 }
      .changed > rect, .wire.changed { stroke: #9a6700; stroke-width: 2.4 }
      text.added { fill: #116329 }
      text.removed { fill: #a40e26; text-decoration: line-through }
      text.changed { fill: #7d4e00 }
      @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3 }
        .what, .label { fill: #9ba7b4 }
        .paper { fill: #0d1117; stroke: none }
        .frame { fill: #161b22; stroke: #6e7681 }
        rect { fill: #0d1117; stroke: #8b949e }
        .uplink > rect { fill: #0c2d4a; stroke: #58a6ff }
        .bridge > rect { fill: #271052; stroke: #bc8cff }
        .vlan > rect { fill: #341a00; stroke: #d29922 }
        .namespace > rect { fill: #12261e; stroke: #8b949e }
        .group > rect { fill: none; stroke: #6e7681 }
        .wire { stroke: #8b949e }
        .added > rect, .wire.added { stroke: #3fb950 }
        .removed > rect, .wire.removed { stroke: #f85149 }
        .changed > rect, .wire.changed { stroke: #d29922 }
        text.added { fill: #56d364 }
        text.removed { fill: #ff7b72 }
        text.changed { fill: #e3b341 }
      }
      """;

  private SvgStyle() {}
}
