package dev.bascule.template;

import dev.bascule.model.Value;
import dev.bascule.source.ProblemCode;
import freemarker.core.Environment;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.core.TemplateConfiguration;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;

/**
 * FreeMarker, set up once, on first use: loading it costs more than all the rest of {@code
 * validate}. Angle tags and square interpolations, so that <code>${A[@]}</code> and {@code [[ … ]]}
 * of a shell pass untouched. No raw output, no classes, no other files, no locale.
 */
final class Engine {
  // The result of an expression is fetched from this variable; a user's cannot begin so.
  private static final String RESULT = "_bascule";
  private static final String BEFORE = "<#assign " + RESULT + "=(";

  private Engine() {}

  private static final class Lazy {
    static final Configuration CONFIGURATION = configure();
  }

  static Configuration configuration() {
    return Lazy.CONFIGURATION;
  }

  private static Configuration configure() {
    // FreeMarker would look for a logging library and print what we report as problems.
    System.setProperty("org.freemarker.loggerLibrary", "none");
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setTagSyntax(Configuration.ANGLE_BRACKET_TAG_SYNTAX);
    configuration.setInterpolationSyntax(Configuration.SQUARE_BRACKET_INTERPOLATION_SYNTAX);
    configuration.setLocale(Locale.ROOT);
    configuration.setTimeZone(TimeZone.getTimeZone("UTC"));
    configuration.setDefaultEncoding("UTF-8");
    configuration.setCustomNumberFormats(Map.of(NumberText.NAME, new NumberText()));
    configuration.setNumberFormat("@" + NumberText.NAME);
    configuration.setBooleanFormat("c");
    // Positions in characters, as all of our problems have them.
    configuration.setTabSize(1);
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    configuration.setAPIBuiltinEnabled(false);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWrapUncheckedExceptions(true);
    configuration.setLocalizedLookup(false);
    configuration.setTemplateLoader(null);
    configuration.setObjectWrapper(new BuiltInWrapper());
    return configuration;
  }

  /** Parses a template. */
  static Template parse(String name, String text) throws ParseException {
    TemplateConfiguration quoting = new TemplateConfiguration();
    quoting.setParentConfiguration(configuration());
    quoting.setOutputFormat(Quoted.FORMAT);
    try {
      return new Template(name, name, new StringReader(text), configuration(), quoting, "UTF-8");
    } catch (ParseException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles an expression whose brackets are known to be closed. */
  static Template compile(String expression) throws ExpressionFailure {
    try {
      return new Template("expression", BEFORE + expression + ")>", configuration());
    } catch (ParseException e) {
      int index = index(expression, e.getLineNumber(), e.getColumnNumber());
      if (index >= expression.length()) {
        // What FreeMarker did not expect is the bracket that we put behind the expression.
        throw new ExpressionFailure(
            ProblemCode.TEMPLATE_SYNTAX, "the expression stops too early", null, index);
      }
      throw Failures.of(e, index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (StackOverflowError e) {
      throw new ExpressionFailure(
          ProblemCode.TEMPLATE_SYNTAX, "this expression is nested too deeply", null, 0);
    }
  }

  /** Evaluates what {@link #compile} gave. */
  static Value evaluate(Template compiled, String expression, Scope scope, SecretUse use)
      throws ExpressionFailure {
    try {
      Environment environment =
          compiled.createProcessingEnvironment(
              Models.root(scope, use), Writer.nullWriter(), configuration().getObjectWrapper());
      environment.process();
      return Unwrapping.unwrap(environment.getMainNamespace().get(RESULT));
    } catch (TemplateException e) {
      throw Failures.of(e, scope, place(expression, e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (StackOverflowError e) {
      throw new ExpressionFailure(
          ProblemCode.TEMPLATE_FAILED, "this expression is nested too deeply", null, 0);
    }
  }

  private static int place(String expression, TemplateException e) {
    Integer line = e.getLineNumber();
    Integer column = e.getColumnNumber();
    return line == null || column == null ? 0 : index(expression, line, column);
  }

  // FreeMarker counts lines and columns of its template, we count characters of the expression.
  private static int index(String expression, int line, int column) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      start = expression.indexOf('\n', start) + 1;
    }
    int index = start + column - 1 - (line == 1 ? BEFORE.length() : 0);
    return Math.max(0, Math.min(index, expression.length()));
  }
}
