package dev.bascule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table of packages of the design: who may use whom, and who alone imports which library. */
class ArchitectureTest {
  private static final String ROOT = "dev.bascule.";

  // A package, and what it may use of ours.
  private static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();

  static {
    allow("model");
    allow("source", "model");
    allow("inventory", "source", "model");
    allow("template", "source", "model");
    allow("file", "model");
    allow("network", "model");
    allow("container", "network", "model");
    allow("state", "model", "file", "network", "container");
    allow(
        "playbook",
        "container",
        "inventory",
        "template",
        "source",
        "state",
        "file",
        "network",
        "model");
    allow("transport", "model");
    allow("probe", "container", "transport", "state", "file", "network", "model");
    allow("plan", "container", "state", "file", "network", "model");
    allow("event", "container", "plan", "file", "network", "model");
    allow(
        "apply",
        "container",
        "event",
        "plan",
        "probe",
        "transport",
        "state",
        "file",
        "network",
        "model");
    allow("fleet", "container", "apply", "event", "plan", "file", "network", "model");
    allow("graph", "container", "network", "model");
    allow("report", "container", "event", "plan", "file", "network", "model");
    allow("history", "source", "event", "model");
    allow("saved", "source", "model");
    allow("notify", "report", "container", "event", "plan", "file", "network", "model");
    allow("schedule");
    allow("cli", MAY_USE.keySet().toArray(new String[0]));
  }

  private static JavaClasses ours;

  private static void allow(String name, String... others) {
    MAY_USE.put(name, List.of(others));
  }

  @BeforeAll
  static void read() {
    ours =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.bascule");
  }

  @Test
  void every_package_uses_only_what_the_table_allows() {
    for (Map.Entry<String, List<String>> entry : MAY_USE.entrySet()) {
      String name = entry.getKey();
      Set<String> forbidden = new TreeSet<>(MAY_USE.keySet());
      forbidden.remove(name);
      forbidden.removeAll(entry.getValue());
      if (!forbidden.isEmpty()) {
        String[] packages =
            forbidden.stream().map(other -> ROOT + other + "..").toArray(String[]::new);
        check(
            noClasses()
                .that(resideInAPackage(ROOT + name + ".."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages));
      }
    }
  }

  @Test
  void every_package_is_in_the_table() {
    Set<String> found =
        ours.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith(ROOT))
            .map(name -> name.substring(ROOT.length()).split("\\.")[0])
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(MAY_USE.keySet()).containsAll(found);
  }

  @Test
  void each_library_is_imported_by_one_package_only() {
    only("org.yaml.snakeyaml", "source");
    only("freemarker", "template");
    only("net.schmizz", "transport.ssh");
    only("com.hierynomus", "transport.ssh");
    only("org.eclipse.elk", "graph.svg");
    only("picocli", "cli");
    only("com.github.difflib", "report");
    only("org.sqlite", "history");
    only("org.postgresql", "history");
    only("java.sql", "history");
  }

  private static void only(String library, String user) {
    check(
        noClasses()
            .that(resideInAPackage("dev.bascule.."))
            .and(resideOutsideOfPackages(ROOT + user + ".."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library + ".."));
  }

  @Test
  void nothing_is_found_out_by_reflection() {
    check(
        noClasses()
            .that(resideInAPackage("dev.bascule.."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.reflect"));
    check(
        noClasses()
            .that(resideInAPackage("dev.bascule.."))
            .should()
            .callMethod(Class.class, "forName", String.class));
  }

  @Test
  void names_say_what_a_class_is() {
    String vague = "(Manager|Helper|Utils?|Processor|Impl|Data|Info|Misc|Common)";
    check(
        classes()
            .that(resideInAPackage("dev.bascule.."))
            .should()
            .haveNameNotMatching(".*[a-z]" + vague + "(\\$.*)?$"));
  }

  @Test
  void the_rules_see_the_classes_they_are_about() {
    DescribedPredicate<JavaClass> isMain =
        DescribedPredicate.describe("cli.Main", c -> c.getName().equals(ROOT + "cli.Main"));
    assertThat(ours.stream().filter(isMain)).hasSize(1);
    assertThat(ours.size()).isGreaterThan(200);
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(ours);
  }
}
