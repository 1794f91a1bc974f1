package dev.bascule.cli;

import dev.bascule.apply.Deadlines;
import dev.bascule.apply.NodeCheck;
import dev.bascule.model.NodeName;
import dev.bascule.model.Secrets;
import dev.bascule.network.NetworkState;
import dev.bascule.plan.Plan;
import dev.bascule.report.page.Pictures;
import dev.bascule.state.DesiredSource;
import dev.bascule.state.UnresolvedException;
import dev.bascule.transport.Connection;
import dev.bascule.transport.TransportException;
import org.jspecify.annotations.Nullable;

/** How nodes are looked at, and what is kept of them for pictures. */
interface Sketches {
  /** No pictures: nothing is looked at that is not asked for, and nothing is kept. */
  Sketches NONE =
      new Sketches() {
        @Override
        public Looked look(
            NodeName node, Connection connection, DesiredSource wanted, Deadlines deadlines)
            throws TransportException, UnresolvedException {
          NodeCheck.Checked seen = NodeCheck.check(node, connection, wanted, deadlines);
          return new Looked(seen.plan(), seen.network() == null ? null : seen.network().state());
        }

        @Override
        public Pictures pictures(Secrets secrets) {
          return Pictures.NONE;
        }
      };

  /**
   * What was seen.
   *
   * @param network null where it was not looked at
   */
  record Looked(Plan plan, @Nullable NetworkState network) {}

  /** Looks at a node and plans. */
  Looked look(NodeName node, Connection connection, DesiredSource wanted, Deadlines deadlines)
      throws TransportException, UnresolvedException;

  /**
   * Pictures of the nodes that were looked at.
   *
   * @param secrets masked in every text
   */
  Pictures pictures(Secrets secrets);
}
