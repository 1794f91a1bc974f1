package dev.bascule.cli;

import dev.bascule.model.InterfaceName;
import dev.bascule.network.ControlPath;
import dev.bascule.network.NetworkResource.Bridge;
import dev.bascule.network.NodeNetwork;
import dev.bascule.state.DesiredSource;
import dev.bascule.state.DesiredState;
import dev.bascule.state.DesiredTask;
import dev.bascule.state.Facts;
import dev.bascule.state.UnresolvedException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One bridge, made or taken apart. */
record ConvertSource(ConvertOptions options) implements DesiredSource {

  @Override
  public DesiredState beforeContact() {
    return state(options.wish());
  }

  @Override
  public Set<String> factsUsed() {
    return Set.of();
  }

  @Override
  public DesiredState resolve(Facts facts) {
    return state(options.wish());
  }

  @Override
  public DesiredState resolve(Facts facts, @Nullable NodeNetwork network)
      throws UnresolvedException {
    Bridge wish = options.wish();
    if (!wish.present() || wish.adopt() != null || network == null) {
      return state(wish);
    }
    return state(adopting(wish, network));
  }

  private static Bridge adopting(Bridge wish, NodeNetwork network) throws UnresolvedException {
    ControlPath control = network.control();
    if (control == null) {
      throw new UnresolvedException(
          "it cannot be seen which link carries this session; name --port");
    }
    InterfaceName egress = control.egress();
    // Done already: the session goes over the bridge.
    return egress.equals(wish.name()) ? wish : withPort(wish, egress);
  }

  private static Bridge withPort(Bridge wish, InterfaceName port) {
    return new Bridge(
        wish.name(),
        true,
        wish.ports(),
        port,
        wish.addresses(),
        wish.routes(),
        wish.mac(),
        wish.mtu(),
        wish.stp(),
        wish.forwardDelay(),
        wish.vlanFiltering(),
        wish.bpduGuard(),
        wish.giveBack(),
        wish.vlans(),
        wish.persist());
  }

  private DesiredState state(Bridge wish) {
    DesiredTask task =
        new DesiredTask("convert", "bridge " + wish.name(), "convert", wish, List.of());
    return new DesiredState(List.of(task), List.of(), options.safeApply(), options.persistence());
  }
}
