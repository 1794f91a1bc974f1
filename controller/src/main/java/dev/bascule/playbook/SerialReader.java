package dev.bascule.playbook;

import dev.bascule.source.MappingReader;
import dev.bascule.source.ProblemCode;
import dev.bascule.source.Problems;
import dev.bascule.source.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads {@code serial} and {@code max_fail_percentage}. */
final class SerialReader {
  private SerialReader() {}

  static List<WaveSize> serial(MappingReader keys, Problems problems) {
    List<WaveSize> sizes = new ArrayList<>();
    for (Scalar scalar : keys.scalars("serial")) {
      Optional<WaveSize> size = size(scalar.text());
      if (size.isPresent()) {
        sizes.add(size.get());
      } else {
        problems.add(
            ProblemCode.BAD_SERIAL,
            scalar.position(),
            "'serial': '" + scalar.text() + "' is not a number of nodes and not a percentage",
            "for example 1, 10% or [1, 10%, 50%]");
      }
    }
    return sizes;
  }

  private static Optional<WaveSize> size(String text) {
    boolean percent = text.endsWith("%");
    OptionalInt number =
        WaveSize.number(percent ? text.substring(0, text.length() - 1).strip() : text);
    boolean good =
        number.isPresent() && number.getAsInt() >= 1 && (!percent || number.getAsInt() <= 100);
    return good ? Optional.of(new WaveSize(number.getAsInt(), percent)) : Optional.empty();
  }

  static @Nullable Integer maxFailPercentage(MappingReader keys, Problems problems) {
    Optional<Scalar> scalar = keys.scalar("max_fail_percentage");
    if (scalar.isEmpty()) {
      return null;
    }
    String text = scalar.get().text();
    OptionalInt number =
        WaveSize.number(text.endsWith("%") ? text.substring(0, text.length() - 1) : text);
    if (number.isPresent() && number.getAsInt() <= 100) {
      return number.getAsInt();
    }
    problems.add(
        ProblemCode.BAD_SERIAL,
        scalar.get().position(),
        "'max_fail_percentage': '" + text + "' is not a percentage",
        "a whole number from 0 to 100");
    return null;
  }
}
