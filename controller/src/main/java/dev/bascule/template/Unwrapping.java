package dev.bascule.template;

import dev.bascule.model.Value;
import dev.bascule.model.Value.Bool;
import dev.bascule.model.Value.Fields;
import dev.bascule.model.Value.Int;
import dev.bascule.model.Value.Items;
import dev.bascule.model.Value.Nothing;
import dev.bascule.model.Value.Real;
import dev.bascule.model.Value.Text;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateCollectionModel;
import freemarker.template.TemplateHashModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateModelIterator;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import freemarker.template.TemplateSequenceModel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an expression gave, as a value again. */
final class Unwrapping {
  // A list that an expression makes of a range may be long; nobody has so many ports.
  private static final int MOST = 100_000;

  private Unwrapping() {}

  static Value unwrap(@Nullable TemplateModel model) throws TemplateModelException {
    if (model == null) {
      return new Nothing();
    }
    if (model instanceof Models.Wrapped wrapped) {
      return wrapped.value();
    }
    if (model instanceof TemplateNumberModel number) {
      return number(number.getAsNumber());
    }
    if (model instanceof TemplateScalarModel text) {
      return new Text(String.valueOf(text.getAsString()));
    }
    if (model instanceof TemplateBooleanModel bool) {
      return new Bool(bool.getAsBoolean());
    }
    if (model instanceof TemplateSequenceModel list) {
      return items(list);
    }
    if (model instanceof TemplateHashModelEx fields) {
      return fields(fields);
    }
    if (model instanceof TemplateCollectionModel list) {
      return new Items(items(list.iterator()));
    }
    throw new PlainFailure("this is neither text, a number, a list nor a mapping");
  }

  private static Value number(Number number) {
    BigDecimal decimal = new BigDecimal(number.toString());
    String text = NumberText.of(number);
    try {
      return new Int(decimal.longValueExact(), text);
    } catch (ArithmeticException e) {
      return new Real(decimal.doubleValue(), text);
    }
  }

  private static Value items(TemplateSequenceModel list) throws TemplateModelException {
    bound(list.size());
    List<Value> items = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      items.add(unwrap(list.get(i)));
    }
    return new Items(items);
  }

  private static List<Value> items(TemplateModelIterator iterator) throws TemplateModelException {
    List<Value> items = new ArrayList<>();
    while (iterator.hasNext()) {
      items.add(unwrap(iterator.next()));
      bound(items.size());
    }
    return items;
  }

  private static void bound(int size) throws TemplateModelException {
    if (size > MOST) {
      throw new PlainFailure("this list has more than " + MOST + " items");
    }
  }

  private static Value fields(TemplateHashModelEx hash) throws TemplateModelException {
    Map<String, Value> fields = new LinkedHashMap<>();
    TemplateModelIterator keys = hash.keys().iterator();
    while (keys.hasNext()) {
      String key = ((TemplateScalarModel) keys.next()).getAsString();
      fields.put(key, unwrap(hash.get(key)));
    }
    return new Fields(fields);
  }
}
