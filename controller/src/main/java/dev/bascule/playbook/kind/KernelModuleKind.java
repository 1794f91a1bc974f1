package dev.bascule.playbook.kind;

import dev.bascule.file.Resource;
import java.util.List;

/**
 * A kernel module.
 *
 * <pre>
 * kernel_module: {name: vzethdev, state: loaded, persist: true}
 * </pre>
 */
final class KernelModuleKind implements Kind {
  private static final List<String> STATES = List.of("loaded", "unloaded");

  @Override
  public String name() {
    return "kernel_module";
  }

  @Override
  public Maker read(Arguments arguments) {
    arguments.wantMapping("kernel_module: {name: bridge}");
    Field<String> name = arguments.required("name", Types.name("kernel module", ""));
    Field<String> state = arguments.optional("state", Types.oneOf(STATES));
    Field<Boolean> persist = arguments.optional("persist", Types::truth);
    return (values, evaluation) ->
        List.of(
            new Resource.KernelModule(
                values.get(name),
                values.get(state, "loaded").equals("loaded"),
                values.get(persist, true)));
  }
}
