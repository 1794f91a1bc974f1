package dev.bascule.playbook.kind;

import dev.bascule.container.Veth;
import dev.bascule.file.Attributes;
import dev.bascule.file.Resource;
import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Cidr;
import dev.bascule.model.Desired;
import dev.bascule.model.FileMode;
import dev.bascule.model.InterfaceName;
import dev.bascule.source.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The node's own files and kernel parameters that containers' interfaces need. */
final class ContainerFiles {
  private static final AbsolutePath VZNET = new AbsolutePath("/etc/vz/vznet.conf");
  private static final AbsolutePath SCRIPT = new AbsolutePath("/usr/sbin/vznetcfg.custom");
  private static final AbsolutePath UMOUNT = new AbsolutePath("/etc/vz/conf/vps.umount");
  private static final AbsolutePath SYSCTL = new AbsolutePath("/etc/sysctl.conf");
  private static final String FORWARDING_6 = "net.ipv6.conf.all.forwarding";
  private static final Attributes EXECUTABLE =
      new Attributes(FileMode.parse("0755"), "root", "root");

  private final YamlNode at;
  private final Evaluation evaluation;
  private final String hooks;

  /**
   * Files for one task.
   *
   * @param hooks {@code script}, {@code vznetaddbr} or {@code none}
   */
  ContainerFiles(YamlNode at, Evaluation evaluation, String hooks) {
    this.at = at;
    this.evaluation = evaluation;
    this.hooks = hooks;
  }

  /**
   * What they need, scripts before what calls them.
   *
   * @param uplinks of those interfaces that are routed and name theirs, by the name inside
   */
  List<Desired> of(
      @Nullable List<Cidr> venet, List<Veth> veths, Map<InterfaceName, InterfaceName> uplinks)
      throws Unresolved, FactsNeeded {
    List<Desired> wanted = new ArrayList<>();
    boolean any = veths.stream().anyMatch(Veth::present);
    if (any && hooks.equals("script")) {
      // vzctl skips one that cannot be executed, and says nothing.
      wanted.add(file(SCRIPT, "vznetcfg.custom.ftl"));
      wanted.add(file(UMOUNT, "vps.umount.ftl"));
      wanted.add(calls(SCRIPT.text()));
    } else if (any && hooks.equals("vznetaddbr")) {
      wanted.add(calls("/usr/sbin/vznetaddbr"));
    }
    for (String parameter : parameters(venet, veths, uplinks)) {
      wanted.add(new Resource.Sysctl(parameter, "1", SYSCTL));
    }
    return wanted;
  }

  private Resource file(AbsolutePath path, String template) throws Unresolved, FactsNeeded {
    return new Resource.RegularFile(
        path, evaluation.template(template, at), EXECUTABLE, false, true);
  }

  // A line only: others may have theirs in it.
  private static Resource calls(String script) {
    return new Resource.Settings(
        VZNET,
        Map.of("EXTERNAL_SCRIPT", Optional.of(script)),
        Resource.SettingsStyle.SHELL,
        true,
        Attributes.ANY);
  }

  private static Set<String> parameters(
      @Nullable List<Cidr> venet, List<Veth> veths, Map<InterfaceName, InterfaceName> uplinks) {
    Set<String> names = new LinkedHashSet<>();
    if (v6(venet)) {
      names.add(FORWARDING_6);
      names.add("net.ipv6.conf.all.proxy_ndp");
    }
    for (Veth veth : veths) {
      if (veth.present() && veth.bridge() == null) {
        names.addAll(routed(veth, uplinks.get(veth.name())));
      }
    }
    return names;
  }

  private static List<String> routed(Veth veth, @Nullable InterfaceName uplink) {
    List<String> names = new ArrayList<>(List.of("net.ipv4.ip_forward"));
    if (v6(veth.addresses())) {
      names.add(FORWARDING_6);
    }
    if (uplink != null) {
      names.add("net/ipv4/conf/" + uplink + "/forwarding");
      names.add("net/ipv4/conf/" + uplink + "/proxy_arp");
      if (v6(veth.addresses())) {
        names.add("net/ipv6/conf/" + uplink + "/proxy_ndp");
      }
    }
    return names;
  }

  private static boolean v6(@Nullable List<Cidr> addresses) {
    return addresses != null && addresses.stream().anyMatch(cidr -> cidr.address().isV6());
  }
}
