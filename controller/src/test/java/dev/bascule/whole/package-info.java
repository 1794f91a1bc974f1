/** Tests of the program as installed, on virtual nodes, over real SSH. */
@NullMarked
package dev.bascule.whole;

import org.jspecify.annotations.NullMarked;
