package dev.bascule.template;

import freemarker.template.TemplateCollectionModel;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateModelIterator;
import freemarker.template.TemplateScalarModel;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Functions for expressions: parts of an address with its prefix ({@code 10.0.0.7/24}), and {@code
 * words(list)} for shell files.
 */
final class Functions {
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
  private static final Pattern CIDR = Pattern.compile("([^/]+)/(\\d{1,3})");

  private static final Map<String, TemplateMethodModelEx> ALL =
      Map.of(
          "address_of", arguments -> text(written(only(arguments))),
          "prefix_of", arguments -> text(String.valueOf(parse(only(arguments)).length())),
          "netmask_of", arguments -> text(netmask(parse(only(arguments)))),
          "network_of", arguments -> text(network(parse(only(arguments)))),
          "broadcast_of", arguments -> text(broadcast(parse(only(arguments)))),
          "words", Functions::words);

  private Functions() {}

  /** An address as a number of 32 or 128 bits, and the length of its prefix. */
  private record Cidr(BigInteger address, int width, int length) {
    BigInteger host() {
      return BigInteger.ONE.shiftLeft(width - length).subtract(BigInteger.ONE);
    }

    BigInteger mask() {
      return BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE).subtract(host());
    }
  }

  static @Nullable TemplateModel get(String name) {
    return ALL.get(name);
  }

  static boolean has(String name) {
    return ALL.containsKey(name);
  }

  private static TemplateScalarModel text(String text) {
    return () -> text;
  }

  private static String only(List<?> arguments) throws TemplateModelException {
    if (arguments.size() != 1 || !(arguments.get(0) instanceof TemplateScalarModel text)) {
      throw new PlainFailure("this function takes one text, such as \"10.0.0.7/24\"");
    }
    return String.valueOf(text.getAsString());
  }

  private static Cidr parse(String text) throws TemplateModelException {
    Matcher matcher = CIDR.matcher(text);
    if (matcher.matches()) {
      byte[] address = address(matcher.group(1));
      int length = Integer.parseInt(matcher.group(2));
      if (address.length > 0 && length <= address.length * 8) {
        return new Cidr(new BigInteger(1, address), address.length * 8, length);
      }
    }
    throw new PlainFailure("'" + text + "' is not an address with a prefix, such as 10.0.0.7/24");
  }

  // Only for texts in the shape of an address, which are never looked up as names.
  private static byte[] address(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return new byte[0];
    }
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      return new byte[0];
    }
  }

  private static String written(String text) throws TemplateModelException {
    if (text.indexOf('/') >= 0) {
      parse(text);
      return text.substring(0, text.indexOf('/'));
    }
    if (address(text).length == 0) {
      throw new PlainFailure("'" + text + "' is not an address");
    }
    return text;
  }

  private static String netmask(Cidr cidr) throws TemplateModelException {
    return show(cidr.mask(), cidr.width());
  }

  private static String network(Cidr cidr) throws TemplateModelException {
    return show(cidr.address().and(cidr.mask()), cidr.width());
  }

  private static String broadcast(Cidr cidr) throws TemplateModelException {
    if (cidr.width() != 32) {
      throw new PlainFailure("IPv6 has no broadcast address");
    }
    return show(cidr.address().or(cidr.host()), 32);
  }

  private static String show(BigInteger address, int width) throws TemplateModelException {
    byte[] bytes = new byte[width / 8];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = address.shiftRight(width - 8 * (i + 1)).byteValue();
    }
    try {
      String text = InetAddress.getByAddress(bytes).getHostAddress();
      // Java writes all eight groups; the first run of zeros is left out.
      return width == 32 ? text : text.replaceFirst("(^|:)0(:0)+(:|$)", "::");
    } catch (UnknownHostException e) {
      throw new TemplateModelException(e);
    }
  }

  private static TemplateModel words(List<?> arguments) throws TemplateModelException {
    if (arguments.size() != 1 || !(arguments.get(0) instanceof TemplateCollectionModel list)) {
      throw new PlainFailure("words(…) takes one list");
    }
    List<String> words = new ArrayList<>();
    TemplateModelIterator iterator = list.iterator();
    while (iterator.hasNext()) {
      if (!(iterator.next() instanceof TemplateScalarModel text)) {
        throw new PlainFailure("words(…) takes a list of texts");
      }
      words.add(String.valueOf(text.getAsString()));
    }
    return new Quoted(List.copyOf(words));
  }
}
