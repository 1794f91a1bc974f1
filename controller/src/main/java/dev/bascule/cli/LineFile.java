package dev.bascule.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of lines that grows by whole ones. What cannot be written whole, as on a full disk, is
 * taken back. Where half a line stands at its end all the same, as after a loss of power, it is
 * marked before the next one comes, and is read as none.
 */
final class LineFile {
  // Not its end alone: half a number is a number, too.
  private static final String CUT_OFF = " cut off";

  private final Path file;
  private final Disk disk;

  LineFile(Path file) {
    this(file, RandomAccessFile::write);
  }

  LineFile(Path file, Disk disk) {
    this.file = file;
    this.disk = disk;
  }

  /** How bytes come behind what is there; in a test, how they do not. */
  interface Disk {
    void write(RandomAccessFile file, byte[] bytes) throws IOException;
  }

  Path path() {
    return file;
  }

  /**
   * Adds lines, each with its end; the file is made where there is none.
   *
   * @param forced whether they are on the disk when this returns
   * @throws IOException when they are not there
   */
  void append(String lines, boolean forced) throws IOException {
    // Not a channel: one is closed under a thread that is interrupted, in the middle of a line.
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      long length = open.length();
      String text = (isWhole(open, length) ? "" : CUT_OFF + "\n") + lines;
      open.seek(length);
      try {
        disk.write(open, text.getBytes(StandardCharsets.UTF_8));
        if (forced) {
          open.getFD().sync();
        }
      } catch (IOException e) {
        takeBack(open, length, e);
        throw e;
      }
    }
  }

  private static boolean isWhole(RandomAccessFile open, long length) throws IOException {
    if (length == 0) {
      return true;
    }
    open.seek(length - 1);
    return open.read() == '\n';
  }

  private void takeBack(RandomAccessFile open, long length, IOException why) {
    try {
      if (length == 0) {
        Files.deleteIfExists(file);
      } else {
        open.setLength(length);
      }
    } catch (IOException e) {
      why.addSuppressed(e); // what is left of it is marked next time
    }
  }

  /** Its whole lines. */
  List<String> lines() throws IOException {
    // A character that was cut in two is no error.
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> !line.endsWith(CUT_OFF))
        .toList();
  }
}
