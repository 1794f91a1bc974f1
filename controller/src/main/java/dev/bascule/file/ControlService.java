package dev.bascule.file;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A service is started, stopped, enabled …
 *
 * @param from what was seen, null when it is not known
 */
public record ControlService(String name, Action action, @Nullable String from)
    implements Step.AtSystem {

  /** What is done; the names are what systemctl and init scripts take. */
  public enum Action {
    START("state", "running"),
    STOP("state", "stopped"),
    RESTART("state", "restarted"),
    RELOAD("state", "reloaded"),
    ENABLE("at boot", "enabled"),
    DISABLE("at boot", "disabled");

    private final String aspect;
    private final String result;

    Action(String aspect, String result) {
      this.aspect = aspect;
      this.result = result;
    }

    /** The word for systemctl. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Layer layer() {
    return action == Action.ENABLE || action == Action.DISABLE ? Layer.PERSISTENT : Layer.RUNTIME;
  }

  @Override
  public Verb verb() {
    return action == Action.RESTART || action == Action.RELOAD ? Verb.RUN : Verb.UPDATE;
  }

  @Override
  public String target() {
    return "service " + name;
  }

  @Override
  public List<Detail> details() {
    return List.of(new Detail(action.aspect, from, action.result));
  }
}
