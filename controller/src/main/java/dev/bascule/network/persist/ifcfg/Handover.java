package dev.bascule.network.persist.ifcfg;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.persist.Unsafe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One link's addresses, routes and rules become another's: a card's a bridge's, or back. */
final class Handover {
  private final Scripts scripts;
  private final InterfaceName from;
  private final InterfaceName to;
  private final boolean stays;

  /**
   * A handover.
   *
   * @param stays whether there still is a link of the old name: it becomes a port
   */
  Handover(Scripts scripts, InterfaceName from, InterfaceName to, boolean stays) {
    this.scripts = scripts;
    this.from = from;
    this.to = to;
    this.stays = stays;
  }

  /** Whether the old link's files still say something. */
  boolean isDue() {
    Optional<Assignments> old = scripts.of(from.text());
    boolean says =
        old.filter(one -> one.all().entrySet().stream().anyMatch(Handover::says)).isPresent();
    return says || (old.isPresent() && !stays) || !scripts.aliases(from).isEmpty();
  }

  private static boolean says(Map.Entry<String, String> setting) {
    return switch (setting.getKey()) {
      case "BOOTPROTO" -> setting.getValue().matches("dhcp|bootp");
      case "IPV6INIT" -> false;
      default -> Keys.goes(setting.getKey());
    };
  }

  void run() {
    Optional<Assignments> old = scripts.of(from.text());
    old.ifPresent(this::settings);
    for (String alias : scripts.aliases(from)) {
      alias(alias);
    }
    List.of("route-", "route6-", "rule-", "rule6-").forEach(this::routes);
    network();
  }

  private void settings(Assignments old) {
    Assignments fresh =
        scripts.of(to.text()).orElseGet(() -> new Assignments(scripts.file("ifcfg-" + to)));
    fresh.check();
    if (!fresh.file().isThere()) {
      fresh.set("DEVICE", to.text());
      old.get("ONBOOT").ifPresent(value -> fresh.set("ONBOOT", value));
      fresh.set("NM_CONTROLLED", "no");
    }
    if (stays) {
      fresh.file().lines().addAll(old.take(Keys::goes));
    } else {
      old.take(Keys::isOfBridge);
      old.all().keySet().forEach(fresh::remove);
      fresh.file().lines().addAll(old.file().lines());
      fresh.remove("BRIDGE");
      old.file().remove();
    }
    fresh.file().lines().replaceAll(line -> line.replace("%" + from, "%" + to));
    String device = "IPV6_DEFAULTDEV";
    if (fresh.get(device).filter(from.text()::equals).isPresent()) {
      fresh.set(device, to.text());
    }
  }

  private void alias(String name) {
    TextLines old = scripts.file(name);
    new Assignments(old).check();
    TextLines fresh = scripts.file(name.replaceFirst(Pattern.quote(from.text()), to.text()));
    if (fresh.isThere()) {
      throw new Unsafe(old.path().text(), fresh.path() + " is there already", null);
    }
    fresh.lines().addAll(old.lines());
    Assignments settings = new Assignments(fresh);
    settings
        .get("DEVICE")
        .ifPresent(
            device -> settings.set("DEVICE", to.text() + device.substring(from.text().length())));
    old.remove();
  }

  private void routes(String prefix) {
    TextLines old = scripts.file(prefix + from);
    if (!old.isThere()) {
      return;
    }
    TextLines fresh = scripts.file(prefix + to);
    boolean numbered = RouteFile.isNumbered(old);
    if (fresh.isThere() && (numbered || RouteFile.isNumbered(fresh))) {
      throw new Unsafe(
          old.path().text(),
          fresh.path() + " is there already, and cannot be joined with it",
          null);
    }
    Pattern words =
        Pattern.compile("(?<=\\b(dev|iif|oif) )" + Pattern.quote(from.text()) + "(?=\\s|$)");
    for (int at = 0; at < old.lines().size(); at++) {
      String line = old.lines().get(at);
      if (line.matches("[^#]*[$`;&|].*")) {
        throw new Unsafe(
            old.where(at), "only the shell can tell what this says: " + line.strip(), null);
      }
      fresh.lines().add(words.matcher(line).replaceAll(to.text()));
    }
    old.remove();
  }

  private void network() {
    Assignments network = new Assignments(scripts.network());
    for (String key : List.of("GATEWAYDEV", "IPV6_DEFAULTDEV")) {
      if (network.get(key).filter(from.text()::equals).isPresent()) {
        network.set(key, to.text());
      }
    }
    List<String> lines = scripts.network().lines();
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).matches("\\s*(GATEWAYDEV|IPV6_DEFAULTDEV)=.*[$`].*")) {
        throw new Unsafe(
            scripts.network().where(at),
            "only the shell can tell what this says: " + lines.get(at).strip(),
            null);
      }
    }
    lines.replaceAll(line -> line.replaceAll("%" + Pattern.quote(from.text()) + "\\b", "%" + to));
  }
}
