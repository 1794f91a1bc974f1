package dev.bascule.notify;

import dev.bascule.model.NodeName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was told before, by whichever controller. Everything here may fail, and then nothing is
 * known.
 */
public interface Memory {

  /** By node, the digest of what was told last of a topic. */
  Map<NodeName, String> told(Topic topic) throws IOException;

  /**
   * Asks for the right to tell, for a minute or two.
   *
   * @return those that no other controller has told meanwhile, or is telling at the moment
   */
  Set<Memo> claim(List<Memo> memos) throws IOException;

  /** Gives that right back, because it could not be told. */
  void release(List<Memo> memos) throws IOException;

  /** Remembers what was told. */
  void settle(List<Memo> memos) throws IOException;
}
