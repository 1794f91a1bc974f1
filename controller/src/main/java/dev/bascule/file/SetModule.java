package dev.bascule.file;

import java.util.List;

/** A kernel module is loaded or unloaded. */
public record SetModule(String name, boolean loaded) implements Step.AtSystem {

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
    return "kernel module " + name;
  }

  @Override
  public List<Detail> details() {
    return List.of(
        new Detail("state", loaded ? "not loaded" : "loaded", loaded ? "loaded" : "not loaded"));
  }
}
