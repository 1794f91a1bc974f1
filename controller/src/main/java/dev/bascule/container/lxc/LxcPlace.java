package dev.bascule.container.lxc;

import dev.bascule.model.AbsolutePath;
import java.util.regex.Pattern;

/**
 * Which container of a node.
 *
 * @param name as {@code lxc-ls} prints it
 * @param folder where containers are, for example {@code /var/lib/lxc}
 */
public record LxcPlace(String name, AbsolutePath folder) {
  /** Where LXC has them unless it is told otherwise. */
  public static final AbsolutePath USUAL = new AbsolutePath("/var/lib/lxc");

  // LXC takes more; all others would have to be quoted wherever they are used.
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

  public LxcPlace {
    if (!isValid(name)) {
      throw new IllegalArgumentException("not a container's name: " + name);
    }
  }

  /** Whether a text can be a container's name. */
  public static boolean isValid(String name) {
    return SHAPE.matcher(name).matches();
  }

  /** The file that configures it. */
  public AbsolutePath config() {
    return new AbsolutePath(folder.text() + "/" + name + "/config");
  }

  @Override
  public String toString() {
    return name;
  }
}
