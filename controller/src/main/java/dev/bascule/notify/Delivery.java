package dev.bascule.notify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tells one channel what was decided, and remembers it once it has arrived there: a program that
 * dies in between tells it twice rather than never.
 *
 * @param memory what this channel was told
 * @param backlog what earlier runs could not deliver to it, and cannot find out again
 * @param warn told of what did not work; each a sentence
 */
public record Delivery(Channel channel, Memory memory, Backlog backlog, Consumer<String> warn) {

  /**
   * Delivers: what is new first, whatever is kept.
   *
   * @param message of events, made by the caller
   * @return whether all that is new has arrived
   */
  public boolean of(
      Decision.Decided decided, Function<List<NodeEvent>, Message> message, MessageJson json)
      throws InterruptedException {
    Set<NodeEvent> mine = claimed(decided);
    boolean arrived = true;
    if (!mine.isEmpty()) {
      Message whole = message.apply(List.copyOf(mine));
      Sent sent = sent(Headline.of(whole), json.render(whole));
      arrived = sent == Sent.ARRIVED;
      List<NodeEvent> once =
          mine.stream().filter(event -> event.topic() == Topic.ROLLBACK).toList();
      if (sent == Sent.NOT_NOW && !once.isEmpty()) {
        Message kept = message.apply(once);
        backlog.keep(Headline.of(kept), json.render(kept), warn);
      }
    }
    remember(decided, mine, arrived);
    if (arrived) {
      backlog.deliver(!mine.isEmpty(), this::sent, warn);
    }
    return arrived;
  }

  private void remember(Decision.Decided decided, Set<NodeEvent> mine, boolean arrived) {
    List<Memo> settled = new ArrayList<>();
    List<Memo> open = new ArrayList<>();
    for (Memo memo : decided.memos()) {
      if (memo.event() == null || mine.contains(memo.event())) {
        (memo.event() == null || arrived ? settled : open).add(memo);
      }
    }
    try {
      if (!settled.isEmpty()) {
        memory.settle(settled);
      }
      if (!open.isEmpty()) {
        memory.release(open);
      }
    } catch (IOException e) {
      warn.accept("what was told cannot be remembered, and will be told again: " + e.getMessage());
    }
  }

  private Set<NodeEvent> claimed(Decision.Decided decided) {
    Set<NodeEvent> mine = new LinkedHashSet<>(decided.events());
    List<Memo> memos = decided.memos().stream().filter(memo -> memo.event() != null).toList();
    if (memos.isEmpty()) {
      return mine;
    }
    try {
      Set<Memo> claimed = memory.claim(memos);
      memos.stream().filter(memo -> !claimed.contains(memo)).map(Memo::event).forEach(mine::remove);
    } catch (IOException e) {
      return mine; // rather twice than never
    }
    return mine;
  }

  private Sent sent(Headline headline, String json) throws InterruptedException {
    try {
      channel.deliver(headline, json);
      return Sent.ARRIVED;
    } catch (UndeliveredException e) {
      warn.accept("nobody was notified by " + channel.shown() + ": " + e.getMessage());
      return e.isRefused() ? Sent.REFUSED : Sent.NOT_NOW;
    }
  }
}
