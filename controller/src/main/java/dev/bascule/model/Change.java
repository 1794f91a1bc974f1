package dev.bascule.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One difference between desired and observed, as data: what a plan shows and what apply does. */
public interface Change {

  /** What is done to the target. */
  enum Verb {
    CREATE,
    UPDATE,
    REMOVE,
    RUN
  }

  /**
   * Where a difference was seen. Somebody who types a command changes what runs; somebody who edits
   * a file changes what the next boot makes.
   */
  enum Layer {
    /** In what runs; a boot forgets it. */
    RUNTIME,
    /** In a file, or in whatever else a boot reads. */
    PERSISTENT,
    /** In both at once, for example in the database of Open vSwitch, or it cannot be told. */
    BOTH
  }

  Verb verb();

  /** Where the difference was seen; of what would only be run, on what it acts. */
  Layer layer();

  /**
   * What is changed, for example {@code /etc/vz/vznet.conf} or {@code sysctl net.ipv4.ip_forward}.
   */
  String target();

  /** The single values that differ, the content of a file aside. */
  List<Detail> details();

  /** The content before and after, where a file's content differs and may be shown. */
  Optional<ContentChange> content();

  /**
   * One value.
   *
   * @param name for example {@code mode}
   * @param from null when there was none
   * @param to null when there will be none
   */
  record Detail(String name, @Nullable String from, @Nullable String to) {}

  /**
   * A file's content.
   *
   * @param before null when there was no file, or when it is too large to show
   * @param brought whether the content is a script that this program brings along
   */
  record ContentChange(
      @Nullable FileContent before, FileContent after, boolean secret, boolean brought) {
    /** A content of the user's. */
    public ContentChange(@Nullable FileContent before, FileContent after, boolean secret) {
      this(before, after, secret, false);
    }
  }
}
