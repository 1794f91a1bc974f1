package dev.bascule.template;

import java.util.List;

/**
 * The language of a rendered file: follows what is written and knows how a value stands at the
 * place reached. One for each rendering; not for several threads.
 */
interface Dialect {

  /** Follows text of the template's author. */
  void text(String text);

  /**
   * Checks that a value may stand at the place reached, whatever it is.
   *
   * @throws Refusal if quoting could not hold here
   */
  void place() throws Refusal;

  /** Follows a value whose text is not known yet. */
  void passed();

  /**
   * A value in the form that stands for exactly this value at the place reached; follows it.
   *
   * @throws Refusal if there is none
   */
  String value(String value) throws Refusal;

  /**
   * Several values as separate words.
   *
   * @throws Refusal if this language has no words
   */
  default String words(List<String> values) throws Refusal {
    throw new Refusal(
        Refusal.Reason.PLACE, "words(…) is for shell files", "join the list: [=xs?join(\" \")]");
  }

  /** The place reached in words, for example {@code inside double quotes}. */
  String where();

  /** Another one at the same place. */
  Dialect copy();
}
