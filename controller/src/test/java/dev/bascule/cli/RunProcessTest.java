package dev.bascule.cli;

import static dev.bascule.cli.RunProcess.Standing.AT_WORK;
import static dev.bascule.cli.RunProcess.Standing.GONE;
import static dev.bascule.cli.RunProcess.Standing.UNSEEN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whether the process of a journal is at work, gone, or out of sight. */
class RunProcessTest {
  private static final String FIRST = "pid:[4026531836]";
  private static final RunProcess OWN = RunProcess.own();
  private static final RunProcess HERE =
      new RunProcess("ops1", "0af1", FIRST, "boot-2", "4711", "81225");

  private static RunProcess of(String host, String machine, String space, String boot) {
    return new RunProcess(host, machine, space, boot, "1", "9");
  }

  @Test
  void this_process_is_at_work_and_another_of_its_number_is_not_it() {
    assertThat(RunProcess.of(OWN.text())).contains(OWN);
    assertThat(OWN.standing()).isEqualTo(AT_WORK);
    RunProcess later =
        new RunProcess(
            OWN.host(), OWN.machine(), OWN.space(), OWN.boot(), OWN.pid(), OWN.tick() + "1");
    assertThat(later.standing()).isEqualTo(GONE);
  }

  @Test
  void what_ran_before_the_same_machine_was_started_anew_is_gone() {
    assertThat(of("ops1", "0af1", FIRST, "boot-1").standing(HERE)).isEqualTo(GONE);
  }

  @Test
  void a_process_of_another_machine_or_container_cannot_be_seen() {
    assertThat(of("ops2", "0af1", FIRST, "boot-1").standing(HERE)).isEqualTo(UNSEEN);
    assertThat(of("ops1", "77aa", FIRST, "boot-1").standing(HERE)).isEqualTo(UNSEEN);
    // A container with the network of this machine has its name, and perhaps its id.
    assertThat(of("ops1", "0af1", "pid:[4026532201]", "boot-2").standing(HERE)).isEqualTo(UNSEEN);
  }

  @Test
  void containers_of_one_name_on_two_machines_are_not_the_same() {
    RunProcess pod = new RunProcess("pod", "-", "pid:[4026532201]", "boot-2", "1", "50");
    assertThat(of("pod", "-", "pid:[4026532201]", "boot-1").standing(pod)).isEqualTo(UNSEEN);
    assertThat(of("pod", "-", FIRST, "boot-1").standing(pod)).isEqualTo(UNSEEN);
  }

  @Test
  void a_process_of_which_nothing_is_known_cannot_be_seen() {
    RunProcess unknown = new RunProcess("-", "-", "-", "-", "-", "-");
    assertThat(unknown.standing(unknown)).isEqualTo(UNSEEN);
    assertThat(RunProcess.of("4711 1772374502000")).isEmpty();
  }
}
