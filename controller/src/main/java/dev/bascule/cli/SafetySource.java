package dev.bascule.cli;

import dev.bascule.network.NodeNetwork;
import dev.bascule.network.SafeApply;
import dev.bascule.state.DesiredSource;
import dev.bascule.state.DesiredState;
import dev.bascule.state.Facts;
import dev.bascule.state.UnresolvedException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The same wishes, whose changes of the network are proven as a command line says. */
record SafetySource(DesiredSource source, SafetyOptions options) implements DesiredSource {

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
    return proven(source.resolve(facts));
  }

  @Override
  public DesiredState resolve(Facts facts, @Nullable NodeNetwork network)
      throws UnresolvedException {
    return proven(source.resolve(facts, network));
  }

  private DesiredState proven(DesiredState state) {
    SafeApply told = options.over(state.safeApply());
    return new DesiredState(state.tasks(), state.handlers(), told, state.persistence());
  }
}
