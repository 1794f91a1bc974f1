package dev.bascule.template;

import dev.bascule.model.Value;
import dev.bascule.model.Value.Bool;
import dev.bascule.model.Value.Fields;
import dev.bascule.model.Value.Int;
import dev.bascule.model.Value.Items;
import dev.bascule.model.Value.Real;
import dev.bascule.model.Value.Secret;
import dev.bascule.model.Value.Text;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateCollectionModel;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateHashModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateModelIterator;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import freemarker.template.TemplateSequenceModel;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values as FreeMarker sees them. A number or a truth value is text as well, the text that the user
 * wrote: {@code mode: 0755} is rendered as 0755 and equals both 493 and "0755". Made by hand, since
 * FreeMarker's own wrappers reflect, which costs start-up and opens Java to templates.
 */
final class Models {
  private Models() {}

  /** A value that came from a variable. */
  interface Wrapped extends TemplateModel {
    Value value();
  }

  /** The variables of a scope and, below them, the functions. */
  static TemplateHashModel root(Scope scope, SecretUse use) {
    return new TemplateHashModel() {
      @Override
      public @Nullable TemplateModel get(String name) {
        Value value = scope.get(name).orElse(null);
        return value == null ? Functions.get(name) : wrap(value, use);
      }

      @Override
      public boolean isEmpty() {
        return false;
      }
    };
  }

  // Null is FreeMarker's word for a variable without a value.
  static @Nullable TemplateModel wrap(Value value, SecretUse use) {
    if (value instanceof Text text) {
      return new TextModel(text);
    }
    if (value instanceof Secret secret) {
      return new SecretModel(secret, use);
    }
    if (value instanceof Int number) {
      return new NumberModel(number, number.number());
    }
    if (value instanceof Real number) {
      return new NumberModel(number, number.number());
    }
    if (value instanceof Bool bool) {
      return new BoolModel(bool);
    }
    if (value instanceof Items items) {
      return new ItemsModel(items, use);
    }
    if (value instanceof Fields fields) {
      return new FieldsModel(fields, use);
    }
    return null;
  }

  private record TextModel(Text value) implements Wrapped, TemplateScalarModel {
    @Override
    public String getAsString() {
      return value.text();
    }
  }

  private record SecretModel(Secret value, SecretUse use) implements Wrapped, TemplateScalarModel {
    @Override
    public String getAsString() {
      use.note();
      return value.text();
    }

    @Override
    public String toString() {
      return value.toString();
    }
  }

  private record NumberModel(Value.Scalar value, Number number)
      implements Wrapped, TemplateNumberModel, TemplateScalarModel {
    @Override
    public Number getAsNumber() {
      return number;
    }

    @Override
    public String getAsString() {
      return value.text();
    }
  }

  private record BoolModel(Bool value)
      implements Wrapped, TemplateBooleanModel, TemplateScalarModel {
    @Override
    public boolean getAsBoolean() {
      return value.truth();
    }

    @Override
    public String getAsString() {
      return value.text();
    }
  }

  private record ItemsModel(Items value, SecretUse use)
      implements Wrapped, TemplateSequenceModel, TemplateCollectionModel {
    @Override
    public @Nullable TemplateModel get(int index) {
      return index < 0 || index >= size() ? null : wrap(value.items().get(index), use);
    }

    @Override
    public int size() {
      return value.items().size();
    }

    @Override
    public TemplateModelIterator iterator() {
      return iterate(value.items().stream(), use);
    }
  }

  private record FieldsModel(Fields value, SecretUse use) implements Wrapped, TemplateHashModelEx {
    @Override
    public @Nullable TemplateModel get(String name) {
      Value field = value.fields().get(name);
      return field == null ? null : wrap(field, use);
    }

    @Override
    public boolean isEmpty() {
      return value.fields().isEmpty();
    }

    @Override
    public int size() {
      return value.fields().size();
    }

    @Override
    public TemplateCollectionModel keys() {
      Set<String> names = value.fields().keySet();
      return () -> iterate(names.stream().map(Text::new), use);
    }

    @Override
    public TemplateCollectionModel values() {
      return () -> iterate(value.fields().values().stream(), use);
    }
  }

  private static TemplateModelIterator iterate(Stream<? extends Value> values, SecretUse use) {
    Iterator<? extends Value> iterator = values.iterator();
    return new TemplateModelIterator() {
      @Override
      public @Nullable TemplateModel next() throws TemplateModelException {
        return wrap(iterator.next(), use);
      }

      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }
    };
  }
}
