package dev.bascule.apply;

import dev.bascule.container.AddInterface;
import dev.bascule.container.ChangeConf;
import dev.bascule.container.ChangeInside;
import dev.bascule.container.ChangeInsideFile;
import dev.bascule.container.ChangeInterface;
import dev.bascule.container.ChangeVenet;
import dev.bascule.container.ChangeWords;
import dev.bascule.container.NetifEntry;
import dev.bascule.container.RemoveInterface;
import dev.bascule.container.VzStep;
import dev.bascule.file.ShellSettings;
import dev.bascule.probe.ShellText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A container's step as a call of the functions in {@code containers.sh}. */
final class ContainerCall {
  private ContainerCall() {}

  /** The words, quoted. */
  static String of(VzStep step) {
    return words(step).stream().map(ShellText::quote).collect(Collectors.joining(" "));
  }

  private static List<String> words(VzStep step) {
    if (step instanceof AddInterface add) {
      return add(add.entry());
    } else if (step instanceof RemoveInterface remove) {
      return remove(remove);
    } else if (step instanceof ChangeInterface change) {
      return change(change.to());
    } else if (step instanceof ChangeVenet venet) {
      return venet(venet);
    } else if (step instanceof ChangeWords words) {
      return option(words);
    } else if (step instanceof ChangeConf conf) {
      return conf(conf);
    }
    if (step instanceof ChangeInsideFile file) {
      return List.of("vz_inside", InsideFileCommands.of(file));
    }
    ChangeInside inside = (ChangeInside) step;
    return List.of("vz_inside", InsideCommands.of(inside.edit()));
  }

  // All five always: what is left out vzctl makes up anew.
  private static List<String> add(NetifEntry entry) {
    List<String> fields = new ArrayList<>(List.of(entry.name()));
    for (String field : List.of("mac", "host_ifname", "host_mac", "bridge")) {
      fields.add(or(entry.get(field), ""));
    }
    while (fields.get(fields.size() - 1).isEmpty()) {
      fields.remove(fields.size() - 1);
    }
    return List.of(
        "vz_add",
        or(entry.get("host_ifname"), ""),
        or(entry.get("mac_filter"), ""),
        String.join(",", fields));
  }

  private static List<String> remove(RemoveInterface step) {
    List<String> words = new ArrayList<>(List.of("vz_del", step.entry().name()));
    words.add(or(step.entry().get("bridge"), ""));
    step.routes().forEach(address -> words.add(address.text()));
    return words;
  }

  private static String or(@Nullable String value, String otherwise) {
    return value == null ? otherwise : value;
  }

  private static List<String> change(NetifEntry to) {
    List<String> words = new ArrayList<>(List.of("vz_change", or(to.get("host_ifname"), "")));
    words.add(or(to.get("bridge"), ""));
    words.addAll(List.of("--ifname", to.name()));
    for (String field : List.of("mac", "host_ifname", "host_mac", "bridge", "mac_filter")) {
      String value = to.get(field);
      if (value != null) {
        words.addAll(List.of("--" + field, value));
      }
    }
    return words;
  }

  // One that is there with another mask is replaced, and must not be taken away afterwards.
  private static List<String> venet(ChangeVenet venet) {
    List<String> words = new ArrayList<>(List.of("vz_venet"));
    venet.added().forEach(address -> words.add(ChangeVenet.text(address)));
    words.add("--");
    venet.removed().stream()
        .filter(gone -> venet.added().stream().noneMatch(a -> a.address().equals(gone.address())))
        .forEach(address -> words.add(ChangeVenet.text(address)));
    return words;
  }

  // vzctl takes an empty value, and keeps what there was.
  private static List<String> option(ChangeWords wanted) {
    if (wanted.to().isEmpty()) {
      return List.of("vz_conf", wanted.option().key(), "");
    }
    List<String> words = new ArrayList<>(List.of("vz_set"));
    for (String word : wanted.to()) {
      words.addAll(List.of(wanted.option().flag(), word));
    }
    return words;
  }

  private static List<String> conf(ChangeConf conf) {
    List<String> words = new ArrayList<>(List.of("vz_conf"));
    conf.to()
        .forEach(
            (key, value) ->
                words.addAll(
                    List.of(key, value.map(text -> ShellSettings.line(key, text)).orElse(""))));
    return words;
  }
}
