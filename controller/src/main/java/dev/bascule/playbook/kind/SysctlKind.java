package dev.bascule.playbook.kind;

import dev.bascule.file.Resource;
import dev.bascule.model.AbsolutePath;
import dev.bascule.source.ProblemCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Kernel parameters, now and after a boot.
 *
 * <pre>
 * sysctl: {name: net.ipv4.ip_forward, value: 1}
 * sysctl:
 *   values: {net.ipv4.ip_forward: 1, net/ipv4/conf/veth101.0/proxy_arp: 1}
 *   file: /etc/sysctl.d/50-containers.conf   # default /etc/sysctl.conf
 *   persist: true                            # false: until the next boot only
 * </pre>
 */
final class SysctlKind implements Kind {
  // Read at boot by RHEL 6 as well as by systemd (through 99-sysctl.conf) up to Debian 12.
  private static final AbsolutePath DEFAULT_FILE = new AbsolutePath("/etc/sysctl.conf");
  private static final ValueType<String> KEY = Types.name("kernel parameter", "/*");

  @Override
  public String name() {
    return "sysctl";
  }

  @Override
  public Maker read(Arguments arguments) {
    arguments.wantMapping("sysctl: {name: net.ipv4.ip_forward, value: 1}");
    boolean many = arguments.raw("values").isPresent();
    boolean one = arguments.raw("name").isPresent() || arguments.raw("value").isPresent();
    Field<Map<String, String>> values = arguments.optional("values", SysctlKind::parameters);
    Field<String> name = many ? arguments.optional("name", KEY) : arguments.required("name", KEY);
    Field<String> value =
        many
            ? arguments.optional("value", SysctlKind::value)
            : arguments.required("value", SysctlKind::value);
    if (many && one) {
      arguments.problem(
          ProblemCode.KEYS_CONFLICT, "'values' excludes 'name' and 'value'", "remove one of them");
    }
    Field<AbsolutePath> file = arguments.optional("file", Types::path);
    Field<Boolean> persist = arguments.optional("persist", Types::truth);
    return (given, evaluation) -> {
      Map<String, String> wanted =
          many ? given.get(values) : Map.of(given.get(name), given.get(value));
      return resources(wanted, given.get(persist, true) ? given.get(file, DEFAULT_FILE) : null);
    };
  }

  private static List<Resource> resources(Map<String, String> wanted, @Nullable AbsolutePath file) {
    List<Resource> resources = new ArrayList<>();
    wanted.forEach((key, value) -> resources.add(new Resource.Sysctl(key, value, file)));
    return resources;
  }

  private static Map<String, String> parameters(Located value) throws Unresolved {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Located entry : Maps.entries(value)) {
      KEY.read(new Located(entry.what(), Maps.keyValue(entry), entry.node()));
      parameters.put(Maps.key(entry), value(entry));
    }
    return parameters;
  }

  // The kernel prints lists with tabs; one blank is what a user writes.
  private static String value(Located value) throws Unresolved {
    return Maps.oneLine(value).strip();
  }
}
