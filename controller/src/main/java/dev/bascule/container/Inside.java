package dev.bascule.container;

import dev.bascule.model.Cidr;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The network inside of a running container, as far as a plan asks about it.
 *
 * @param files those that configure it at its boot, by their paths inside
 */
public record Inside(List<Device> devices, List<Way> ways, Map<String, String> files) {
  public Inside {
    devices = List.copyOf(devices);
    ways = List.copyOf(ways);
    files = Map.copyOf(files);
  }

  /**
   * An interface inside.
   *
   * @param addresses of IPv6 without those that the kernel makes, link-local and by what a router
   *     says
   */
  public record Device(String name, @Nullable MacAddress mac, boolean up, List<Cidr> addresses) {
    public Device {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * A route of the main table.
   *
   * @param destination {@code default} or a prefix
   * @param dev null where the text names none
   * @param metric null where the text names none
   * @param isV6 whether it leads to IPv6 addresses
   */
  public record Way(
      String destination,
      @Nullable IpAddress via,
      @Nullable String dev,
      @Nullable Integer metric,
      boolean isV6) {
    /** One whose text names no metric, and tells its family. */
    public Way(String destination, @Nullable IpAddress via, @Nullable String dev) {
      this(
          destination,
          via,
          dev,
          null,
          destination.indexOf(':') >= 0 || (via != null && via.isV6()));
    }

    /** Whether it leads to all that no other one does. */
    public boolean isDefault() {
      return destination.equals("default");
    }
  }

  /** The same once an interface has been taken away, and with it its routes. */
  Inside without(String name) {
    return new Inside(
        devices.stream().filter(device -> !device.name().equals(name)).toList(),
        ways.stream().filter(way -> !name.equals(way.dev())).toList(),
        files);
  }

  /** The interface of a name. */
  public Optional<Device> device(String name) {
    return devices.stream().filter(device -> device.name().equals(name)).findFirst();
  }
}
