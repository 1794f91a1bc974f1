package dev.bascule.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A root folder that holds dash, busybox's applets and nothing else. Needs root, for chroot. */
final class ChrootNode {
  private ChrootNode() {}

  static void build(Path root) throws Exception {
    if (System.getenv("CI") == null) {
      assumeTrue(
          Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "chroot needs root");
    }
    for (String name : List.of("opt", "bin", "etc", "run", "proc", "dev", "data")) {
      Files.createDirectory(root.resolve(name));
    }
    copyProgram(root, "busybox", "opt/bb");
    // Busybox's own shell finds applets that no folder holds; dash only finds what is there.
    copyProgram(root, "dash", "bin/dash");
    Files.writeString(root.resolve("etc/passwd"), "root:x:0:0::/:/bin/sh\nvz:x:77:78::/:/bin/sh\n");
    Files.writeString(root.resolve("etc/group"), "root:x:0:\nvz:x:78:\n");
    run("mount", "-t", "proc", "proc", root.resolve("proc").toString());
    run("mknod", root.resolve("dev/null").toString(), "c", "1", "3");
  }

  static void tearDown(Path root) throws Exception {
    run("umount", "-l", root.resolve("proc").toString());
  }

  static void run(String... words) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
  }

  /** A node in the root that lacks some applets. */
  static Node without(Path root, Set<String> missing) throws Exception {
    Process list = new ProcessBuilder("busybox", "--list").start();
    List<String> applets = new ArrayList<>(List.of("busybox"));
    output(list).lines().forEach(applets::add);
    for (String applet : applets) {
      Path link = root.resolve("bin").resolve(applet);
      if (!missing.contains(applet) && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(link, Path.of("/opt/bb"));
      }
    }
    LocalShell shell = new LocalShell(List.of("chroot", root.toString(), "/bin/dash", "-s"));
    return new Node(shell, Path.of("/run"));
  }

  /** A program of the node, as a script. */
  static void program(Path root, String path, String text) throws IOException {
    Path program = root.resolve(path.substring(1));
    Files.createDirectories(program.getParent());
    Files.deleteIfExists(program);
    Files.writeString(program, "#!/bin/sh\n" + text);
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  static void copyProgram(Path root, String name, String place) throws Exception {
    copy(Path.of("/bin", name), root.resolve(place));
    Process ldd = new ProcessBuilder("ldd", "/bin/" + name).start();
    for (String word : output(ldd).split("\\s+", -1)) {
      if (word.startsWith("/") && !Files.exists(root.resolve(word.substring(1)))) {
        copy(Path.of(word), root.resolve(word.substring(1)));
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to);
    assertThat(to.toFile().setExecutable(true)).isTrue();
  }
}
