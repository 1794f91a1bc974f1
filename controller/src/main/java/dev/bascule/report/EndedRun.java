package dev.bascule.report;

import dev.bascule.model.Secrets;
import java.time.Duration;
import java.time.Instant;

/**
 * A run that ended, with what a file about it needs beside its report.
 *
 * @param exit how the program ends, as far as is known before the file is written
 * @param began when the run did
 * @param took until its end
 * @param extent what it was about
 * @param secrets masked in every text
 * @param diffs whether contents that differ may be shown
 */
public record EndedRun(
    RunReport report,
    ExitCode exit,
    Instant began,
    Duration took,
    Extent extent,
    Secrets secrets,
    boolean diffs) {}
