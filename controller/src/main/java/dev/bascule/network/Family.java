package dev.bascule.network;

/** IPv4 or IPv6, which have tables of routes and rules of their own. */
public enum Family {
  V4,
  V6
}
