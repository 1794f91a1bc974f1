package dev.bascule.probe;

import dev.bascule.model.IpAddress;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** The addresses of the machine that this program runs on. */
final class OwnAddresses {
  private OwnAddresses() {}

  /** Those that other machines may see; none where they cannot be read. */
  static List<IpAddress> now() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .map(InetAddress::getHostAddress)
          .map(text -> text.replaceFirst("%.*", ""))
          .flatMap(text -> IpAddress.parse(text).stream())
          .toList();
    } catch (SocketException unreadable) {
      return List.of(); // a plan is then refused rather than believed to lead back
    }
  }
}
