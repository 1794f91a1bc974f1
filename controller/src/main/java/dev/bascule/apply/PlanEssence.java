package dev.bascule.apply;

import dev.bascule.model.Action;
import dev.bascule.model.Change;
import dev.bascule.model.Change.Detail;
import dev.bascule.model.FileContent;
import dev.bascule.model.InterfaceName;
import dev.bascule.network.ControlPath;
import dev.bascule.network.Link;
import dev.bascule.network.NetworkChange;
import dev.bascule.network.SafeApply;
import dev.bascule.network.Sameness;
import dev.bascule.network.Transaction;
import dev.bascule.network.Windows;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plan as texts that are the same whenever the same would be done to a node that is the same:
 * what each change does, in the words that the node would get, what it is made against, and what
 * else is shown to who says yes: what it does to traffic, how it is proven, what it is warned of.
 * Neither time nor chance is in them, nor how long an address is still valid, nor where the
 * controller is, nor whether a person confirms. They hold secrets, so only a keyed hash of them may
 * leave the program.
 */
public final class PlanEssence {
  /** The name of the part that is all changes of the network together. */
  public static final String NETWORK = "how the network is changed, and the way back";

  /** The name of the part that is what is said of containers besides. */
  public static final String WARNINGS = "what it is warned of";

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
    if (!plan.warnings().isEmpty()) {
      parts.add(new Part(WARNINGS, String.join("\n", plan.warnings())));
    }
    return parts;
  }

  /**
   * Whether two plans do the same to a node's network, there and back, and against the same. How it
   * is proven is not compared: that of several plays together is the more careful of theirs.
   */
  public static boolean isSameWay(Plan one, Plan other) {
    Transaction first = one.transaction();
    Transaction second = other.transaction();
    return (first == null ? "none" : way(first)).equals(second == null ? "none" : way(second));
  }

  /** Whether all that the tasks of one plan do is done by tasks of the other. */
  public static boolean hasTasks(Plan all, Plan some) {
    Set<List<Object>> known =
        all.tasks().stream().map(PlanEssence::same).collect(Collectors.toSet());
    return some.tasks().stream().map(PlanEssence::same).allMatch(known::contains);
  }

  private static List<Object> same(PlannedTask task) {
    List<Part> parts = task.changes().stream().map(PlanEssence::part).toList();
    return List.of(task.play(), task.name(), task.where(), task.handler(), parts);
  }

  private static Part part(Change change) {
    String what = change.verb().name().toLowerCase(Locale.ROOT) + " " + change.target();
    StringBuilder text = new StringBuilder(what).append('\n');
    change.details().forEach(it -> text.append(change instanceof NetworkChange ? lasting(it) : it));
    text.append('\n');
    change
        .content()
        .ifPresent(
            it -> text.append(hash(it.before())).append(' ').append(hash(it.after())).append('\n'));
    if (change instanceof Action step) {
      text.append(ApplyScript.words(step));
    } else if (change instanceof NetworkFileChange file) {
      text.append(text(file.edit()));
    } else if (change instanceof NetworkChange it) {
      text.append(it.effect());
    }
    return new Part(what, text.toString());
  }

  // Of ports only those that come and go: containers come and go beside them. What else a port has
  // is in the operations.
  private static String lasting(Detail it) {
    if (it.name().equals("port")) {
      return "port";
    } else if (!it.name().equals("ports")) {
      return it.toString();
    }
    Set<String> before = words(it.from());
    Set<String> after = words(it.to());
    Set<String> gone = new TreeSet<>(before);
    gone.removeAll(after);
    after.removeAll(before);
    return "ports -" + gone + " +" + after;
  }

  private static Set<String> words(@Nullable String text) {
    return text == null ? new TreeSet<>() : new TreeSet<>(List.of(text.split(" ")));
  }

  private static String text(Transaction it) {
    return way(it) + told(it) + proof(it);
  }

  // There and back.
  private static String way(Transaction it) {
    StringBuilder text = new StringBuilder();
    it.batch().forEach(op -> text.append("do ").append(steady(op)).append('\n'));
    it.inverse().forEach(op -> text.append("undo ").append(steady(op)).append('\n'));
    text.append(it.compared()).append('\n');
    Edits.Planned edits = it.edits();
    edits.files().forEach(edit -> text.append(text(edit)));
    edits.volatileFiles().forEach(edit -> text.append(text(edit)));
    return text.append(session(it)).append('\n').toString();
  }

  // The node's end of it: the controller may be another one. What is below its link is partly known
  // from what the bridge has heard of late; what counts is whether the change is about it.
  private static String session(Transaction it) {
    ControlPath control = it.control();
    if (control == null) {
      return "over no network";
    }
    Set<InterfaceName> touched = new TreeSet<>(control.below());
    touched.retainAll(it.touched());
    return "over " + control.local() + " " + control.egress() + " " + touched;
  }

  // What the network's service hears.
  private static String told(Transaction it) {
    return it.edits().atConfirm() + "\n" + it.edits().hold() + "\n";
  }

  // Not the time for a person's answer: who confirms may be said when the plan is done.
  private static String proof(Transaction it) {
    SafeApply how = it.settings();
    StringBuilder text = new StringBuilder();
    text.append("window " + how.window() + "\n");
    it.window().parts().stream()
        .filter(part -> !part.reason().equals(Windows.ANSWER))
        .forEach(part -> text.append(part).append('\n'));
    text.append("stable " + how.stable() + "\n");
    text.append("reboot " + how.reboot() + ", rehearsed " + how.rehearsed() + "\n");
    how.prove().forEach(proof -> text.append(proof).append('\n'));
    it.warnings().forEach(warning -> text.append(warning).append('\n'));
    return text.toString();
  }

  private static String text(FileEdit edit) {
    return edit.path() + " " + hash(edit.before()) + " " + hash(edit.after()) + "\n";
  }

  private static String hash(@Nullable FileContent content) {
    return content == null ? "none" : content.sha256();
  }

  // A lease that has a minute less to go is the same lease, and so is an address that the kernel
  // has asked the neighbours about meanwhile. What a port costs follows the speed that its link has
  // found (br_port_carrier_check).
  private static NetworkOp steady(NetworkOp op) {
    if (op instanceof NetworkOp.AddAddress it) {
      return new NetworkOp.AddAddress(Sameness.settled(it.address()));
    } else if (op instanceof NetworkOp.DeleteAddress it) {
      return new NetworkOp.DeleteAddress(Sameness.settled(it.address()));
    } else if (op instanceof NetworkOp.PutRoute it) {
      return new NetworkOp.PutRoute(Sameness.settled(it.route()));
    } else if (op instanceof NetworkOp.DeleteRoute it) {
      return new NetworkOp.DeleteRoute(Sameness.settled(it.route()));
    } else if (op instanceof NetworkOp.AddLink it) {
      return new NetworkOp.AddLink(made(it.link()));
    } else if (op instanceof NetworkOp.SetPortOption it && it.option().equals("path_cost")) {
      return new NetworkOp.SetPortOption(it.port(), it.option(), "as it was");
    } else if (op instanceof NetworkOp.Inside it) {
      return new NetworkOp.Inside(it.namespace(), steady(it.op()));
    }
    return op instanceof NetworkOp.Ovs it ? new NetworkOp.Ovs(steady(it.op()), it.vlans()) : op;
  }

  // What AddLink makes: the rest has operations of its own. Nobody set a MAC that follows ports.
  private static Link made(Link it) {
    return new Link(
        it.name(),
        it.kind(),
        it.macPinned() ? it.mac() : null,
        it.macPinned(),
        it.mtu(),
        false,
        null,
        Map.of(),
        Map.of());
  }
}
