package dev.bascule.playbook.kind;

import dev.bascule.model.Cidr;
import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import dev.bascule.model.Value;
import dev.bascule.source.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The types of the kinds that change the network. Each reads the text as it was written. */
public final class NetworkTypes {
  private NetworkTypes() {}

  /** An interface's name. */
  public static InterfaceName link(Located value) throws Unresolved {
    String text = value.text();
    if (InterfaceName.isValid(text)) {
      return new InterfaceName(text);
    }
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    boolean tooLong = length > InterfaceName.LONGEST;
    throw new Unresolved(
        ProblemCode.BAD_INTERFACE_NAME,
        value.position(),
        value.what()
            + ": '"
            + text
            + "' "
            + (tooLong ? "has " + length + " characters" : "cannot be an interface's name"),
        tooLong
            ? "the kernel takes at most " + InterfaceName.LONGEST
            : "no blanks, '/' or ':', no '-' at its begin; not 'all', 'default', '.' or '..'");
  }

  /** An Ethernet address that an interface can have. */
  public static MacAddress mac(Located value) throws Unresolved {
    String text = value.text();
    Optional<MacAddress> mac = MacAddress.parse(text);
    if (mac.isEmpty()) {
      boolean number = text.matches("-?[0-9]+");
      throw badMac(
          value,
          number ? "is a number" : "is not six pairs of hexadecimal digits",
          number
              ? "put the address in quotes where it comes from: YAML counts in sixties"
              : "for example 52:54:00:12:34:56");
    }
    if (mac.get().isMulticast()) {
      throw badMac(value, "names a group", "the second digit of an interface's MAC is even");
    }
    if (mac.get().text().equals("00:00:00:00:00:00")) {
      throw badMac(value, "is no address", "leave 'mac' out to have one chosen");
    }
    return mac.get();
  }

  private static Unresolved badMac(Located value, String problem, String hint) {
    return new Unresolved(
        ProblemCode.BAD_MAC,
        value.position(),
        value.what() + ": '" + value.plain() + "' " + problem,
        hint);
  }

  /** An address that an interface can have, with its prefix. */
  public static Cidr address(Located value) throws Unresolved {
    String text = value.text();
    Optional<Cidr> cidr = Cidr.parse(text);
    if (cidr.isEmpty()) {
      throw badAddress(value, "is not an address with its prefix", "for example 192.0.2.5/24");
    }
    if (text.indexOf('/') < 0) {
      throw badAddress(
          value,
          "has no prefix",
          "for example " + text + (cidr.get().address().isV6() ? "/64" : "/24"));
    }
    String problem = cannotHave(cidr.get());
    if (problem != null) {
      throw badAddress(value, problem, null);
    }
    return cidr.get();
  }

  private static @Nullable String cannotHave(Cidr cidr) {
    byte[] bytes = cidr.address().bytes();
    boolean v6 = cidr.address().isV6();
    int first = bytes[0] & 0xff;
    if (v6 ? first == 0xff : first >= 224) {
      return first >= 240 && !v6 ? "is not an interface's address" : "is a multicast address";
    }
    boolean small = cidr.prefix() < (v6 ? 127 : 31);
    if (!v6 && small && cidr.network().address().equals(cidr.address())) {
      return "is the network itself, not an address in it";
    }
    return !v6 && small && isBroadcast(cidr) ? "is the broadcast address of its network" : null;
  }

  private static boolean isBroadcast(Cidr cidr) {
    byte[] bytes = cidr.address().bytes();
    for (int bit = cidr.prefix(); bit < 32; bit++) {
      if ((bytes[bit / 8] & (0x80 >> bit % 8)) == 0) {
        return false;
      }
    }
    return true;
  }

  /** An address without a prefix: a gateway, a source. */
  public static IpAddress ip(Located value) throws Unresolved {
    String text = value.text();
    Optional<IpAddress> address = IpAddress.parse(text);
    if (address.isEmpty()) {
      boolean prefix = Cidr.parse(text).isPresent();
      throw badAddress(
          value,
          prefix ? "has a prefix, and one address is wanted" : "is not an IP address",
          prefix ? "write " + text.substring(0, text.indexOf('/')) : null);
    }
    return address.get();
  }

  /** {@code default}, or a prefix without bits behind it. */
  static String destination(Located value) throws Unresolved {
    String text = value.text();
    if (text.equals("default")) {
      return text;
    }
    Optional<Cidr> cidr = Cidr.parse(text);
    if (cidr.isEmpty()) {
      throw badAddress(
          value, "is not a prefix and not 'default'", "for example default or 192.0.2.0/24");
    }
    Cidr network = cidr.get().network();
    if (!network.equals(cidr.get())) {
      throw badAddress(value, "has bits behind its prefix", "did you mean " + network + "?");
    }
    return network.prefix() == 0 && !network.address().isV6() ? "default" : network.toString();
  }

  private static Unresolved badAddress(Located value, String problem, @Nullable String hint) {
    return new Unresolved(
        ProblemCode.BAD_ADDRESS,
        value.position(),
        value.what() + ": '" + value.plain() + "' " + problem,
        hint);
  }

  /** A whole number within bounds. */
  static ValueType<Integer> whole(int from, int to) {
    return value -> {
      String text = value.text();
      boolean digits = text.matches("0|[1-9][0-9]{0,9}");
      long number = digits ? Long.parseLong(text) : -1;
      if (number < from || number > to) {
        throw value.wrong(
            value.what() + ": '" + text + "' is not a whole number from " + from + " to " + to,
            null);
      }
      return (int) number;
    };
  }

  /** A routing table: a name of /etc/iproute2/rt_tables, or a number. */
  static String table(Located value) throws Unresolved {
    String text = Types.name("routing table", "").read(value);
    if (text.equals("local") || text.equals("255")) {
      throw value.wrong(value.what() + ": table 'local' is the kernel's own", null);
    }
    return text.equals("254") ? "main" : text;
  }

  /** The name of a network namespace. */
  static String namespace(Located value) throws Unresolved {
    return Types.name("network namespace", "").read(value);
  }

  /** A list; one single value counts as a list of one. */
  static <T> ValueType<List<T>> some(ValueType<T> type) {
    return value -> {
      if (!(value.value() instanceof Value.Items items)) {
        return List.of(type.read(value));
      }
      List<T> all = new ArrayList<>();
      for (int i = 0; i < items.items().size(); i++) {
        all.add(type.read(new Located(value.what(), items.items().get(i), value.item(i))));
      }
      return all;
    };
  }
}
