package dev.bascule.transport;

/** The login itself runs the script. */
record AsLogin() implements Elevation {
  @Override
  public String command() {
    return "exec /bin/sh -s";
  }

  @Override
  public void enter(Execution execution, Deadline deadline) {
    // There is nothing to say.
  }

  @Override
  public String framed(String script) {
    return script;
  }

  @Override
  public ScriptResult result(Transcript transcript) {
    return new ScriptResult(
        transcript.exit(), transcript.signal(), transcript.stdout(), transcript.stderr());
  }
}
