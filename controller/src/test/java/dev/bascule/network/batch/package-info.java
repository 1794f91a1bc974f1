@NullMarked
package dev.bascule.network.batch;

import org.jspecify.annotations.NullMarked;
