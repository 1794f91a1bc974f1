package dev.bascule.history;

/**
 * The lost run that a run of {@code resume} asked about.
 *
 * @param whole whether of each of its nodes it is known now how it ended
 */
public record Resumption(RunId run, boolean whole) {}
