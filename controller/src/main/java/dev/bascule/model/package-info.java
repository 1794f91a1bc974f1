/**
 * Values of the domain: names, addresses, file contents, variables, connection settings. Each is
 * valid once made. Uses the JDK only.
 */
@NullMarked
package dev.bascule.model;

import org.jspecify.annotations.NullMarked;
