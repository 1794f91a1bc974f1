package dev.bascule.network;

/**
 * A policy rule.
 *
 * @param words behind the priority, as {@code ip rule} prints them: {@code from 10.0.0.5 lookup
 *     100}
 */
public record Rule(Family family, long priority, String words) {}
