package dev.bascule.playbook.kind;

import dev.bascule.file.Resource;
import dev.bascule.file.Resource.ServiceState;
import dev.bascule.source.ProblemCode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A service of systemd or SysV init.
 *
 * <pre>
 * service: {name: vz, state: started, enabled: true}
 * service: {name: vz, state: restarted}     # in a handler
 * </pre>
 */
final class ServiceKind implements Kind {
  private static final List<String> STATES = List.of("started", "stopped", "restarted", "reloaded");

  @Override
  public String name() {
    return "service";
  }

  @Override
  public Maker read(Arguments arguments) {
    arguments.wantMapping("service: {name: NAME, state: started}");
    Field<String> name = arguments.required("name", Types.name("service", "@:\\"));
    Field<String> state = arguments.optional("state", state(arguments.isHandler()));
    Field<Boolean> enabled = arguments.optional("enabled", Types::truth);
    if (name.isPresent() && !state.isPresent() && !enabled.isPresent()) {
      arguments.problem(
          ProblemCode.MISSING_KEY,
          "this says nothing about the service",
          "add 'state: started' or 'enabled: true'");
    }
    return (values, evaluation) ->
        List.of(
            new Resource.Service(
                values.get(name), wanted(values.maybe(state)), values.maybe(enabled)));
  }

  private static @Nullable ServiceState wanted(@Nullable String state) {
    return state == null ? null : ServiceState.valueOf(state.toUpperCase(Locale.ROOT));
  }

  private static ValueType<String> state(boolean handler) {
    ValueType<String> type = Types.oneOf(STATES);
    return value -> {
      String state = type.read(value);
      if (!handler && (state.equals("restarted") || state.equals("reloaded"))) {
        throw new Unresolved(
            ProblemCode.ONLY_IN_HANDLERS,
            value.position(),
            "'state: " + state + "' would act on every run",
            "make it a handler, and let the tasks that want it 'notify' it");
      }
      return state;
    };
  }
}
