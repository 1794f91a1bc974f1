package dev.bascule.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FramesTest {

  @Test
  void what_comes_before_the_first_frame_is_left_out() {
    Frames frames = Frames.read("=b", "Welcome!\n=b one\nx\n\ny\n=b end\n");
    assertThat(frames.all()).extracting(Frames.Frame::name).containsExactly("one", "end");
    assertThat(frames.lines("one")).isEqualTo(List.of("x", "", "y"));
    assertThat(frames.lines("end")).isEmpty();
  }

  @Test
  void a_line_with_another_boundary_is_content() {
    Frames frames = Frames.read("=b", "=b one\n=c two\n=btwo\n=b end\n");
    assertThat(frames.lines("one")).isEqualTo(List.of("=c two", "=btwo"));
  }

  @Test
  void boundaries_are_new_each_time() {
    assertThat(Probe.newBoundary()).isNotEqualTo(Probe.newBoundary()).matches("=[0-9a-f]{12}");
  }
}
