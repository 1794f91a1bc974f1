package dev.bascule.graph;

/** What a vertex is called where it stands alone. */
final class Names {
  private Names() {}

  /** {@code br0}, {@code container 101}, {@code namespace blue}. */
  static String of(Vertex vertex) {
    return switch (vertex.kind()) {
      case CONTAINER -> "container " + vertex.name();
      case NAMESPACE ->
          (vertex.id().startsWith("process ") ? "process " : "namespace ") + vertex.name();
      default -> vertex.name();
    };
  }
}
