package dev.bascule.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a node is reached and who acts on it, as the inventory says. What is null here is asked of
 * the user's ssh configuration ({@code ssh -G host}), then of ssh's defaults.
 *
 * @param host the address or name to connect to (ansible_host, else the node's name)
 * @param port 1 to 65535, null for the ssh configuration's
 * @param user the login, null for the ssh configuration's
 * @param password for password login, null for none
 * @param keyFile a private key file, null for the ssh configuration's and the agent's
 * @param keyPassphrase for an encrypted key file, null for none
 * @param jumps ProxyJump hops as written, nearest to the controller first; null for the ssh
 *     configuration's
 * @param options further ssh options that Bascule honours, as {@code Name=value}
 * @param strictHostKeys false only where ansible_host_key_checking is false: then an unknown key is
 *     an error all the same, which says how to enroll
 * @param connectTimeout for the TCP connect and the key exchange
 * @param become who acts on the node, null for the login itself
 * @param local true for ansible_connection: local
 * @param elsewhere where a further session with the same node is looked for; null for a first one
 */
public record ConnectionSettings(
    String host,
    @Nullable Integer port,
    @Nullable String user,
    @Nullable String password,
    @Nullable String keyFile,
    @Nullable String keyPassphrase,
    @Nullable List<String> jumps,
    List<String> options,
    boolean strictHostKeys,
    Duration connectTimeout,
    @Nullable Become become,
    boolean local,
    @Nullable Elsewhere elsewhere) {

  public ConnectionSettings {
    jumps = jumps == null ? null : List.copyOf(jumps);
    options = List.copyOf(options);
    if (port != null && (port < 1 || port > 65535)) {
      throw new IllegalArgumentException("not a port: " + port);
    }
  }

  /** Settings of a first session. */
  public ConnectionSettings(
      String host,
      @Nullable Integer port,
      @Nullable String user,
      @Nullable String password,
      @Nullable String keyFile,
      @Nullable String keyPassphrase,
      @Nullable List<String> jumps,
      List<String> options,
      boolean strictHostKeys,
      Duration connectTimeout,
      @Nullable Become become,
      boolean local) {
    this(
        host,
        port,
        user,
        password,
        keyFile,
        keyPassphrase,
        jumps,
        options,
        strictHostKeys,
        connectTimeout,
        become,
        local,
        null);
  }

  /**
   * The same for a further session with the same node: everything that goes by the host's name, its
   * key above all, stays as it is.
   */
  public ConnectionSettings lookingAt(Elsewhere place) {
    return new ConnectionSettings(
        host,
        port,
        user,
        password,
        keyFile,
        keyPassphrase,
        jumps,
        options,
        strictHostKeys,
        connectTimeout,
        become,
        local,
        place);
  }

  /** Settings with everything but the host left to the ssh configuration. */
  public static ConnectionSettings of(String host) {
    return new ConnectionSettings(
        host,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        true,
        Duration.ofSeconds(10),
        null,
        false);
  }

  @Override
  public String toString() {
    return "ConnectionSettings[" + user + "@" + host + ":" + port + ", become=" + become + "]";
  }

  /**
   * Where a node may be now.
   *
   * @param address null for where it was
   * @param limit for the TCP connect and the key exchange, whatever else is configured
   * @param whole whether the login has to end within it, too
   */
  public record Elsewhere(@Nullable String address, Duration limit, boolean whole) {
    /** With as much time to log in as usual. */
    public Elsewhere(@Nullable String address, Duration limit) {
      this(address, limit, false);
    }
  }

  /**
   * Acting as another user after login.
   *
   * @param method sudo or su
   * @param user usually root
   * @param password null for none (sudo with NOPASSWD, su by root)
   */
  public record Become(Method method, String user, @Nullable String password) {
    /** The program that changes the user. */
    public enum Method {
      SUDO,
      SU
    }

    @Override
    public String toString() {
      return method + " " + user;
    }
  }
}
