package dev.bascule.playbook.kind;

import dev.bascule.file.Attributes;
import dev.bascule.model.FileMode;

/** The keys {@code mode}, {@code owner} and {@code group}, which several kinds have. */
record AttributeFields(Field<FileMode> mode, Field<String> owner, Field<String> group) {

  static AttributeFields read(Arguments arguments) {
    return new AttributeFields(
        arguments.optional("mode", Types::mode),
        arguments.optional("owner", Types::account),
        arguments.optional("group", Types::account));
  }

  boolean isPresent() {
    return mode.isPresent() || owner.isPresent() || group.isPresent();
  }

  Attributes of(FieldValues values) {
    return isPresent()
        ? new Attributes(values.maybe(mode), values.maybe(owner), values.maybe(group))
        : Attributes.ANY;
  }
}
