package dev.bascule.notify;

import dev.bascule.model.NodeName;
import org.jspecify.annotations.Nullable;

/**
 * What is to be remembered of a node once it is told.
 *
 * @param topic {@link Topic#DRIFT} or {@link Topic#UNREACHABLE}
 * @param digest of what was told; null for nothing any more
 * @param event what has to be told for it; null where it is remembered whatever is told
 */
public record Memo(
    NodeName node, Topic topic, @Nullable String digest, @Nullable NodeEvent event) {}
