import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes below target/package what only the Debian package has: manual pages and the changelog as Debian wants them, compressed. Run
 * by the build as a single source file.
 */
public final class PackageFiles {
  private PackageFiles() {}

  /** The arguments are the folder target/, the version, and the time that everything in the package bears. */
  public static void main(String[] arguments) throws IOException {
    Path target = Path.of(arguments[0]);
    Path pages = Files.createDirectories(target.resolve("package/man1"));
    try (Stream<Path> all = Files.list(target.resolve("man/man1"))) {
      for (Path page : all.toList()) {
        Files.write(pages.resolve(page.getFileName() + ".gz"), compressed(Files.readAllBytes(page)));
      }
    }
    String version = arguments[1].replace("-SNAPSHOT", "~SNAPSHOT");
    Files.write(target.resolve("package/changelog.gz"), compressed(changelog(version, OffsetDateTime.parse(arguments[2]))));
  }

  private static byte[] changelog(String version, OffsetDateTime at) {
    List<String> lines =
        List.of(
            "bascule (" + version + ") unstable; urgency=medium",
            "",
            "  * What changed is in /usr/share/doc/bascule/CHANGELOG.md.",
            "",
            " -- The authors of Bascule <authors@bascule.invalid>  "
                + DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ROOT).format(at),
            "");
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  // No name and no time in it, and as small as can be: what gzip -9n does.
  private static byte[] compressed(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      gzip.write(content);
    }
    byte[] whole = bytes.toByteArray();
    whole[8] = 2; // says so
    whole[9] = 3; // made on Unix: older JDKs say another system
    return whole;
  }
}
