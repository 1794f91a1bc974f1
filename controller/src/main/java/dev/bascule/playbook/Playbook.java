package dev.bascule.playbook;

import java.util.List;

/** All plays of one run, in order, from one playbook file or several. */
public record Playbook(List<Play> plays) {
  public Playbook {
    plays = List.copyOf(plays);
  }
}
