package dev.bascule.template;

import freemarker.template.ObjectWrapper;
import freemarker.template.SimpleNumber;
import freemarker.template.SimpleScalar;
import freemarker.template.SimpleSequence;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Wraps what FreeMarker's own built-ins compute ({@code ?seq_contains}, {@code ?matches}). Nothing
 * else of Java can get into a template.
 */
final class BuiltInWrapper implements ObjectWrapper {
  @Override
  public @Nullable TemplateModel wrap(@Nullable Object object) throws TemplateModelException {
    if (object == null) {
      return null;
    }
    if (object instanceof TemplateModel model) {
      return model;
    }
    if (object instanceof String text) {
      return new SimpleScalar(text);
    }
    if (object instanceof Number number) {
      return new SimpleNumber(number);
    }
    if (object instanceof Boolean truth) {
      return truth ? TemplateBooleanModel.TRUE : TemplateBooleanModel.FALSE;
    }
    if (object instanceof Collection<?> list) {
      return new SimpleSequence(list, this);
    }
    throw new PlainFailure("a value that templates do not have");
  }
}
