package dev.bascule.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of tests that need virtual hardware nodes. Its constructor or methods take a {@link Lab}.
 *
 * <pre>{@code
 * @LabTest(nodes = 2)
 * class DriftTest {
 *   @Test
 *   void a_change_by_hand_is_drift(Lab lab) {
 *     lab.node(1).exec("rm", "/etc/motd");
 * }</pre>
 *
 * <p>Each class finds its nodes on fresh disks and switched on; its methods share them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("lab")
@ExtendWith(LabExtension.class)
public @interface LabTest {
  /** How many nodes, at most 100. */
  int nodes() default 3;

  Flavour flavour() default Flavour.LIGHT;

  /** How the nodes' networks are laid: a name in {@code lab/topologies}. */
  String topology() default "single";
}
