package dev.bascule.cli;

import dev.bascule.apply.Deadlines;
import dev.bascule.apply.NodeCheck;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.plan.Plan;
import dev.bascule.report.page.Pictures;
import dev.bascule.state.DesiredSource;
import dev.bascule.state.UnresolvedException;
import dev.bascule.transport.Connection;
import dev.bascule.transport.TransportException;

/** How nodes are looked at, and what is kept of them for pictures. */
interface Sketches {
  /** No pictures: nothing is looked at that is not asked for, and nothing is kept. */
  Sketches NONE =
      new Sketches() {
        @Override
        public Plan look(
            NodeName node, Connection connection, DesiredSource wanted, Deadlines deadlines)
            throws TransportException, UnresolvedException {
          return NodeCheck.check(node, connection, wanted, deadlines).plan();
        }

        @Override
        public Pictures pictures(Secrets secrets) {
          return Pictures.NONE;
        }
      };

  /** Looks at a node and plans. */
  Plan look(NodeName node, Connection connection, DesiredSource wanted, Deadlines deadlines)
      throws TransportException, UnresolvedException;

  /**
   * Pictures of the nodes that were looked at.
   *
   * @param secrets masked in every text
   */
  Pictures pictures(Secrets secrets);
}
