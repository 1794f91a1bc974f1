package dev.bascule.model;

/**
 * A change that the script of an apply makes as a step of its own, in the plan's order; the
 * network's changes are made by a transaction instead.
 */
public interface Action extends Change {}
