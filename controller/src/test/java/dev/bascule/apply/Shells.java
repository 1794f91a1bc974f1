package dev.bascule.apply;

import java.util.List;
import java.util.stream.Stream;

/** The shells that a node may have as /bin/sh. */
final class Shells {
  private Shells() {}

  static Stream<List<String>> all() {
    return Stream.of(LocalShell.DASH, LocalShell.BASH, LocalShell.BUSYBOX);
  }
}
