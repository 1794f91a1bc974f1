package dev.bascule.playbook.kind;

import dev.bascule.model.Cidr;
import dev.bascule.model.ContainerId;
import dev.bascule.model.InterfaceName;
import java.util.Optional;

/** The types of values that only containers have. */
final class ContainerTypes {
  private ContainerTypes() {}

  /** A container's number. */
  static ContainerId id(Located value) throws Unresolved {
    String text = value.text();
    if (!ContainerId.isValid(text)) {
      throw value.wrong(
          value.what() + ": '" + text + "' is not a container's number",
          text.equals("0") ? "0 is the node itself" : "a whole number from 1 to 2147483647");
    }
    return new ContainerId(text);
  }

  /**
   * The name of an interface inside. vzctl does not check it, and takes commas and semicolons for
   * the ends of fields; what starts a container hands it to a shell.
   */
  static InterfaceName inside(Located value) throws Unresolved {
    InterfaceName name = NetworkTypes.link(value);
    return plain(value, name);
  }

  /** The name of an interface on the node that a container's file names. */
  static InterfaceName plain(Located value) throws Unresolved {
    return plain(value, NetworkTypes.link(value));
  }

  private static InterfaceName plain(Located value, InterfaceName name) throws Unresolved {
    if (!name.text().matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
      throw value.wrong(
          value.what() + ": '" + name + "' cannot stand in a container's file",
          "letters, digits and . _ -");
    }
    return name;
  }

  /** An address with or without a prefix, as venet takes it. */
  static Cidr venet(Located value) throws Unresolved {
    Optional<Cidr> bare = Cidr.parse(value.text());
    if (bare.isPresent() && value.text().indexOf('/') < 0) {
      NetworkTypes.ip(value);
      return bare.get();
    }
    return NetworkTypes.address(value);
  }

  /** A domain to search names in. */
  static String domain(Located value) throws Unresolved {
    String text = value.text();
    if (!text.matches("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_.])?")) {
      throw value.wrong(value.what() + ": '" + text + "' is not a domain", null);
    }
    return text;
  }
}
