package dev.bascule.apply;

import dev.bascule.model.Action;
import dev.bascule.model.Change;
import dev.bascule.model.FileContent;
import dev.bascule.network.Address;
import dev.bascule.network.Lifetime;
import dev.bascule.network.Route;
import dev.bascule.network.Transaction;
import dev.bascule.network.batch.NetworkOp;
import dev.bascule.network.persist.Edits;
import dev.bascule.network.persist.FileEdit;
import dev.bascule.network.persist.NetworkFileChange;
import dev.bascule.plan.Plan;
import dev.bascule.plan.PlannedTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A plan as texts that are the same whenever the same would be done to a node that is the same:
 * what each change does, in the words that the node would get, and what it is made against. Neither
 * time nor chance is in them, nor how long an address is still valid. They hold secrets, so only a
 * keyed hash of them may leave the program.
 */
public final class PlanEssence {
  /** The name of the part that is all changes of the network together. */
  public static final String NETWORK = "how the network is changed, and the way back";

  private PlanEssence() {}

  /**
   * One change.
   *
   * @param what verb and target, for people; targets are not unique
   */
  public record Part(String what, String text) {}

  /** All parts, in the plan's order; none of a plan that is empty. */
  public static List<Part> of(Plan plan) {
    List<Part> parts = new ArrayList<>();
    for (PlannedTask task : plan.tasks()) {
      task.changes().forEach(change -> parts.add(part(change)));
    }
    if (plan.transaction() != null) {
      parts.add(new Part(NETWORK, text(plan.transaction())));
    }
    return parts;
  }

  private static Part part(Change change) {
    String what = change.verb().name().toLowerCase(Locale.ROOT) + " " + change.target();
    StringBuilder text = new StringBuilder(what).append('\n').append(change.details()).append('\n');
    change
        .content()
        .ifPresent(
            it -> text.append(hash(it.before())).append(' ').append(hash(it.after())).append('\n'));
    if (change instanceof Action step) {
      text.append(ApplyScript.words(step));
    } else if (change instanceof NetworkFileChange file) {
      text.append(text(file.edit()));
    }
    return new Part(what, text.toString());
  }

  private static String text(Transaction it) {
    StringBuilder text = new StringBuilder();
    it.batch().forEach(op -> text.append("do ").append(steady(op)).append('\n'));
    it.inverse().forEach(op -> text.append("undo ").append(steady(op)).append('\n'));
    text.append(it.compared()).append(it.tools()).append('\n');
    Edits.Planned edits = it.edits();
    edits.files().forEach(edit -> text.append(text(edit)));
    text.append(edits.atConfirm()).append('\n');
    edits.volatileFiles().forEach(edit -> text.append(text(edit)));
    return text.append(edits.hold()).append('\n').toString();
  }

  private static String text(FileEdit edit) {
    return edit.path() + " " + hash(edit.before()) + " " + hash(edit.after()) + "\n";
  }

  private static String hash(@Nullable FileContent content) {
    return content == null ? "none" : content.sha256();
  }

  // A lease that has a minute less to go is the same lease.
  private static NetworkOp steady(NetworkOp op) {
    if (op instanceof NetworkOp.AddAddress it) {
      return new NetworkOp.AddAddress(steady(it.address()));
    } else if (op instanceof NetworkOp.DeleteAddress it) {
      return new NetworkOp.DeleteAddress(steady(it.address()));
    } else if (op instanceof NetworkOp.PutRoute it) {
      return new NetworkOp.PutRoute(steady(it.route()));
    } else if (op instanceof NetworkOp.DeleteRoute it) {
      return new NetworkOp.DeleteRoute(steady(it.route()));
    } else if (op instanceof NetworkOp.Inside it) {
      return new NetworkOp.Inside(it.namespace(), steady(it.op()));
    }
    return op instanceof NetworkOp.Ovs it ? new NetworkOp.Ovs(steady(it.op()), it.vlans()) : op;
  }

  private static Address steady(Address it) {
    Lifetime valid = it.valid().isForever() ? Lifetime.FOREVER : new Lifetime(0);
    Lifetime preferred = it.preferred().isForever() ? Lifetime.FOREVER : new Lifetime(0);
    return new Address(
        it.link(),
        it.local(),
        it.peer(),
        it.broadcast(),
        it.scope(),
        it.label(),
        it.flags(),
        valid,
        preferred);
  }

  private static Route steady(Route it) {
    Map<String, String> more = new TreeMap<>(it.more());
    more.remove("expires");
    return new Route(
        it.family(),
        it.type(),
        it.destination(),
        it.table(),
        it.via(),
        it.dev(),
        it.src(),
        it.metric(),
        it.scope(),
        it.proto(),
        it.onlink(),
        more,
        it.hops());
  }
}
