package dev.bascule.inventory;

import dev.bascule.source.Position;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts: terms with {@code ,} or {@code :} between them. All plain terms are united first,
 * then intersected with each {@code &term}, then each {@code !term} is taken away.
 *
 * <pre>
 * hosts: hardware_nodes:!retired
 * hosts: "~hn[0-9]+, &amp;berlin"
 * hosts: hardware_nodes[0:4]
 * </pre>
 *
 * @param terms in the order written
 */
public record HostPattern(List<PatternTerm> terms) {
  public HostPattern {
    terms = List.copyOf(terms);
  }

  /**
   * Reads a pattern.
   *
   * @param at where its text begins, null for none
   */
  public static HostPattern parse(String text, @Nullable Position at, Problems problems) {
    int before = problems.size();
    HostPattern pattern = PatternText.parse(text, at, problems);
    if (pattern.terms().isEmpty() && problems.size() == before) {
      problems.add(
          ProblemCode.PATTERN_SYNTAX, at, "a host pattern without a name", "write 'all' for all");
    }
    return pattern;
  }

  /** The hosts it names, in the order of the inventory's groups. Unmatched terms are problems. */
  public List<Host> select(Inventory inventory, Problems problems) {
    return select(inventory, ProblemCode.UNMATCHED_PATTERN, problems);
  }

  List<Host> select(Inventory inventory, ProblemCode unmatched, Problems problems) {
    PatternMatch match = new PatternMatch(inventory, unmatched, problems);
    Set<Host> found = new LinkedHashSet<>();
    List<PatternTerm> plain = of(PatternTerm.Kind.PLAIN);
    // Only exceptions and no rule: they are exceptions from all.
    if (plain.isEmpty() && !terms.isEmpty()) {
      found.addAll(inventory.hosts());
    }
    plain.forEach(term -> found.addAll(match.hosts(term)));
    of(PatternTerm.Kind.ONLY).forEach(term -> found.retainAll(Set.copyOf(match.hosts(term))));
    of(PatternTerm.Kind.NOT).forEach(term -> match.hosts(term).forEach(found::remove));
    return new ArrayList<>(found);
  }

  private List<PatternTerm> of(PatternTerm.Kind kind) {
    return terms.stream().filter(term -> term.kind() == kind).toList();
  }

  /**
   * The hosts that {@code --limit} leaves. A term {@code @file} stands for the patterns in a file,
   * one on a line. No host at all is a problem.
   *
   * @param limits the values of {@code --limit}; several are united
   */
  public static Set<Host> limit(List<String> limits, Inventory inventory, Problems problems) {
    List<PatternTerm> terms = new ArrayList<>();
    int before = problems.size();
    for (String limit : limits) {
      SourceFile file = new SourceFile("--limit", limit);
      terms.addAll(LimitFile.expand(PatternText.parse(limit, file.start(), problems), problems));
    }
    Set<Host> hosts =
        new LinkedHashSet<>(
            new HostPattern(terms).select(inventory, ProblemCode.UNMATCHED_LIMIT, problems));
    if (hosts.isEmpty() && problems.size() == before) {
      SourceFile file = new SourceFile("--limit", String.join(",", limits));
      problems.add(
          ProblemCode.UNMATCHED_LIMIT,
          file.start(),
          "this leaves no host",
          "see: inventory --graph");
    }
    return hosts;
  }

  /** The one host of that exact name; a problem with the nearest name otherwise. */
  public static Optional<Host> exactly(String name, Inventory inventory, Problems problems) {
    return PatternMatch.exactly(name, inventory, problems);
  }
}
