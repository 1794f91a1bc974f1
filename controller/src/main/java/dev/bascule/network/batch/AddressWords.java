package dev.bascule.network.batch;

import dev.bascule.network.Address;
import dev.bascule.network.Lifetime;
import java.util.List;

/** Addresses as {@code ip addr} takes them. */
final class AddressWords {
  /** The flags that somebody sets; the kernel sets the others. */
  private static final List<String> SETTABLE =
      List.of("nodad", "noprefixroute", "home", "mngtmpaddr", "autojoin");

  private AddressWords() {}

  /** Behind {@code ip}: the address with all that belongs to it. */
  static Words add(String verb, Address address) {
    Words words = identity(verb, address);
    if (!address.local().address().isV6()) {
      words.with("broadcast", address.broadcast()).and("scope", address.scope());
      words.with("label", address.label());
    }
    return words;
  }

  /** Its flags. */
  static Words flags(Words words, Address address) {
    SETTABLE.stream().filter(address.flags()::contains).forEach(words::and);
    return words;
  }

  /** The rest of its lifetimes; nothing for one that stays. */
  static Words lifetimes(Words words, Address address) {
    return address.valid().isForever() && address.preferred().isForever()
        ? words
        : words
            .and("valid_lft", seconds(address.valid(), 1))
            .and("preferred_lft", seconds(address.preferred(), 0));
  }

  private static String seconds(Lifetime time, long least) {
    return time.isForever() ? "forever" : Long.toString(Math.max(least, time.seconds()));
  }

  /** Behind {@code ip}: what says which address it is. */
  static Words identity(String verb, Address address) {
    Words words = Words.of("addr").and(verb);
    if (address.peer() == null) {
      words.and(address.local());
    } else {
      words.and(address.local().address(), "peer", address.peer() + "/" + address.local().prefix());
    }
    return words.and("dev", address.link());
  }
}
