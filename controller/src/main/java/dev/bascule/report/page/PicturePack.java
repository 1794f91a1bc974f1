package dev.bascule.report.page;

import dev.bascule.model.NodeName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Pictures, compressed some dozens at a time: they are alike, and a browser unpacks only those that
 * are looked at. Each picture is kept once.
 */
final class PicturePack {
  // What no picture holds: its text is escaped.
  private static final char END = '\u001e';
  // Unpacked in a blink on a phone.
  private static final int PACK = 256 << 10;
  // Of the packs' text, and of the page's 6 MB.
  private static final int ALL = 3_000_000 / 2;

  private final List<String> packs = new ArrayList<>();
  private final Map<String, String> places = new HashMap<>();
  private final Map<String, String> byHash = new HashMap<>();
  private final StringBuilder open = new StringBuilder();
  private int count;
  private int size;
  private int left;

  /** Keeps a picture, unless there is no room. */
  void add(NodeName node, String svg) {
    String hash = Resources.hash(svg);
    String place = byHash.get(hash);
    if (place == null && size > ALL) {
      left++;
      return;
    }
    if (place == null) {
      place = packs.size() + "." + count;
      byHash.put(hash, place);
      open.append(svg).append(END);
      count++;
    }
    places.put(node.text(), place);
    if (open.length() > PACK) {
      close();
    }
  }

  /** How many pictures had no room. */
  int left() {
    return left;
  }

  /** Where a node's picture is, pack and place in it; empty where there is none. */
  String place(NodeName node) {
    return places.getOrDefault(node.text(), "");
  }

  /** All packs, gzip in base64. */
  List<String> packs() {
    if (count > 0) {
      close();
    }
    return packs;
  }

  private void close() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(open.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String pack = Base64.getEncoder().encodeToString(bytes.toByteArray());
    packs.add(pack);
    size += pack.length();
    open.setLength(0);
    count = 0;
  }
}
