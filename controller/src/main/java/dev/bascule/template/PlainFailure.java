package dev.bascule.template;

import freemarker.template.TemplateModelException;

/** A failure in our own words, among those that are FreeMarker's. */
final class PlainFailure extends TemplateModelException {
  private static final long serialVersionUID = 1L;

  PlainFailure(String message) {
    super(message);
  }
}
