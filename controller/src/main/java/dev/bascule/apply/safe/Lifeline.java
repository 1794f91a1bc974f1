package dev.bascule.apply.safe;

import dev.bascule.event.RunEvent;
import java.util.function.Consumer;

/**
 * What a safe apply needs besides the first session.
 *
 * @param store where the transaction is kept until it has ended
 * @param events told of phases, of the armed timer, and of what is worth saying
 * @param manual whether a person confirms, whatever the play says
 * @param neighbours other nodes that can look at this one
 */
public record Lifeline(
    Reconnect reconnect,
    Pace pace,
    KeptStore store,
    Consumer<RunEvent> events,
    boolean manual,
    Neighbourhood neighbours) {}
