package dev.bascule.playbook.kind;

import dev.bascule.model.FileContent;
import dev.bascule.model.NodeName;
import dev.bascule.model.Value;
import dev.bascule.source.YamlNode;
import dev.bascule.source.YamlNode.Scalar;

/** What a kind may ask while a task is resolved for one node. */
public interface Evaluation {

  /**
   * A value with every {@code [=…]} in it evaluated; one that is a single interpolation keeps its
   * type.
   *
   * @throws Unresolved if an expression fails
   */
  Value value(YamlNode node) throws Unresolved, FactsNeeded;

  /**
   * A shell text in which every {@code [=…]} is quoted for the shell.
   *
   * @throws Unresolved if an expression fails
   */
  String shellText(Scalar text) throws Unresolved, FactsNeeded;

  /**
   * A template file, rendered.
   *
   * @param src the path as written
   * @param at where it is written
   * @throws Unresolved if there is no such file or it does not render
   */
  FileContent template(String src, YamlNode at) throws Unresolved, FactsNeeded;

  /**
   * A file's bytes as they are.
   *
   * @throws Unresolved if there is no such file
   */
  FileContent file(String src, YamlNode at) throws Unresolved;

  /** The node. */
  NodeName node();

  /** Whether a content holds a secret and must not be shown. */
  boolean isSecret(FileContent content);
}
