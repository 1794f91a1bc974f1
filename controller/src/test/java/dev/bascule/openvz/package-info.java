/** OpenVZ in the lab: what its stand-in for vzctl promises, and Bascule against it. */
@NullMarked
package dev.bascule.openvz;

import org.jspecify.annotations.NullMarked;
