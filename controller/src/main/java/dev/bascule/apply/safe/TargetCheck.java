package dev.bascule.apply.safe;

import dev.bascule.network.Transaction;
import dev.bascule.probe.Frames;
import java.util.List;

/** Compares what a fresh session sees of the network with what is wanted. */
interface TargetCheck {
  /** Looks at nothing. */
  TargetCheck NONE =
      new TargetCheck() {
        @Override
        public String functions() {
          return "";
        }

        @Override
        public String look(Transaction transaction) {
          return "";
        }

        @Override
        public List<String> differences(Transaction transaction, Frames frames) {
          return List.of();
        }
      };

  /** Shell functions that {@link #look} calls; sent once. */
  String functions();

  /** Whole lines of shell that print the network as frames. */
  String look(Transaction transaction);

  /** What is not as wanted, as lines to show; for every look in the frames. */
  List<String> differences(Transaction transaction, Frames frames);
}
