package dev.bascule.template;

/** Notes that an evaluation has read a secret, so that what it makes of it is masked too. */
final class SecretUse {
  private boolean used;

  void note() {
    used = true;
  }

  /** Whether a secret was read since the last call. */
  boolean take() {
    boolean was = used;
    used = false;
    return was;
  }
}
