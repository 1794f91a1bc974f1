package dev.bascule.cli;

/** Which Bascule this is. */
final class Version {
  private Version() {}

  /** The version alone; {@code development} outside a jar. */
  static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** One line. */
  static String text() {
    return "bascule " + number() + " (Java " + Runtime.version().toString() + ")";
  }
}
