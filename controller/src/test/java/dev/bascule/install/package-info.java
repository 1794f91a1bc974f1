/** The packages, installed into a clean Debian and run there. */
@NullMarked
package dev.bascule.install;

import org.jspecify.annotations.NullMarked;
