package dev.bascule.container;

import dev.bascule.model.Change.Detail;
import dev.bascule.model.Cidr;
import dev.bascule.model.IpAddress;
import dev.bascule.model.MacAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One change of an interface inside of a running container; what the shell there is told. */
public sealed interface InsideChange {

  /** As a plan shows it. */
  Detail detail();

  /** What takes it back. */
  InsideChange inverse();

  /** The interface is set up, or down. */
  record Up(boolean up) implements InsideChange {
    @Override
    public Detail detail() {
      return new Detail("inside", up ? "down" : "up", up ? "up" : "down");
    }

    @Override
    public InsideChange inverse() {
      return new Up(!up);
    }
  }

  /** Another MAC; the kernel takes it while the interface is down, which costs its routes. */
  record Mac(MacAddress from, MacAddress to) implements InsideChange {
    @Override
    public Detail detail() {
      return new Detail("mac inside", from.text(), to.text());
    }

    @Override
    public InsideChange inverse() {
      return new Mac(to, from);
    }
  }

  /** An address is added, or removed. */
  record Address(Cidr address, boolean added) implements InsideChange {
    @Override
    public Detail detail() {
      String text = address.toString();
      return new Detail("address inside", added ? null : text, added ? text : null);
    }

    @Override
    public InsideChange inverse() {
      return new Address(address, !added);
    }
  }

  /** A route to one address over the interface, without a gateway. */
  record OnLink(IpAddress address, boolean added) implements InsideChange {
    @Override
    public Detail detail() {
      String text = address.text();
      return new Detail("route inside", added ? null : text, added ? text : null);
    }

    @Override
    public InsideChange inverse() {
      return new OnLink(address, !added);
    }
  }

  /** The default route of a family, whichever interface it is over; null where there is none. */
  record Gateway(Inside.@Nullable Way from, Inside.@Nullable Way to) implements InsideChange {
    @Override
    public Detail detail() {
      boolean other = from != null && to != null && !Objects.equals(from.dev(), to.dev());
      return new Detail("gateway inside", text(from, other), text(to, other));
    }

    private static @Nullable String text(Inside.@Nullable Way way, boolean withDev) {
      if (way == null) {
        return null;
      }
      return way.via() + (withDev ? " dev " + way.dev() : "");
    }

    @Override
    public InsideChange inverse() {
      return new Gateway(to, from);
    }
  }
}
