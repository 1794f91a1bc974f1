package dev.bascule.matrix;

import dev.bascule.lab.Await;
import dev.bascule.lab.Faults.Blow;
import dev.bascule.lab.Impostor;
import dev.bascule.lab.LabNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What befalls a change.
 *
 * @param words as in the table
 * @param ends the verdicts that keep the promise
 */
record Fault(
    String words, Kind kind, Set<Finding.Verdict> ends, Preparation preparation, Strike strike) {
  private static final Duration LONG = Duration.ofSeconds(120);
  private static final Set<Finding.Verdict> OLD = Set.of(Finding.Verdict.OLD);
  private static final Set<Finding.Verdict> NEW = Set.of(Finding.Verdict.NEW);
  private static final Set<Finding.Verdict> EITHER =
      Set.of(Finding.Verdict.OLD, Finding.Verdict.NEW);

  /** What a fault needs, and when it comes. */
  enum Kind {
    /** Between two of the changes. */
    AT_STEP("1s", 1),
    /** The same, where the node learns of it from its timer. */
    HANGING("1s", 1),
    /** While the change is proven, or at a moment of its own. */
    TIMED("5s", 1),
    /** By another machine. */
    STRANGER("5s", 2),
    /** To bascule itself: it has one of its own. */
    DEADLY("5s", 1),
    /** As a user has it, who did not shorten the time over which the change has to hold. */
    LATE("35s", 1);

    /** How long the change has to hold, in the words of a playbook. */
    final String stable;

    final int nodes;

    Kind(String stable, int nodes) {
      this.stable = stable;
      this.nodes = nodes;
    }
  }

  /** Before bascule begins. */
  interface Preparation {
    void make(Lane lane);
  }

  /** While bascule works; in a thread of its own. */
  interface Strike {
    void make(Lane lane);
  }

  static final Fault NOTHING =
      new Fault("nothing", Kind.AT_STEP, NEW, armed(Blow.NONE), lane -> {});
  static final Fault KILL = atStep("applier killed (SIGKILL)", Kind.AT_STEP, Blow.KILL);
  static final Fault HANG = atStep("applier hangs", Kind.HANGING, Blow.HANG);

  /** Somebody switches the node on again, after a while. */
  static final Fault POWER =
      new Fault(
          "power cut",
          Kind.AT_STEP,
          OLD,
          armed(Blow.POWER),
          lane -> {
            await(lane.node(), () -> !lane.node().isOn());
            pause(2);
            lane.node().powerOff(); // what is left of it at the switch
            lane.node().powerOn();
          });

  /** The last ones are announcements to neighbours, which may fail. */
  static final Fault FAIL =
      new Fault(
          "command fails, and all that follow", Kind.AT_STEP, EITHER, armed(Blow.FAIL), lane -> {});

  private static Fault atStep(String words, Kind kind, Blow blow) {
    return new Fault(words, kind, OLD, armed(blow), lane -> {});
  }

  private static Preparation armed(Blow blow) {
    return lane -> lane.faults().arm("apply", Math.max(lane.what().step(), 0), blow);
  }

  /** The cable is out for good, some time after the change was made, until the node has decided. */
  static Fault cutAfter(int seconds) {
    return new Fault(
        "path cut " + seconds + " s after the change was applied",
        seconds < 5 ? Kind.TIMED : Kind.LATE,
        OLD,
        lane -> {},
        lane -> {
          reach(lane.node(), "applied");
          pause(seconds);
          lane.node().cut();
          await(lane.node(), () -> !Standing.isPending(lane.node()));
          lane.node().heal();
        });
  }

  static final Fault LOST_REPLY =
      once(
          "path cut when the node has taken the confirmation",
          NEW,
          lane -> {
            await(lane.node(), () -> Standing.decided(lane.node(), "confirm"));
            lane.node().cut();
            pause(5);
            lane.node().heal();
          });

  static final Fault CONTAINER =
      once(
          "container started while the change was proven",
          NEW,
          lane -> {
            reach(lane.node(), "applied");
            lane.node()
                .shell(
                    "ip link add name veth999.0 type veth peer name veth999.1"
                        + " && brctl addif br0 veth999.0 && ip link set veth999.0 up");
          });

  /** What a login's end does to what it started: to all processes of its sshd. */
  static Fault session(String signal, String state) {
    return once(
        "SIG" + signal + " to the session and its sshd when " + state,
        EITHER,
        lane -> {
          reach(lane.node(), state);
          lane.node().tryExec("sh", "-c", SESSIONS.replace("SIGNAL", signal));
        });
  }

  /** The sessions' sshd, and the process groups below them; not the sshd that listens. */
  private static final String SESSIONS =
      """
      main=$(cat /run/sshd.pid)
      for child in $(pgrep -P "$main"); do
        for session in $(pgrep -P "$child") "$child"; do
          for process in $(pgrep -P "$session"); do kill -SIGNAL -- "-$process" "$process"; done
          kill -SIGNAL "$session"
        done
      done 2>/dev/null
      """;

  static final Fault RESTART =
      once(
          "sshd restarted while the change was proven",
          EITHER,
          lane -> {
            reach(lane.node(), "applied");
            lane.node().tryExec("sh", "-c", "pkill -x sshd; sleep 1; pidof sshd || /usr/sbin/sshd");
          });

  static final Fault FULL =
      new Fault(
          "disk full",
          Kind.TIMED,
          OLD,
          lane ->
              lane.node()
                  .shell(
                      "mkdir -p -m 700 /var/lib/bascule"
                          + " && mount -t tmpfs -o size=64k,mode=700 tmpfs /var/lib/bascule"
                          + " && head -c 60000 /dev/zero >/var/lib/bascule/other"),
          lane -> {});

  /** For all programs that a login has started it is another day, and the path is cut. */
  static Fault clock(String step) {
    return new Fault(
        "clock stepped by " + step + " and path cut",
        Kind.TIMED,
        OLD,
        lane ->
            lane.node()
                .shell(
                    "echo +0 >/etc/faketimerc"
                        + " && echo SetEnv LD_PRELOAD=$(ls /usr/lib/*/faketime/libfaketime.so.1)"
                        + " FAKETIME_NO_CACHE=1 DONT_FAKE_MONOTONIC=1"
                        + " >/etc/ssh/sshd_config.d/clock.conf"
                        + " && kill -HUP $(cat /run/sshd.pid)"),
        lane -> {
          LabNode node = lane.node();
          reach(node, "applied");
          node.cut();
          node.shell("echo " + step + " >/etc/faketimerc");
          double deadline = deadline(node);
          await(node, () -> !Standing.state(node).equals("applied"));
          double late = uptime() - deadline;
          await(node, () -> !Standing.isPending(node));
          node.heal();
          if (Math.abs(late) > 2) {
            throw new AssertionError("fired " + late + " s after its deadline");
          }
        });
  }

  /** Another machine has the node's address; the node itself is cut off. */
  static Fault impostor(boolean hostKeys) {
    return new Fault(
        "another machine has the address" + (hostKeys ? " and the host keys" : ""),
        Kind.STRANGER,
        OLD,
        lane -> {},
        lane -> {
          reach(lane.node(), "applied");
          Impostor impostor = Impostor.of(lane.node(), Objects.requireNonNull(lane.stranger()));
          if (hostKeys) {
            impostor.withHostKeys();
          }
          await(lane.node(), () -> !Standing.isPending(lane.node()));
          impostor.leave();
        });
  }

  static Fault controllerKilled(String state) {
    return new Fault(
        "controller killed (SIGKILL) when " + state,
        Kind.DEADLY,
        OLD,
        lane -> {},
        lane -> {
          reach(lane.node(), state);
          lane.controller().kill();
        });
  }

  static final Fault SABOTAGE =
      once(
          "somebody adds a rule that the rollback does not know of, and path cut",
          Set.of(Finding.Verdict.MIXED),
          lane -> {
            reach(lane.node(), "applied");
            lane.node().shell("ip rule add from 192.0.2.7 lookup 77");
            lane.node().cut();
            await(lane.node(), () -> !Standing.isPending(lane.node()));
            lane.node().heal();
          });

  static final Fault WATCHDOG =
      once(
          "watchdog killed (SIGKILL) while the change was proven",
          EITHER,
          lane -> {
            reach(lane.node(), "applied");
            lane.node().shell("pkill -9 -f '[/]program watch'; true");
          });

  private static double deadline(LabNode node) {
    try {
      return Standing.deadline(node);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static double uptime() {
    try {
      return Standing.uptime();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Fault once(String words, Set<Finding.Verdict> ends, Strike strike) {
    return new Fault(words, Kind.TIMED, ends, lane -> {}, strike);
  }

  private static void reach(LabNode node, String state) {
    await(node, () -> Standing.state(node).equals(state));
  }

  private static void await(LabNode node, java.util.concurrent.Callable<Boolean> condition) {
    Await.until("the moment to strike at " + node.name(), LONG, condition);
  }

  private static void pause(int seconds) {
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
  }
}
