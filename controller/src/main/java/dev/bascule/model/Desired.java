package dev.bascule.model;

/**
 * One thing wanted of a node, already resolved: no expressions, no templates left. Files, commands
 * and services are {@code dev.bascule.file.Resource}; links, addresses and routes are {@code
 * dev.bascule.network.NetworkResource}.
 */
public interface Desired {}
