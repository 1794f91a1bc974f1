package dev.bascule.file;

import org.jspecify.annotations.Nullable;

/**
 * What is seen of a service.
 *
 * @param known whether the init system knows it
 * @param running null when that cannot be told
 * @param enabled whether it starts at boot; null when that cannot be told
 */
public record ObservedService(
    boolean known, @Nullable Boolean running, @Nullable Boolean enabled) {}
