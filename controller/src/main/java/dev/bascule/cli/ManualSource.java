package dev.bascule.cli;

import dev.bascule.network.NodeNetwork;
import dev.bascule.network.SafeApply;
import dev.bascule.state.DesiredSource;
import dev.bascule.state.DesiredState;
import dev.bascule.state.Facts;
import dev.bascule.state.UnresolvedException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The same wishes, whose changes of the network a person confirms: {@code --confirm manual}. */
record ManualSource(DesiredSource source) implements DesiredSource {

  @Override
  public DesiredState beforeContact() {
    return source.beforeContact();
  }

  @Override
  public Set<String> factsUsed() {
    return source.factsUsed();
  }

  @Override
  public DesiredState resolve(Facts facts) throws UnresolvedException {
    return manual(source.resolve(facts));
  }

  @Override
  public DesiredState resolve(Facts facts, @Nullable NodeNetwork network)
      throws UnresolvedException {
    return manual(source.resolve(facts, network));
  }

  private static DesiredState manual(DesiredState state) {
    SafeApply it = state.safeApply();
    SafeApply manual = new SafeApply(it.window(), it.stable(), true, it.reboot(), it.prove());
    return new DesiredState(state.tasks(), state.handlers(), manual, state.persistence());
  }
}
