import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.ProcessShellFactory;

/**
 * Makes target/bascule.classes, the list of classes that commands load: runs dev.bascule.cli.Training, whose SSH connection
 * goes to a server in this JVM, on the loopback interface, for that moment. bin/bascule-archive makes of the list the archive
 * that halves the time of a start, here and wherever a package is installed. Run by the build as a single source file.
 * Without an archive Bascule runs too, so nothing here fails the build but a list that cannot be written.
 */
public final class MakeArchive {
  private MakeArchive() {}

  /** The arguments are the folder with bascule.jar, and the checkout. */
  public static void main(String[] arguments) throws Exception {
    Path target = Path.of(arguments[0]);
    Path folder = Files.createTempDirectory("bascule-training");
    try (SshServer server = SshServer.setUpDefaultServer()) {
      List<String> port = new ArrayList<>();
      try {
        port.add(Integer.toString(start(server, folder)));
      } catch (IOException | RuntimeException e) {
        System.err.println("archive without SSH classes: " + e);
      }
      train(target, folder, arguments[1], port);
      archive(target, arguments[1]);
    } finally {
      delete(folder);
    }
  }

  private static int start(SshServer server, Path folder) throws Exception {
    KeyPair key = SecurityUtils.getKeyPairGenerator(SecurityUtils.EDDSA).generateKeyPair();
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(key));
    server.setPublickeyAuthenticator((user, offered, session) -> offered.equals(key.getPublic()));
    server.setCommandFactory(
        (channel, command) -> new ProcessShellFactory(command, "/bin/sh", "-c", command).createShell(channel));
    server.start();
    Path id = folder.resolve("id");
    Files.createFile(id, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(id)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "training", null, out);
    }
    Files.writeString(
        folder.resolve("known_hosts"),
        "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(key.getPublic()) + "\n");
    return server.getPort();
  }

  private static void train(Path target, Path folder, String checkout, List<String> port) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:DumpLoadedClassList=" + folder.resolve("loaded"),
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                target.resolve("bascule.jar").toString(),
                "dev.bascule.cli.Training",
                folder.toString(),
                checkout));
    command.addAll(port);
    run(new ProcessBuilder(command), "the training run");
    Path loaded = folder.resolve("loaded");
    Files.write(target.resolve("bascule.classes"), Files.exists(loaded) ? tidy(Files.readAllLines(loaded)) : List.of());
  }

  // Without numbers and in one order: the same classes give the same file. A class of a loader of its own needs the numbers.
  private static List<String> tidy(List<String> loaded) {
    return loaded.stream()
        .filter(line -> !line.startsWith("#") && !line.contains(" source: "))
        .map(line -> line.replaceFirst(" id: [0-9]+$", ""))
        .sorted()
        .distinct()
        .toList();
  }

  private static void archive(Path target, String checkout) throws Exception {
    ProcessBuilder archive = new ProcessBuilder(Path.of(checkout, "bin", "bascule-archive").toString());
    archive.environment().put("JAVA_HOME", System.getProperty("java.home"));
    archive.environment().put("BASCULE_HOME", target.toString());
    run(archive, "making the archive of classes");
  }

  private static void run(ProcessBuilder builder, String what) throws Exception {
    Process process = builder.inheritIO().start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      System.err.println(what + " hangs");
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
