package dev.bascule.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict reader of Prometheus' text form 0.0.4, as far as node_exporter's textfile collector
 * wants it: each metric with HELP and TYPE first and its samples together, no sample twice, no time
 * stamps, a line feed at the end.
 */
public final class Exposition {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (-?[0-9]+(?:\\.[0-9]+)?)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\"(,|$)");

  private final Map<String, Map<Map<String, String>, String>> samples = new LinkedHashMap<>();
  private final Set<String> helped = new LinkedHashSet<>();
  private String current = "";

  private Exposition() {}

  /** Reads, or says which line is wrong. */
  public static Exposition read(String text) {
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("the last line has no end");
    }
    Exposition read = new Exposition();
    for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
      read.line(line);
    }
    return read;
  }

  /** The names of the metrics. */
  public Set<String> names() {
    return samples.keySet();
  }

  /** The value of the one sample of a name that has these labels, among others. */
  public String value(String name, String... labels) {
    Map<String, String> wanted = new LinkedHashMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      wanted.put(labels[i], labels[i + 1]);
    }
    Map<Map<String, String>, String> all = samples.getOrDefault(name, Map.of());
    return String.join(
        "|",
        all.entrySet().stream()
            .filter(one -> one.getKey().entrySet().containsAll(wanted.entrySet()))
            .map(Map.Entry::getValue)
            .toList());
  }

  private void line(String line) {
    String[] words = line.split(" ", 4);
    if (line.startsWith("# HELP ")) {
      require(words.length == 4 && NAME.matcher(words[2]).matches(), line);
      require(helped.add(words[2]), "a second HELP: " + line);
      current = words[2];
    } else if (line.startsWith("# TYPE ")) {
      require(words.length == 4 && words[2].equals(current), "TYPE without HELP: " + line);
      require(words[3].matches("gauge|counter"), line);
      require(samples.put(current, new LinkedHashMap<>()) == null, "a second TYPE: " + line);
    } else {
      sample(line);
    }
  }

  private void sample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    require(sample.matches(), "no sample: " + line);
    require(sample.group(1).equals(current), "a sample away from its metric: " + line);
    Map<Map<String, String>, String> all = samples.get(current);
    require(all != null, "a sample before its TYPE: " + line);
    String labels = sample.group(2) == null ? "" : sample.group(2);
    require(all.put(labels(labels, line), sample.group(3)) == null, "twice: " + line);
  }

  private static Map<String, String> labels(String text, String line) {
    Map<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(text);
    int end = 0;
    while (end < text.length()) {
      require(label.find(end) && label.start() == end, "labels: " + line);
      String value =
          label.group(2).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
      require(labels.put(label.group(1), value) == null, "a label twice: " + line);
      end = label.end();
    }
    return labels;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
