package dev.bascule.source;

import java.nio.file.Path;

/**
 * A user's file that had a part in a run.
 *
 * @param path absolute and without {@code ..}
 * @param sha256 of its bytes as they lie on the disk, an encrypted file's too; 64 hexadecimal
 *     digits
 */
public record ReadFile(Path path, String sha256) {}
