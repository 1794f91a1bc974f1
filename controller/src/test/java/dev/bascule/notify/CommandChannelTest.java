package dev.bascule.notify;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CommandChannelTest {
  @TempDir Path folder;

  @Test
  void the_message_is_on_stdin_and_its_kind_in_the_environment() throws Exception {
    deliver(
        "cat >got; echo $BASCULE_EVENTS,$BASCULE_COMMAND,$BASCULE_RUN,$BASCULE_EXIT_CODE >kind");
    assertThat(folder.resolve("got")).hasContent("{\"a\": \"$(touch evil)\"}");
    assertThat(folder.resolve("kind"))
        .hasContent("drift recovery rollback,drift,20260301-101500-beef,5");
    assertThat(folder.resolve("evil")).doesNotExist();
  }

  @Test
  void a_command_that_does_not_read_it_has_heard_of_it_too() {
    assertThatCode(() -> deliver("true")).doesNotThrowAnyException();
  }

  @Test
  void a_command_that_fails_is_told_with_its_words() {
    assertThatThrownBy(() -> deliver("echo no mail today >&2; exit 3"))
        .isInstanceOf(UndeliveredException.class)
        .hasMessage("exit code 3: no mail today");
    assertThatThrownBy(() -> deliver("no-such-program-anywhere"))
        .hasMessageMatching("(?s)exit code 127: .*not found");
  }

  @Test
  void a_command_that_hangs_is_killed_with_its_children() throws Exception {
    CommandChannel channel =
        new CommandChannel(
            "sleep 613 & echo $! >child; wait", folder.toFile(), Duration.ofMillis(700));
    assertThatThrownBy(() -> channel.deliver(Headline.of(Messages.some()), "{}"))
        .hasMessage("it did not end within 0 s, and was killed");
    long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
    assertThat(ProcessHandle.of(child).map(it -> it.onExit().orTimeout(5, SECONDS).join()))
        .satisfiesAnyOf(
            it -> assertThat(it).isEmpty(), it -> assertThat(it.get().isAlive()).isFalse());
  }

  @Test
  void a_child_that_holds_the_output_open_holds_nobody_up() {
    long began = System.nanoTime();
    assertThatCode(() -> deliver("sleep 20 & echo $! >child")).doesNotThrowAnyException();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(9));
    assertThatCode(
            () ->
                ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("child")).strip()))
                    .ifPresent(ProcessHandle::destroyForcibly))
        .doesNotThrowAnyException();
  }

  @Test
  void of_a_flood_only_the_beginning_is_kept() {
    assertThatThrownBy(() -> deliver("yes flood | head -c 50000000; exit 1"))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeBetween(1000, 2100));
  }

  @Test
  void secrets_of_the_other_channel_are_not_handed_on() throws Exception {
    deliver("env >env");
    assertThat(Files.readString(folder.resolve("env")))
        .doesNotContain("BASCULE_NOTIFY_TOKEN", "BASCULE_NOTIFY_SECRET");
  }

  private void deliver(String command) throws UndeliveredException, InterruptedException {
    new CommandChannel(command, folder.toFile(), CommandChannel.LONGEST)
        .deliver(Headline.of(Messages.some()), "{\"a\": \"$(touch evil)\"}\n");
  }
}
