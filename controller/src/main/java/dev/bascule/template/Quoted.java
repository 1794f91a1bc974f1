package dev.bascule.template;

import freemarker.core.MarkupOutputFormat;
import freemarker.core.TemplateMarkupOutputModel;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Words that are still to be quoted, in FreeMarker's terms a piece of markup.
 *
 * @param words as they are, not yet quoted
 */
record Quoted(List<String> words) implements TemplateMarkupOutputModel<Quoted> {
  static final Format FORMAT = new Format();

  @Override
  public MarkupOutputFormat<Quoted> getOutputFormat() {
    return FORMAT;
  }

  /**
   * What FreeMarker asks to write a value. All ways to raw output end in {@link #fromMarkup}, which
   * always refuses; that the names of these ways are refused as well only makes the error better.
   */
  static final class Format extends MarkupOutputFormat<Quoted> {
    private Format() {}

    @Override
    public String getName() {
      return "bascule";
    }

    @Override
    public String getMimeType() {
      return "text/plain";
    }

    @Override
    public boolean isOutputFormatMixingAllowed() {
      return false;
    }

    @Override
    public Quoted fromPlainTextByEscaping(String text) {
      return new Quoted(List.of(text));
    }

    @Override
    public Quoted fromMarkup(String markup) throws TemplateModelException {
      throw new PlainFailure("there is no raw output: every value is quoted");
    }

    @Override
    public void output(Quoted quoted, Writer out) throws IOException, TemplateModelException {
      quoting(out).words(quoted.words());
    }

    @Override
    public void output(String text, Writer out) throws IOException, TemplateModelException {
      quoting(out).value(text);
    }

    private static QuotingWriter quoting(Writer out) throws TemplateModelException {
      if (out instanceof QuotingWriter quoting) {
        return quoting;
      }
      throw new PlainFailure("a value cannot be captured");
    }

    @Override
    public String getSourcePlainText(Quoted quoted) throws TemplateModelException {
      throw new PlainFailure("words(…) is no text");
    }

    @Override
    public String getMarkupString(Quoted quoted) throws TemplateModelException {
      throw new PlainFailure("words(…) is no text");
    }

    @Override
    public Quoted concat(Quoted one, Quoted other) throws TemplateModelException {
      throw new PlainFailure("words(…) cannot be joined to other text");
    }

    @Override
    public String escapePlainText(String text) throws TemplateModelException {
      throw new PlainFailure("there is no raw output: every value is quoted");
    }

    @Override
    public boolean isEmpty(Quoted quoted) {
      return quoted.words().isEmpty();
    }

    @Override
    public boolean isLegacyBuiltInBypassed(String name) {
      return false;
    }

    @Override
    public boolean isAutoEscapedByDefault() {
      return true;
    }
  }
}
