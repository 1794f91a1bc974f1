package dev.bascule.saved;

import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.ProblemsException;
import dev.bascule.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A saved plan's file: the plan as JSON, and behind it a keyed hash of every byte before. What was
 * edited, cut short or made by somebody without the key is not read.
 *
 * <pre>
 * {"bascule_saved_plan":1,"bascule":"0.1.0","key":"…","at":"2026-03-01T14:15:02Z", … ,"seal":"…"}
 * </pre>
 */
public final class SealedPlan {
  /** The first key of the document; its value is the format. */
  static final String MARK = "bascule_saved_plan";

  /** The number of this form. */
  static final int FORMAT = 1;

  private static final String BEGIN = "{\"" + MARK + "\":";
  private static final Pattern END = Pattern.compile("(?s)(.*),\"seal\":\"([0-9a-f]{64})\"}\n");
  private static final Pattern HEAD =
      Pattern.compile(
          "\\{\"bascule_saved_plan\":(\\d{1,9}),\"bascule\":\"([^\"]*)\",\"key\":\"([0-9a-f]*)\".*");
  private static final String AGAIN = "plan again: bascule plan --out FILE";

  private SealedPlan() {}

  /** Whether a file says at its begin that it is one. */
  public static boolean isOne(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(BEGIN.length()), StandardCharsets.UTF_8).equals(BEGIN);
    } catch (IOException e) {
      return false; // what is wrong is said by who reads it whole
    }
  }

  /** The whole text of a file. */
  public static String write(SavedPlan plan, SealKey key) {
    String text = SavedPlanJson.write(plan, key.id());
    String body = text.substring(0, text.length() - 1);
    return body + ",\"seal\":\"" + key.hash("seal", body) + "\"}\n";
  }

  /**
   * Reads a file.
   *
   * @param name as the user wrote it
   * @param version of this program
   * @param key null where none is known
   * @throws ProblemsException when it is not whole, or another program's
   */
  public static SavedPlan read(String name, String text, String version, @Nullable SealKey key)
      throws ProblemsException {
    Problems problems = new Problems();
    Matcher head = HEAD.matcher(text.lines().findFirst().orElse(""));
    Matcher end = END.matcher(text);
    if (!head.matches() || (head.group(1).equals("1") && !end.matches())) {
      add(problems, name, ProblemCode.SAVED_PLAN_DAMAGED, "this saved plan is not whole", AGAIN);
    } else if (!head.group(1).equals("1")) {
      String what = "this plan was saved in format " + head.group(1) + ", and this is format 1";
      add(problems, name, ProblemCode.SAVED_PLAN_VERSION, what, AGAIN);
    } else if (key == null || !head.group(3).equals(key.id())) {
      add(
          problems,
          name,
          ProblemCode.SAVED_PLAN_KEY,
          "this plan was sealed with key " + head.group(3) + ", and " + known(key),
          "plan and apply with one key: BASCULE_PLAN_KEY names its file");
    } else if (!same(key.hash("seal", end.group(1)), end.group(2))) {
      add(
          problems,
          name,
          ProblemCode.SAVED_PLAN_DAMAGED,
          "this saved plan was changed since it was saved",
          AGAIN);
    } else if (!head.group(2).equals(version)) {
      String what = "Bascule " + head.group(2) + " saved this plan, and this is " + version;
      add(problems, name, ProblemCode.SAVED_PLAN_VERSION, what, AGAIN);
    }
    problems.throwIfAny();
    return SavedPlanJson.read(text);
  }

  /** What a whole file ends in; no two plans have the same. */
  public static String seal(String text) {
    Matcher end = END.matcher(text);
    if (!end.matches()) {
      throw new IllegalArgumentException("this saved plan is not whole");
    }
    return end.group(2);
  }

  private static String known(@Nullable SealKey key) {
    return key == null ? "no key is known here" : "the key here is " + key.id();
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  private static void add(
      Problems problems, String name, ProblemCode code, String message, String hint) {
    problems.add(code, new SourceFile(name, "").start(), message, hint);
  }
}
