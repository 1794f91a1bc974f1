package dev.bascule.template;

import dev.bascule.source.Position;
import dev.bascule.source.Problem;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.SourceFile;
import freemarker.core.TemplateElement;
import freemarker.template.Template;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks a parsed template before any variable is known: only directives that keep the quoting
 * whole, no forbidden built-ins, and each value at a place where its quotes hold. Walks
 * FreeMarker's own tree, so that both mean the same text. The writer checks the places again while
 * rendering; this one finds them in branches that are not taken too.
 */
// FreeMarker has declared its tree deprecated ("do not walk it") for lack of a stable form; our
// version
// is pinned, kinds that we do not know are refused, and the tests walk every kind that we do.
@SuppressWarnings("deprecation")
final class TemplateCheck {
  private static final Set<String> ALLOWED =
      Set.of(
          "MixedContent",
          "TextBlock",
          "DollarVariable",
          "Comment",
          "IfBlock",
          "ConditionalBlock",
          "IteratorBlock",
          "ListElseContainer",
          "ElseOfList",
          "Items",
          "Sep",
          "Assignment",
          "AssignmentInstruction",
          "SwitchBlock",
          "Case",
          "On",
          "BreakInstruction",
          "ContinueInstruction",
          "TrimInstruction");
  // Each child of these begins where the whole begins: only one of them is written.
  private static final Set<String> BRANCHING =
      Set.of("IfBlock", "SwitchBlock", "ListElseContainer");
  // These have no expression of their own.
  private static final Set<String> CONTAINERS =
      Set.of("MixedContent", "IfBlock", "ListElseContainer");
  private static final Map<String, String> WHY =
      Map.of(
          "NoAutoEscBlock", "every value is quoted",
          "OutputFormatBlock", "a template makes one kind of file; say which in its first line",
          "Include", "a template is one file; use one template task for each file",
          "LibraryLoad", "a template is one file",
          "BlockAssignment", "assign a value: <#assign name = …>");

  private static final Pattern JINJA = Pattern.compile("(\\{\\{)[^{}\\n]*\\}\\}|\\{% ");
  private static final String OPEN = "<#noparse>";
  private static final String CLOSE = "</#noparse>";

  private final SourceFile file;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> own = new LinkedHashSet<>();
  private Dialect dialect;

  TemplateCheck(SourceFile file, Dialect start) {
    this.file = file;
    this.dialect = start;
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  Set<String> names() {
    Set<String> free = new LinkedHashSet<>(names);
    free.removeAll(own);
    return free;
  }

  void run(Template template) {
    TemplateElement root = template.getRootTreeNode();
    if (root != null) {
      walk(root);
    }
  }

  private void walk(TemplateElement element) {
    String kind = element.getNodeName();
    if (!ALLOWED.contains(kind)) {
      refuse(element, kind);
    } else if (kind.equals("TextBlock")) {
      jinja(element);
      dialect.text(text(element));
    } else if (kind.equals("DollarVariable")) {
      value(element);
    } else if (!kind.equals("Comment")) {
      if (!CONTAINERS.contains(kind)) {
        expressions(element, element.getDescription());
      }
      children(element, kind);
    }
  }

  private void children(TemplateElement element, String kind) {
    Dialect before = dialect.copy();
    @Nullable Dialect first = null;
    for (int i = 0; i < element.getChildCount(); i++) {
      if (BRANCHING.contains(kind)) {
        dialect = before.copy();
      }
      walk((TemplateElement) element.getChildAt(i));
      first = first == null ? dialect : first;
    }
    if (BRANCHING.contains(kind) && first != null) {
      dialect = first;
    }
    if (!kind.equals("MixedContent") && !dialect.where().equals(before.where())) {
      add(
          ProblemCode.TEMPLATE_QUOTING,
          element,
          "this part begins " + before.where() + " and ends " + dialect.where(),
          "open and close quotes in the same part");
      dialect = before;
    }
  }

  private static String text(TemplateElement block) {
    String text = block.getCanonicalForm();
    return text.startsWith(OPEN) && text.endsWith(CLOSE)
        ? text.substring(OPEN.length(), text.length() - CLOSE.length())
        : text;
  }

  // Not any two braces: shells and awk have those. A template brought from Ansible would else be
  // written to the node as it is.
  private void jinja(TemplateElement element) {
    Matcher jinja = JINJA.matcher(element.getCanonicalForm());
    if (jinja.find()) {
      Position start = at(element);
      int from = element.getCanonicalForm().startsWith(OPEN) ? OPEN.length() : 0;
      int begin = file.lineStart(start.line()) + start.column() - 1;
      int index = file.text().indexOf(jinja.group(), Math.max(0, begin - from));
      problems.add(
          new Problem(
              ProblemCode.JINJA,
              index < 0 ? start : file.at(index),
              "'"
                  + (jinja.group(1) == null ? "{%" : "{{")
                  + "' is Jinja, which Bascule does not have",
              "write [=name] for the value of a variable; for two braces write [=\"{{\"]"));
    }
  }

  private void value(TemplateElement element) {
    String source = element.getCanonicalForm();
    expressions(element, source.substring(2, source.length() - 1));
    try {
      dialect.place();
    } catch (Refusal e) {
      add(ProblemCode.TEMPLATE_QUOTING, element, e.text(), e.hint());
    }
    dialect.passed();
  }

  // FreeMarker shows a tag without its body: "#if a > b", "#list xs as x".
  private void expressions(TemplateElement element, String written) {
    String text = written.startsWith("#") ? written.replaceFirst("^#\\w+", "") : written;
    try {
      List<Token> tokens = ExpressionScanner.scan(text);
      Forbidden.check(tokens);
      FactPaths.check(tokens);
      if (written.startsWith("#list") || written.startsWith("#items")) {
        int as = lastAs(tokens);
        tokens.subList(as, tokens.size()).forEach(token -> own.add(token.text()));
        names.addAll(Names.of(tokens.subList(0, as)));
      } else {
        if (written.startsWith("#assign") && !tokens.isEmpty()) {
          own.add(tokens.get(0).text());
        }
        names.addAll(Names.of(tokens));
      }
    } catch (ExpressionScanner.Malformed e) {
      add(
          ProblemCode.TEMPLATE_SYNTAX,
          element,
          "an expression that cannot be checked: " + e.getMessage(),
          null);
    } catch (ExpressionFailure e) {
      problems.add(e.at(at(element)));
    }
  }

  private static int lastAs(List<Token> tokens) {
    for (int i = tokens.size() - 1; i >= 0; i--) {
      if (tokens.get(i).text().equals("as")) {
        return i;
      }
    }
    return tokens.size();
  }

  private void refuse(TemplateElement element, String kind) {
    String tag = element.getDescription().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
    add(
        ProblemCode.TEMPLATE_FORBIDDEN,
        element,
        "'<" + tag + ">' is not available in templates",
        WHY.getOrDefault(kind, "available: if, list, switch, assign, t, lt, rt, nt"));
  }

  private void add(
      ProblemCode code, TemplateElement element, String message, @Nullable String hint) {
    problems.add(new Problem(code, at(element), message, hint));
  }

  private Position at(TemplateElement element) {
    return Places.of(file, element.getBeginLine(), element.getBeginColumn());
  }
}
