package dev.bascule.playbook.kind;

import dev.bascule.network.NetworkResource.Namespace;
import java.util.List;

/**
 * A named network namespace, until the next boot.
 *
 * <pre>
 * netns: ct101
 * netns: {name: ct101, state: absent}      # the links in it go, too
 * </pre>
 */
final class NetnsKind implements NetworkKind {
  private static final List<String> STATES = List.of("present", "absent");

  @Override
  public String name() {
    return "netns";
  }

  @Override
  public Maker read(Arguments arguments) {
    if (arguments.shortForm().isEmpty()) {
      arguments.wantMapping("netns: NAME");
    }
    NetworkKind.noHandler(arguments, name());
    Field<String> name =
        arguments
            .shortForm()
            .map(word -> arguments.add("name", word, NetworkTypes::namespace))
            .orElseGet(() -> arguments.required("name", NetworkTypes::namespace));
    Field<String> state = arguments.optional("state", Types.oneOf(STATES));
    return (values, evaluation) ->
        List.of(new Namespace(values.get(name), values.get(state, "present").equals("present")));
  }
}
