package dev.bascule.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kernel parameter is set at run time.
 *
 * @param from the value that was seen, null when it was not there yet
 */
public record SetSysctl(SysctlKey key, @Nullable String from, String to) implements Step.AtSystem {

  @Override
  public Layer layer() {
    return Layer.RUNTIME;
  }

  @Override
  public Verb verb() {
    return Verb.UPDATE;
  }

  @Override
  public String target() {
    return "sysctl " + key.text();
  }

  @Override
  public List<Detail> details() {
    return List.of(new Detail("value", from, to));
  }
}
