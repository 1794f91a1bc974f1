package dev.bascule.report;

import dev.bascule.event.RunEvent;

/** What is shown while a run goes on. Told of every event by one thread at a time. */
public interface Progress extends AutoCloseable {
  /** Shows nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void on(RunEvent event) {}

        @Override
        public void close() {}
      };

  /** Something happened. */
  void on(RunEvent event);

  /** The run is over: leaves the terminal clean. */
  @Override
  void close();
}
