package dev.bascule.file;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the owner that a task wants into numbers of the node. */
final class Owners {
  private Owners() {}

  /** What keeps the attributes from being set, or nothing. */
  static Optional<Difference> missing(Attributes attributes, Observation observed) {
    if (observed.commandRan()) {
      return Optional.empty(); // a command before may add the user
    }
    if (number(attributes.owner(), observed.users()) == null && attributes.owner() != null) {
      return Optional.of(
          Difference.impossible(
              "user '" + attributes.owner() + "' does not exist on this node",
              "add the user first, or give the owner's number"));
    }
    if (number(attributes.group(), observed.groups()) == null && attributes.group() != null) {
      return Optional.of(
          Difference.impossible(
              "group '" + attributes.group() + "' does not exist on this node",
              "add the group first, or give its number"));
    }
    return Optional.empty();
  }

  /** The attributes with numbers where they are known. */
  static Wanted resolve(Attributes attributes, Observation observed) {
    return new Wanted(
        attributes.mode(),
        numberOrName(attributes.owner(), observed.users()),
        numberOrName(attributes.group(), observed.groups()));
  }

  private static @Nullable String numberOrName(@Nullable String name, Map<String, Long> known) {
    String number = number(name, known);
    return number == null ? name : number;
  }

  private static @Nullable String number(@Nullable String name, Map<String, Long> known) {
    if (name == null) {
      return null;
    }
    if (name.chars().allMatch(Character::isDigit)) {
      return name;
    }
    Long number = known.get(name);
    return number == null ? null : number.toString();
  }
}
