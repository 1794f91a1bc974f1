package dev.bascule.container;

import dev.bascule.model.Cidr;
import dev.bascule.model.ContainerId;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code vzctl set ID --ipdel A … --ipadd B … --save}: each address by itself; never {@code --ipdel
 * all}, and no commas, which vzctl refuses.
 */
public record ChangeVenet(ContainerId id, List<Cidr> added, List<Cidr> removed) implements VzStep {
  public ChangeVenet {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
  }

  @Override
  public Layer layer() {
    return Layer.PERSISTENT;
  }

  @Override
  public Verb verb() {
    return Verb.UPDATE;
  }

  @Override
  public String target() {
    return "venet of CT " + id;
  }

  @Override
  public List<Detail> details() {
    List<Detail> details = new ArrayList<>();
    removed.forEach(address -> details.add(new Detail("address", text(address), null)));
    added.forEach(address -> details.add(new Detail("address", null, text(address))));
    return List.copyOf(details);
  }

  /** As vzctl takes it: a mask only where there is one. */
  public static String text(Cidr address) {
    return address.isHost() ? address.address().text() : address.toString();
  }

  @Override
  public ChangeVenet inverse() {
    return new ChangeVenet(id, removed, added);
  }

  @Override
  public boolean holdsFor(SeenContainer seen) {
    List<Cidr> there = VenetChanges.addresses(seen);
    return there.containsAll(added) && removed.stream().noneMatch(there::contains);
  }
}
