package dev.bascule.template;

import dev.bascule.model.Secrets;
import dev.bascule.source.Position;
import dev.bascule.source.Problem;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.SourceFile;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Renders template files. Which language a file has, and so how its values are quoted, is found
 * from its name or said in its first line; see docs/templates.md.
 *
 * <pre>
 * #!/bin/sh
 * bridge=[=bridge]
 * &lt;#list ports as port&gt;
 * brctl addif "$bridge" [=port]
 * &lt;/#list&gt;
 * </pre>
 *
 * One for each run; safe for use by several threads. A template is parsed and checked once.
 */
public final class TemplateRenderer {
  private final Secrets secrets;
  private final Map<SourceFile, Compiled> cache = new ConcurrentHashMap<>();

  /** Renders templates; what is made of a secret joins the run's secrets. */
  public TemplateRenderer(Secrets secrets) {
    this.secrets = secrets;
  }

  /** What is wrong with a template whatever the variables are. */
  public void check(SourceFile template, Problems problems) {
    compiled(template).problems().forEach(problems::add);
  }

  /** The variables that a template may read, without their fields; too many, never too few. */
  public Set<String> names(SourceFile template) {
    return compiled(template).names();
  }

  /** The file's text, or nothing and a problem. */
  public Optional<String> render(SourceFile template, Scope scope, Problems problems) {
    Compiled compiled = compiled(template);
    compiled.problems().forEach(problems::add);
    Template parsed = compiled.parsed();
    if (parsed == null) {
      return Optional.empty();
    }
    SecretUse use = new SecretUse();
    QuotingWriter out = new QuotingWriter(compiled.dialect().start(), use, secrets);
    try {
      parsed.process(Models.root(scope, use), out);
      return Optional.of(out.text());
    } catch (TemplateException e) {
      problems.add(explain(e, template, scope));
    } catch (QuotingWriter.TooLong e) {
      problems.add(
          ProblemCode.TEMPLATE_FAILED,
          template.start(),
          "this template writes more than " + (QuotingWriter.LONGEST >> 20) + " Mi characters",
          null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.empty();
  }

  private Compiled compiled(SourceFile template) {
    return cache.computeIfAbsent(template, Compiled::of);
  }

  private static Problem explain(TemplateException e, SourceFile file, Scope scope) {
    Integer line = e.getLineNumber();
    Integer column = e.getColumnNumber();
    Position at = line == null || column == null ? file.start() : Places.of(file, line, column);
    if (!(e instanceof Refusal refusal)) {
      return Failures.of(e, scope, 0).at(at);
    }
    return refusal.reason() == Refusal.Reason.PLACE
        ? new Problem(ProblemCode.TEMPLATE_QUOTING, at, refusal.text(), refusal.hint())
        : new Problem(
            ProblemCode.TEMPLATE_VALUE,
            at,
            "the value of " + Places.interpolation(at) + " " + refusal.text(),
            refusal.hint());
  }
}
