package dev.bascule.playbook.kind;

import dev.bascule.model.Desired;
import dev.bascule.source.Problems;
import dev.bascule.source.YamlNode;
import java.util.List;

/** The kind of a task with its arguments, read and ready to be resolved for any node. */
public final class Body {
  private final Kind kind;
  private final YamlNode node;
  private final List<Field<?>> fields;
  private final Kind.Maker maker;

  private Body(Kind kind, YamlNode node, List<Field<?>> fields, Kind.Maker maker) {
    this.kind = kind;
    this.node = node;
    this.fields = fields;
    this.maker = maker;
  }

  /**
   * Reads the value of a kind's key.
   *
   * @param handler whether the task is a handler
   */
  public static Body read(Kind kind, YamlNode node, boolean handler, Problems problems) {
    Arguments arguments = Arguments.of(kind.name(), node, handler, problems);
    Kind.Maker maker = kind.read(arguments);
    arguments.rejectUnknown();
    return new Body(kind, node, arguments.fields(), maker);
  }

  /** The kind's name. */
  public String kind() {
    return kind.name();
  }

  /** Whether it changes the network. */
  public boolean isNetwork() {
    return kind instanceof NetworkKind;
  }

  /** The arguments as written. */
  public YamlNode node() {
    return node;
  }

  /**
   * The resources for one node; none, with problems added, where they cannot be had.
   *
   * @throws FactsNeeded if they depend on facts and those are not known yet
   */
  public List<Desired> resolve(Evaluation evaluation, Problems problems) throws FactsNeeded {
    FieldValues values = FieldValues.of(fields, evaluation, problems);
    if (values == null) {
      return List.of();
    }
    try {
      return List.copyOf(maker.make(values, evaluation));
    } catch (Unresolved e) {
      e.addTo(problems);
      return List.of();
    }
  }
}
