package dev.bascule.file;

import dev.bascule.model.AbsolutePath;
import dev.bascule.model.Desired;
import dev.bascule.model.FileContent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One thing wanted of a node, already resolved: no expressions, no templates left. */
public sealed interface Resource extends Desired {

  /**
   * A file with this content; {@code template} and {@code copy} make it.
   *
   * @param brought whether the content is a script that this program brings along
   */
  record RegularFile(
      AbsolutePath path,
      FileContent content,
      Attributes attributes,
      boolean secret,
      boolean brought)
      implements Resource {
    /** A content of the user's. */
    public RegularFile(
        AbsolutePath path, FileContent content, Attributes attributes, boolean secret) {
      this(path, content, attributes, secret, false);
    }
  }

  /** A directory; missing parents are made with mode 0755. */
  record Directory(AbsolutePath path, Attributes attributes) implements Resource {}

  /** A symbolic link to a target, which is taken as written. */
  record SymbolicLink(AbsolutePath path, String target) implements Resource {}

  /** Nothing at this path; a directory goes with what it holds only if {@code recursive}. */
  record AbsentPath(AbsolutePath path, boolean recursive) implements Resource {}

  /** Attributes of a path that must be there already. */
  record ExistingPath(AbsolutePath path, Attributes attributes) implements Resource {}

  /**
   * {@code KEY="value"} lines inside a file that others own. Other lines stay byte for byte.
   *
   * @param settings a key's value; empty removes the key's lines
   * @param create whether a missing file is made; otherwise it is a failure
   */
  record Settings(
      AbsolutePath path,
      Map<String, Optional<String>> settings,
      SettingsStyle style,
      boolean create,
      Attributes attributes)
      implements Resource {
    public Settings {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
  }

  /** How a setting is written. */
  enum SettingsStyle {
    /** {@code KEY="value"}, as shell reads it; OpenVZ and RHEL files. */
    SHELL,
    /** {@code key = value}; sysctl.conf. */
    EQUALS,
    /** {@code Key value}; sshd_config. */
    SPACE
  }

  /**
   * A kernel parameter, at run time and, with a file, after a boot too.
   *
   * @param key dotted, or with slashes where a name holds dots ({@code net/ipv4/conf/veth101.0/…})
   * @param persistIn the file that keeps it; null to set it at run time only
   */
  record Sysctl(String key, String value, @Nullable AbsolutePath persistIn) implements Resource {}

  /**
   * A kernel module that is loaded or not; {@code persist} keeps it so after a boot, by
   * /etc/modules-load.d where the node has that folder, else /etc/modules.
   */
  record KernelModule(String name, boolean loaded, boolean persist) implements Resource {}

  /**
   * A service of systemd or SysV init.
   *
   * @param state null to leave it as it is
   * @param enabled whether it starts at boot; null to leave it as it is
   */
  record Service(String name, @Nullable ServiceState state, @Nullable Boolean enabled)
      implements Resource {}

  /** A service's wanted state; the last two are actions, for handlers. */
  enum ServiceState {
    STARTED,
    STOPPED,
    RESTARTED,
    RELOADED
  }

  /**
   * A command or a script.
   *
   * @param body a program's words when {@code shell} is false, else one POSIX shell text
   * @param directory where it runs, null for the root
   * @param environment variables set for it
   */
  record Command(
      List<String> body,
      boolean shell,
      Guard guard,
      @Nullable AbsolutePath directory,
      Map<String, String> environment)
      implements Resource {
    public Command {
      body = List.copyOf(body);
      environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
      if (body.isEmpty() || (shell && body.size() != 1)) {
        throw new IllegalArgumentException("not a command: " + body);
      }
    }
  }
}
