package dev.bascule.playbook;

import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import dev.bascule.source.Suggestion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which tasks {@code --tags} and {@code --skip-tags} leave. A task tagged {@code always} runs
 * unless that tag is skipped; one tagged {@code never} runs only if another tag of its is asked
 * for. {@code all}, {@code tagged} and {@code untagged} may be asked for.
 */
record TagChoice(Set<String> tags, Set<String> skipped) {
  private static final Set<String> SPECIAL = Set.of("all", "always", "never", "tagged", "untagged");

  static TagChoice of(List<String> tags, List<String> skipped) {
    return new TagChoice(words(tags), words(skipped));
  }

  private static Set<String> words(List<String> texts) {
    Set<String> words = new LinkedHashSet<>();
    for (String text : texts) {
      for (String word : text.split(",", -1)) {
        if (!word.isBlank()) {
          words.add(word.strip());
        }
      }
    }
    return words;
  }

  boolean takes(Task task) {
    return asked(task.tags()) && !meets(skipped, task.tags());
  }

  private boolean asked(Set<String> own) {
    if (own.contains("never")) {
      return tags.stream().anyMatch(own::contains);
    }
    return tags.isEmpty() || own.contains("always") || meets(tags, own);
  }

  private static boolean meets(Set<String> wanted, Set<String> own) {
    return wanted.stream()
        .anyMatch(
            tag ->
                own.contains(tag)
                    || tag.equals("all")
                    || (tag.equals("tagged") && !own.isEmpty())
                    || (tag.equals("untagged") && own.isEmpty()));
  }

  /** A tag that no task has would quietly do nothing. */
  void check(Playbook playbook, Problems problems) {
    Set<String> known = new LinkedHashSet<>();
    playbook.plays().forEach(play -> play.tasks().forEach(task -> known.addAll(task.tags())));
    check("--tags", tags, known, problems);
    check("--skip-tags", skipped, known, problems);
  }

  private static void check(
      String option, Set<String> wanted, Set<String> known, Problems problems) {
    for (String tag : wanted) {
      if (!known.contains(tag) && !SPECIAL.contains(tag)) {
        problems.add(
            ProblemCode.UNMATCHED_TAG,
            new SourceFile(option, tag).start(),
            "no task is tagged '" + tag + "'",
            Suggestion.nearest(tag, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElse(
                    known.isEmpty()
                        ? "no task has a tag"
                        : "there are " + String.join(", ", known)));
      }
    }
  }
}
