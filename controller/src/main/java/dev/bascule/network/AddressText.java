package dev.bascule.network;

import java.util.ArrayList;
import java.util.List;

/** An address in the words of {@code ip address}. */
public final class AddressText {
  private AddressText() {}

  /** Without its link and its lifetimes. */
  public static String of(Address address) {
    List<String> words = new ArrayList<>();
    words.add(address.local().toString());
    if (address.peer() != null) {
      words.add("peer " + address.peer());
    }
    if (address.broadcast() != null) {
      words.add("brd " + address.broadcast());
    }
    if (!address.scope().equals("global")) {
      words.add("scope " + address.scope());
    }
    words.addAll(address.flags());
    if (address.label() != null && !address.label().equals(address.link().text())) {
      words.add("label " + address.label());
    }
    return String.join(" ", words);
  }
}
