package dev.bascule.network.persist;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.FileContent;
import org.jspecify.annotations.Nullable;

/**
 * A file that is to change at confirm.
 *
 * @param before null where there is none
 * @param after null where it goes
 */
public record FileEdit(
    AbsolutePath path, @Nullable FileContent before, @Nullable FileContent after) {}
