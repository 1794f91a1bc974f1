package dev.bascule.file;

import dev.bascule.model.AbsolutePath;

/**
 * A kernel parameter's name as sysctl(8) reads it: the first separator decides. In {@code
 * net.ipv4.conf.veth101/0.forwarding} a slash stands for a dot inside a name, in {@code
 * net/ipv4/conf/veth101.0/forwarding} dots are dots.
 */
public record SysctlKey(String text) {
  public SysctlKey {
    if (!isValid(text)) {
      throw new IllegalArgumentException("not a kernel parameter: " + text);
    }
  }

  /** Where the kernel shows it. */
  public AbsolutePath path() {
    return new AbsolutePath("/proc/sys/" + path(text));
  }

  /** The same without the folder that all parameters share. */
  public String belowProcSys() {
    return path(text);
  }

  /** Whether a key written elsewhere, for example in sysctl.conf, means the same parameter. */
  public boolean matches(String other) {
    return path(text).equals(path(other.startsWith("-") ? other.substring(1) : other));
  }

  /** Whether a text can be a key. */
  public static boolean isValid(String text) {
    return AbsolutePath.problemOf("/proc/sys/" + path(text)).isEmpty() && !text.isEmpty();
  }

  private static String path(String text) {
    int dot = text.indexOf('.');
    int slash = text.indexOf('/');
    if (dot < 0 || (slash >= 0 && slash < dot)) {
      return text;
    }
    StringBuilder swapped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      swapped.append(c == '.' ? '/' : c == '/' ? '.' : c);
    }
    return swapped.toString();
  }
}
