package dev.bascule.playbook.kind;

import dev.bascule.model.IpAddress;
import dev.bascule.network.SafeApply;
import dev.bascule.network.SafeApply.Proof;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Entry;
import dev.bascule.source.YamlNode.Mapping;
import dev.bascule.source.YamlNode.Scalar;
import dev.bascule.source.YamlNode.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A play's {@code safe_apply}, read and ready to be resolved for any node.
 *
 * <pre>
 * safe_apply:
 *   window: 90s            # default: computed
 *   stable: 35s
 *   confirm: manual        # default: auto
 *   reboot: allowed        # default: never
 *   rehearsal: skip        # default: usual
 *   prove: [neighbours, {ping: "[=facts.gateway]"}, {tcp: "192.0.2.1:179"}, {command: vzlist -H}]
 * </pre>
 */
public final class SafeApplyKeys {
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final List<String> PROOFS = List.of("ping", "tcp", "command");

  private final YamlNode node;
  private final Arguments arguments;
  private final Field<Duration> window;
  private final Field<Duration> stable;
  private final Field<String> confirm;
  private final Field<String> reboot;
  private final Field<String> rehearsal;
  private final List<Field<? extends Proof>> proofs = new ArrayList<>();
  private boolean neighbours;

  private SafeApplyKeys(YamlNode node, Arguments arguments) {
    this.node = node;
    this.arguments = arguments;
    arguments.wantMapping("safe_apply: {window: 90s}");
    window = arguments.optional("window", duration(Duration.ofSeconds(5)));
    stable = arguments.optional("stable", duration(Duration.ZERO));
    confirm = arguments.optional("confirm", Types.oneOf(List.of("auto", "manual")));
    reboot = arguments.optional("reboot", Types.oneOf(List.of("never", "allowed")));
    rehearsal = arguments.optional("rehearsal", Types.oneOf(List.of("usual", "skip")));
    arguments.raw("prove").ifPresent(this::proofs);
    arguments.rejectUnknown();
  }

  /** Reads the value of the key; problems are added. */
  public static SafeApplyKeys read(YamlNode node, Problems problems) {
    return new SafeApplyKeys(node, Arguments.of("safe_apply", node, false, problems));
  }

  /** What is written. */
  public YamlNode node() {
    return node;
  }

  /**
   * What holds on one node; nothing, with problems added, where that cannot be had.
   *
   * @throws FactsNeeded if it depends on facts and those are not known yet
   */
  public Optional<SafeApply> resolve(Evaluation evaluation, Problems problems) throws FactsNeeded {
    FieldValues values = FieldValues.of(arguments.fields(), evaluation, problems);
    if (values == null) {
      return Optional.empty();
    }
    List<Proof> prove = new ArrayList<>();
    if (neighbours) {
      prove.add(new Proof.Neighbours());
    }
    for (Field<? extends Proof> proof : proofs) {
      prove.add(values.get(proof));
    }
    return Optional.of(
        new SafeApply(
            values.maybe(window),
            values.get(stable, SafeApply.USUAL.stable()),
            values.get(confirm, "auto").equals("manual"),
            values.get(reboot, "never").equals("allowed"),
            values.get(rehearsal, "usual").equals("usual"),
            prove));
  }

  private void proofs(YamlNode list) {
    if (isNeighbours(list)) {
      neighbours = true;
      return;
    }
    if (!(list instanceof Sequence proofList)) {
      wrong(list, "'prove' is a list, but this is " + list.shape());
      return;
    }
    proofList.items().forEach(this::proof);
  }

  private static boolean isNeighbours(YamlNode node) {
    return node instanceof Scalar scalar && scalar.text().equals("neighbours");
  }

  private void proof(YamlNode item) {
    if (isNeighbours(item)) {
      neighbours = true;
      return;
    }
    Entry only =
        item instanceof Mapping mapping && mapping.entries().size() == 1
            ? mapping.entries().get(0)
            : null;
    String kind = only == null ? "" : only.key().text();
    if (only == null || !PROOFS.contains(kind)) {
      wrong(item, "a proof is one of neighbours, ping, tcp and command");
      return;
    }
    proofs.add(
        switch (kind) {
          case "ping" -> arguments.add("ping", only.value(), SafeApplyKeys::ping);
          case "tcp" -> arguments.add("tcp", only.value(), SafeApplyKeys::tcp);
          default -> command(only.value());
        });
  }

  private Field<Proof.Command> command(YamlNode value) {
    Field<String> shell = arguments.shell("command", value);
    return arguments.computed(
        "command",
        value,
        (evaluation, at) -> {
          String text = at instanceof Scalar ? shell.evaluate(evaluation) : null;
          return new Proof.Command(text == null ? "" : text);
        });
  }

  private void wrong(YamlNode at, String message) {
    arguments.problem(
        new Unresolved(
            ProblemCode.WRONG_TYPE,
            at.position(),
            message,
            "write prove: [neighbours, {ping: 192.0.2.1}, {tcp: \"192.0.2.1:179\"}, {command: TEXT}]"));
  }

  private static Proof.Ping ping(Located value) throws Unresolved {
    return new Proof.Ping(NetworkTypes.ip(value).text());
  }

  // 192.0.2.1:179 or [2001:db8::1]:179.
  private static Proof.Tcp tcp(Located value) throws Unresolved {
    String text = value.text();
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    boolean brackets = host.startsWith("[") && host.endsWith("]");
    Optional<IpAddress> address =
        IpAddress.parse(brackets ? host.substring(1, host.length() - 1) : host)
            .filter(ip -> ip.isV6() == brackets);
    Integer port = port(text.substring(colon + 1));
    if (address.isEmpty() || port == null) {
      throw value.wrong(
          value.what() + ": '" + text + "' is not an address with a port",
          "for example 192.0.2.1:179 or [2001:db8::1]:179");
    }
    return new Proof.Tcp(address.get().text(), port);
  }

  private static @Nullable Integer port(String text) {
    return text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65535
        ? Integer.valueOf(text)
        : null;
  }

  private static ValueType<Duration> duration(Duration least) {
    return value -> {
      String text = value.text();
      Duration found = text.matches("(0|[1-9][0-9]{0,5})[smh]") ? parsed(text) : null;
      if (found == null || found.compareTo(least) < 0 || found.compareTo(LONGEST) > 0) {
        throw value.wrong(
            value.what()
                + ": '"
                + text
                + "' is not a length of time from "
                + least.toSeconds()
                + "s to 1h",
            "for example 90s or 2m");
      }
      return found;
    };
  }

  private static Duration parsed(String text) {
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
