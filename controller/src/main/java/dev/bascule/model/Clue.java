package dev.bascule.model;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a node's own journal and files say of who made a change. Its texts are the node's. */
public sealed interface Clue {

  /**
   * Somebody ran a command that names what changed, and that could have changed it.
   *
   * @param at when
   * @param program that ran it
   * @param as the user that the command ran as
   * @param by the user who ran it
   * @param from where that user had logged in from; null where it is not known
   */
  record Command(
      Instant at, Program program, String as, String by, @Nullable String from, String command)
      implements Clue {}

  /** What runs a command as somebody else, and says so in a log. */
  enum Program {
    SUDO,
    DOAS;

    /** As one types it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A guess: who was logged in when it changed, or lately where that is not known.
   *
   * @param changed when a file did, as the node says; null for what no file says
   * @param logins may be empty where {@code changed} is known
   */
  record Present(@Nullable Instant changed, List<Login> logins) implements Clue {
    public Present {
      logins = List.copyOf(logins);
    }
  }

  /**
   * Somebody who was logged in.
   *
   * @param from null for the console, or where it is not known
   */
  record Login(String user, @Nullable String from) {}
}
