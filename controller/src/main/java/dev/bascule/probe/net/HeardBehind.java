package dev.bascule.probe.net;

import dev.bascule.model.InterfaceName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Behind which port of a bridge the next hop towards the controller was heard last. */
record HeardBehind(Part part) {
  List<InterfaceName> ports() {
    Optional<String> mac =
        part.lines("gate").stream()
            .flatMap(line -> Words.after(Words.of(line), "lladdr").stream())
            .findFirst();
    return mac.map(this::portsOf).orElse(List.of());
  }

  private List<InterfaceName> portsOf(String mac) {
    // 02:66:… dev eth0 master br0
    List<String> learned =
        part.lines("fdb").stream()
            .map(Words::of)
            .filter(words -> !words.isEmpty() && words.get(0).equals(mac))
            .flatMap(words -> Words.after(words, "dev").stream())
            .toList();
    // 1  02:66:…  no  0.52
    List<String> numbers =
        part.lines("macs").stream()
            .map(Words::of)
            .filter(words -> words.size() > 1 && words.get(1).equals(mac))
            .map(words -> words.get(0))
            .toList();
    List<String> names = numbers.isEmpty() ? learned : byNumber(numbers);
    return names.stream().flatMap(name -> Words.link(name).stream()).toList();
  }

  private List<String> byNumber(List<String> numbers) {
    return SysText.read(part).links().entrySet().stream()
        .filter(link -> numbers.contains(number(link.getValue())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String number(Map<String, String> files) {
    String text = files.getOrDefault("brport/port_no", "");
    return text.startsWith("0x") ? Integer.toString(Integer.decode(text)) : text;
  }
}
