package dev.bascule.cli;

import dev.bascule.fleet.Durations;
import dev.bascule.model.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/**
 * How a run shares its work with others: which shard of the nodes is its own, and how long it waits
 * before the first of them.
 *
 * @param shard null for all nodes
 * @param jitter the longest wait; zero for none
 */
record Sharing(@Nullable Shard shard, Duration jitter) {
  /** Names the shard where no option does. */
  static final String VARIABLE = "BASCULE_SHARD";

  static List<OptionSpec> options() {
    return List.of(
        Options.one(
            "I/N",
            "Only the I-th of N parts of the nodes, by a hash of their names. Default: $"
                + VARIABLE
                + ", else all",
            "--shard"),
        Options.one(
            "TIME",
            "Wait before the first node for a part of this time that is always the same on one"
                + " machine and another on the next: 10m",
            "--jitter"));
  }

  /** As a command line and the environment say. */
  static Sharing of(Invocation invocation, Surroundings around) throws UsageException {
    Duration jitter = Settings.duration(invocation, "--jitter").orElse(Duration.ZERO);
    Optional<String> option = invocation.text("--shard");
    String variable =
        invocation.parsed().commandSpec().findOption("--shard") == null
            ? ""
            : around.environment(VARIABLE);
    if (option.isPresent()) {
      return new Sharing(shard("option '--shard'", option.get()), jitter);
    }
    return new Sharing(variable.isBlank() ? null : shard("$" + VARIABLE, variable), jitter);
  }

  private static Shard shard(String where, String text) throws UsageException {
    Optional<Shard> shard = Shard.parse(text);
    if (shard.isEmpty()) {
      throw new UsageException(
          where + ": '" + text + "' is not a shard",
          "write I/N with I from 1 to N: 1/3, 2/3 and 3/3 are all nodes");
    }
    return shard.get();
  }

  /**
   * The part of a job that is this run's.
   *
   * @param fewer whether something chose some of its nodes on purpose, so that shards may be empty
   */
  Job part(Job job, boolean fewer, Surroundings around) throws UsageException {
    if (shard == null) {
      return job;
    }
    int nodes = job.resolution().nodes().size();
    if (shard.count() > nodes && !fewer) {
      throw new UsageException(
          "shard "
              + shard.text()
              + ": there "
              + (nodes == 1 ? "is 1 node" : "are " + nodes + " nodes"),
          "make at most one shard for each node");
    }
    Job part = job.part(shard);
    if (part.resolution().nodes().isEmpty()) {
      around
          .err()
          .println(
              "Shard " + shard.text() + " has none of the " + nodes + " nodes: nothing to do.");
    }
    return part;
  }

  /**
   * Waits as long as this controller does; Ctrl-C ends the program meanwhile.
   *
   * @return whether it waited
   */
  boolean await(Output output, Surroundings around) throws InterruptedException {
    Duration wait = wait(host(around));
    if (wait.isZero()) {
      return false;
    }
    if (!output.quiet()) {
      around
          .err()
          .println(
              "Waiting "
                  + Durations.text(wait)
                  + " before the first node (--jitter "
                  + Durations.text(jitter)
                  + ").");
      around.err().flush();
    }
    TimeUnit.NANOSECONDS.sleep(wait.toNanos());
    return true;
  }

  /** A part of the jitter in whole seconds, the same for the same host and shard. */
  Duration wait(String host) {
    long seconds = jitter.toSeconds();
    String key = host + " " + (shard == null ? "" : shard.text());
    return Duration.ofSeconds(Long.remainderUnsigned(Shard.hash(key), seconds + 1));
  }

  // Not by the resolver, which may ask a name server.
  private static String host(Surroundings around) {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return around.environment("HOSTNAME");
    }
  }
}
