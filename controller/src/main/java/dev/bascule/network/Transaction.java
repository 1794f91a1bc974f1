package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.network.batch.NetworkOp;
import dev.bascule.network.batch.Tools;
import dev.bascule.network.persist.Edits;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All network changes of one plan: they are made in one batch, under one rollback timer.
 *
 * @param before what the plan was made against
 * @param target what there is once the batch has run
 * @param batch from before to target; empty where only files change
 * @param inverse from target to before, good from any point between as well
 * @param touched the links that the batch names, those that it makes too
 * @param control null over a local connection
 * @param edits the files that are put in place at confirm
 * @param candidates where the controller looks for the node afterwards, besides where it found it
 *     before; in this order
 * @param warnings worth saying before anybody says yes
 */
public record Transaction(
    NetworkState before,
    NetworkState target,
    List<NetworkOp> batch,
    List<NetworkOp> inverse,
    Set<InterfaceName> touched,
    @Nullable ControlPath control,
    Tools tools,
    Window window,
    SafeApply settings,
    Edits.Planned edits,
    List<IpAddress> candidates,
    List<String> warnings) {
  public Transaction {
    batch = List.copyOf(batch);
    inverse = List.copyOf(inverse);
    touched = Set.copyOf(touched);
    candidates = List.copyOf(candidates);
    warnings = List.copyOf(warnings);
  }

  /** The operations of the batch and those of its inverse. */
  public List<NetworkOp> both() {
    return Stream.of(batch, inverse).flatMap(List::stream).toList();
  }

  /**
   * What is looked at more closely, before and after: the links that are touched, and behind
   * {@code @} the named namespaces; what happens inside of one is compared only where it is named.
   */
  public List<String> compared() {
    Stream<String> spaces =
        both().stream().flatMap(op -> Touched.namespace(op).stream()).map(name -> "@" + name);
    return Stream.concat(
            touched.stream().map(InterfaceName::text).sorted(), spaces.distinct().sorted())
        .toList();
  }
}
