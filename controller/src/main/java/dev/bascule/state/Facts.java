package dev.bascule.state;

import dev.bascule.model.Value;

/**
 * What a probe found out about a node, as playbooks see it: {@code [=facts.hostname]}.
 *
 * @param values by name, see docs/facts.md
 */
public record Facts(Value.Fields values) {}
