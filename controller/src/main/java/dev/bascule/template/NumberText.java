package dev.bascule.template;

import freemarker.core.Environment;
import freemarker.core.TemplateNumberFormat;
import freemarker.core.TemplateNumberFormatFactory;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * Numbers as text: a variable as it was written ({@code 0755}, {@code 52:54:00:12:34:56}), a
 * computed number with plain digits, whatever the locale.
 */
final class NumberText extends TemplateNumberFormatFactory {
  static final String NAME = "written";

  private static final TemplateNumberFormat FORMAT =
      new TemplateNumberFormat() {
        @Override
        public String formatToPlainText(TemplateNumberModel number) throws TemplateModelException {
          return number instanceof TemplateScalarModel written
              ? String.valueOf(written.getAsString())
              : of(number.getAsNumber());
        }

        @Override
        public boolean isLocaleBound() {
          return false;
        }

        @Override
        public String getDescription() {
          return NAME;
        }
      };

  static String of(Number number) {
    BigDecimal decimal = new BigDecimal(number.toString());
    return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
  }

  @Override
  public TemplateNumberFormat get(String params, Locale locale, Environment env) {
    return FORMAT;
  }
}
