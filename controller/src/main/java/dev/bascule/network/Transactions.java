package dev.bascule.network;

import dev.bascule.model.InterfaceName;
import dev.bascule.model.IpAddress;
import dev.bascule.network.Window.Part;
import dev.bascule.network.batch.Batch;
import dev.bascule.network.batch.BatchText;
import dev.bascule.network.batch.NetworkOp;
import dev.bascule.network.persist.Edits;
import dev.bascule.network.persist.FileEdit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes one transaction of all that a plan changes in a node's network. */
public final class Transactions {
  /** What to do where one is under way. */
  public static final String PENDING_HINT =
      "see it with bascule status, end it with bascule confirm or bascule abort";

  private final NodeNetwork seen;
  private final NetworkState target;
  private final SafeApply settings;
  private final Edits.Planned edits;
  private final Set<InterfaceName> kept;

  private Transactions(
      NodeNetwork seen,
      NetworkState target,
      SafeApply settings,
      Edits.Planned edits,
      Set<InterfaceName> kept) {
    this.seen = seen;
    this.target = target;
    this.settings = settings;
    this.edits = edits;
    this.kept = kept;
  }

  /** What became of it. */
  public sealed interface Outcome {
    /** A transaction; its batch is empty where only files change. */
    record Made(Transaction transaction) implements Outcome {}

    /** There is nothing to change. */
    record Nothing() implements Outcome {}

    /** It must not be run; reads as a sentence. */
    record Refused(String message, @Nullable String hint) implements Outcome {}
  }

  /**
   * Makes it, or says why it must not be made.
   *
   * @param target where the wishes lead
   * @param wishes what was asked for; links that are named count as touched
   * @param kept the links that the files of the next boot agree on with the target, once edited;
   *     where they did so before there are no edits
   */
  public static Outcome of(
      NodeNetwork seen,
      NetworkState target,
      List<NetworkResource> wishes,
      SafeApply settings,
      Edits.Planned edits,
      Set<InterfaceName> kept) {
    return new Transactions(seen, target, settings, edits, kept).made(wishes);
  }

  /** Says that one is under way already. */
  public static String pending(String which) {
    return "another transaction is pending on this node: " + which;
  }

  /**
   * Says that a link is another's who cannot be told of any change by a file. That comes before all
   * that is wrong with the files.
   */
  public static Optional<Outcome.Refused> foreign(NodeNetwork seen, NetworkState target) {
    Set<InterfaceName> touched = Touched.by(Batch.between(seen.state(), target));
    return seen.owners().stream()
        .filter(owner -> isDeaf(owner) && touched.contains(owner.link()))
        .findFirst()
        .map(Transactions::owned);
  }

  private Outcome made(List<NetworkResource> wishes) {
    List<NetworkOp> batch = Batch.between(seen.state(), target);
    if (batch.isEmpty() && edits.files().isEmpty()) {
      return new Outcome.Nothing();
    }
    if (seen.pending() != null) {
      return new Outcome.Refused(pending(seen.pending()), PENDING_HINT);
    }
    List<NetworkOp> inverse = Batch.between(target, seen.state());
    Set<InterfaceName> touched = new TreeSet<>(Touched.by(batch));
    touched.addAll(Touched.by(inverse));
    List<Part> parts = Windows.parts(target, batch, settings);
    Optional<Outcome.Refused> refused =
        batch.isEmpty()
            ? Optional.empty()
            : owned(touched)
                .or(this::unread)
                .or(() -> beyondItsTools("there", batch))
                .or(() -> beyondItsTools("back", inverse))
                .or(this::cutOff)
                .or(() -> saidAtBoot(batch, parts))
                .or(() -> tooSmall(parts));
    if (refused.isPresent()) {
      return refused.get();
    }
    List<String> warnings = Warnings.of(seen, target, batch, wishes);
    return new Outcome.Made(
        new Transaction(
            seen.state(),
            target,
            batch,
            inverse,
            touched,
            seen.control(),
            seen.tools(),
            new Window(parts, total(parts)),
            settings,
            edits,
            candidates(),
            warnings));
  }

  private Duration total(List<Part> parts) {
    return settings.window() == null ? Window.sum(parts) : settings.window();
  }

  private Optional<Outcome.Refused> owned(Set<InterfaceName> touched) {
    return seen.owners().stream()
        .filter(owner -> touched.contains(owner.link()) && !isTold(owner))
        .findFirst()
        .map(Transactions::owned);
  }

  private static Outcome.Refused owned(LinkOwner owner) {
    return new Outcome.Refused(
        owner.program()
            + " manages "
            + owner.link()
            + " and would undo this: nothing tells it of the change",
        hint(owner));
  }

  private static String hint(LinkOwner owner) {
    return isDeaf(owner)
        ? "take "
            + owner.link()
            + " away from it first: nmcli device set "
            + owner.link()
            + " managed no, and NM_CONTROLLED=no or unmanaged-devices for the next boot"
        : "let it be told: persist by networkd or netplan, not --persist none";
  }

  // ifupdown and the init scripts do nothing until somebody calls them.
  private boolean isTold(LinkOwner owner) {
    if (isDeaf(owner)) {
      return false;
    }
    return !owner.program().equals("networkd") || writes("systemd/network") || writes("netplan");
  }

  private static boolean isDeaf(LinkOwner owner) {
    return owner.program().equals("NetworkManager");
  }

  private boolean writes(String folder) {
    return Stream.concat(edits.files().stream(), edits.volatileFiles().stream())
        .map(FileEdit::path)
        .anyMatch(path -> path.text().matches("/(etc|run)/" + folder + "/.*"));
  }

  private Optional<Outcome.Refused> beyondItsTools(String way, List<NetworkOp> ops) {
    List<String> steps = BatchText.impossible(ops, seen.tools());
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    String more = steps.size() > 1 ? " (and " + (steps.size() - 1) + " more like it)" : "";
    return Optional.of(
        new Outcome.Refused(
            "this node has no program for the way " + way + ": " + steps.get(0) + more,
            missing(ops)));
  }

  private String missing(List<NetworkOp> ops) {
    boolean silent = !seen.tools().ovs() && ops.stream().anyMatch(NetworkOp.Ovs.class::isInstance);
    return silent
        ? "install openvswitch-switch on it, and see that it answers: ovs-vsctl show"
        : "install iproute2 on it (ip and bridge), or leave out what needs that";
  }

  private Optional<Outcome.Refused> unread() {
    if (seen.unread().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Outcome.Refused(
            "this node has no ip, and without it the routes of table "
                + String.join(", ", seen.unread())
                + " cannot be read, so neither taken over nor put back",
            "install iproute2 on it"));
  }

  private Optional<Outcome.Refused> cutOff() {
    ControlPath control = seen.control();
    if (control == null) {
      return Optional.empty();
    }
    return new WayBack(seen.state(), target, control)
        .problem()
        .map(
            reason ->
                new Outcome.Refused(
                    "no way back to the controller: " + reason,
                    "keep a route to " + control.remote() + ", or connect by another address"));
  }

  private Optional<Outcome.Refused> saidAtBoot(List<NetworkOp> batch, List<Part> parts) {
    return new OvsUplinks(seen.state(), target).problem(batch, kept, total(parts));
  }

  private Optional<Outcome.Refused> tooSmall(List<Part> parts) {
    return Windows.tooSmall(settings, parts)
        .map(words -> new Outcome.Refused(words, "leave window out, and it is computed"));
  }

  private List<IpAddress> candidates() {
    ControlPath control = seen.control();
    return control == null ? List.of() : new WayBack(seen.state(), target, control).candidates();
  }
}
