package dev.bascule.inventory;

import dev.bascule.model.Value;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * What a scalar without quotes means. YAML 1.1 as Ansible's library reads it, so that {@code 0644}
 * is 420 and {@code yes} is true; JSON for the output of scripts. The text is kept beside it.
 */
enum YamlTyping {
  YAML {
    @Override
    Value typed(String text) {
      return yaml(text);
    }
  },
  JSON {
    @Override
    Value typed(String text) {
      return json(text);
    }
  };

  private static final Pattern INT =
      Pattern.compile("[-+]?(?:0b[0-1_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+)");
  private static final Pattern SEXAGESIMAL = Pattern.compile("[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?");
  private static final Pattern SEXAGESIMAL_FLOAT =
      Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*");
  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
  private static final BigInteger SIXTY = BigInteger.valueOf(60);

  /** The value of a scalar without quotes. */
  abstract Value typed(String text);

  private static Value yaml(String text) {
    if (text.isEmpty()) {
      return new Value.Nothing(text);
    }
    char first = text.charAt(0);
    boolean maybeNumber = (first >= '0' && first <= '9') || "+-.".indexOf(first) >= 0;
    return maybeNumber ? yamlNumber(text) : yamlWord(text);
  }

  private static Value yamlWord(String text) {
    return switch (text) {
      case "~", "null", "Null", "NULL" -> new Value.Nothing(text);
      case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" ->
          new Value.Bool(true, text);
      case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" ->
          new Value.Bool(false, text);
      default -> new Value.Text(text);
    };
  }

  private static Value yamlNumber(String text) {
    if (INT.matcher(text).matches()) {
      return whole(integer(text.replace("_", "")), text);
    }
    if (SEXAGESIMAL.matcher(text).matches()) {
      return whole(sexagesimal(text.replace("_", "")), text);
    }
    if (FLOAT.matcher(text).matches()) {
      return new Value.Real(Double.parseDouble(text.replace("_", "")), text);
    }
    if (SEXAGESIMAL_FLOAT.matcher(text).matches()) {
      int dot = text.indexOf('.');
      double whole = sexagesimal(text.substring(0, dot).replace("_", "")).doubleValue();
      double rest = Double.parseDouble("0" + text.substring(dot).replace("_", "") + "0");
      return new Value.Real(text.startsWith("-") ? whole - rest : whole + rest, text);
    }
    return new Value.Text(text);
  }

  private static BigInteger integer(String text) {
    boolean minus = text.startsWith("-");
    String digits = minus || text.startsWith("+") ? text.substring(1) : text;
    BigInteger number;
    if (digits.startsWith("0b")) {
      number = number(digits.substring(2), 2);
    } else if (digits.startsWith("0x")) {
      number = number(digits.substring(2), 16);
    } else {
      number = number(digits, digits.startsWith("0") ? 8 : 10);
    }
    return minus ? number.negate() : number;
  }

  // "0_" and "0x_" are numbers to the pattern, without a digit to read.
  private static BigInteger number(String digits, int radix) {
    return digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits, radix);
  }

  private static BigInteger sexagesimal(String text) {
    boolean minus = text.startsWith("-");
    String digits = minus || text.startsWith("+") ? text.substring(1) : text;
    BigInteger number = BigInteger.ZERO;
    for (String part : digits.split(":", -1)) {
      number = number.multiply(SIXTY).add(new BigInteger(part));
    }
    return minus ? number.negate() : number;
  }

  // A number that no long holds stays a text, which is all that one can do with it.
  static Value whole(BigInteger number, String text) {
    return number.bitLength() <= 63
        ? new Value.Int(number.longValueExact(), text)
        : new Value.Text(text);
  }

  private static Value json(String text) {
    if (text.equals("null") || text.isEmpty()) {
      return new Value.Nothing(text);
    }
    if (text.equals("true") || text.equals("false")) {
      return new Value.Bool(text.equals("true"), text);
    }
    var number = JSON_NUMBER.matcher(text);
    if (!number.matches()) {
      return new Value.Text(text);
    }
    return number.group(1) == null && number.group(2) == null
        ? whole(new BigInteger(text), text)
        : new Value.Real(Double.parseDouble(text), text);
  }
}
