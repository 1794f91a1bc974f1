/**
 * The command line: commands and options, {@code main}, exit codes. Puts the other packages
 * together; nobody depends on it.
 */
@NullMarked
package dev.bascule.cli;

import org.jspecify.annotations.NullMarked;
