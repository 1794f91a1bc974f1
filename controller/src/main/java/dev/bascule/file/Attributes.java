package dev.bascule.file;

import dev.bascule.model.FileMode;
import org.jspecify.annotations.Nullable;

/**
 * Permissions and ownership. What is null is left as it is; for a new file it is then mode 0644
 * (0755 for a directory), owned by root.
 *
 * <pre>
 * mode: "0644"
 * owner: root
 * group: adm
 * </pre>
 *
 * @param owner a user's name or number on the node
 * @param group a group's name or number on the node
 */
public record Attributes(@Nullable FileMode mode, @Nullable String owner, @Nullable String group) {
  /** Nothing wanted. */
  public static final Attributes ANY = new Attributes(null, null, null);
}
