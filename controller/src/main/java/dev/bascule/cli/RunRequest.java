package dev.bascule.cli;

import java.util.List;

/** What was asked of a run over nodes, as far as its end needs to know. */
interface RunRequest {
  RunStart start();

  Invocation invocation();

  Surroundings around();

  Output output();

  Inputs inputs();

  /** The files that the result goes into besides stdout. */
  ResultFiles files();

  /** As the user named them; none for a command that names nodes. */
  List<String> playbooks();
}
