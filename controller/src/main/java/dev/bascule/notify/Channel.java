package dev.bascule.notify;

/** A way to whoever wants to be told. Bounded in time, whatever is at its other end. */
public interface Channel {

  /** How it is called in messages to the user; shows no secret. */
  String shown();

  /**
   * What tells it from others, to be hashed and not shown: what one channel was told, another one
   * was not.
   */
  String identity();

  /**
   * Delivers a message.
   *
   * @param json the whole document
   * @throws UndeliveredException where it is not sure that it arrived
   */
  void deliver(Headline headline, String json) throws UndeliveredException, InterruptedException;
}
