package dev.bascule.network.persist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.network.persist.ifcfg.IfcfgBackend;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each folder below {@code ifcfg} is a case; its name says what is shown. */
class IfcfgFixturesTest {
  private static final String FOLDER = "ifcfg";

  @TestFactory
  Stream<DynamicTest> the_file_is_edited() {
    return Fixture.below(FOLDER).stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> one.check(new IfcfgBackend())));
  }

  @Test
  void there_are_at_least_twenty() {
    assertThat(Fixture.below(FOLDER)).hasSizeGreaterThanOrEqualTo(20);
  }
}
