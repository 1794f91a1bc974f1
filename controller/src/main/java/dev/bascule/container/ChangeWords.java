package dev.bascule.container;

import dev.bascule.model.ContainerId;
import java.util.List;

/** {@code vzctl set ID --nameserver A --nameserver B --save}, or {@code --searchdomain}. */
public record ChangeWords(ContainerId id, Option option, List<String> from, List<String> to)
    implements VzStep {

  /** Options whose words replace all that were there. */
  public enum Option {
    NAMESERVER("nameservers", "--nameserver", "NAMESERVER"),
    SEARCHDOMAIN("search domains", "--searchdomain", "SEARCHDOMAIN");

    private final String name;
    private final String flag;
    private final String key;

    Option(String name, String flag, String key) {
      this.name = name;
      this.flag = flag;
      this.key = key;
    }

    /** As vzctl takes it. */
    public String flag() {
      return flag;
    }

    /** The setting in the container's file. */
    public String key() {
      return key;
    }
  }

  public ChangeWords {
    from = List.copyOf(from);
    to = List.copyOf(to);
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
    return option.name + " of CT " + id;
  }

  @Override
  public List<Detail> details() {
    return List.of(new Detail("value", text(from), text(to)));
  }

  private static String text(List<String> words) {
    return words.isEmpty() ? "none" : String.join(" ", words);
  }

  @Override
  public ChangeWords inverse() {
    return new ChangeWords(id, option, to, from);
  }

  @Override
  public boolean holdsFor(SeenContainer seen) {
    return seen.words(option.key).equals(to);
  }
}
