package dev.bascule.source;

import dev.bascule.model.FileContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads users' files as UTF-8 text, or says why it cannot. */
public final class SourceReader {
  /** The largest file read, in bytes: 10,000 hosts with variables of their own take about 2 MB. */
  public static final long LARGEST = 16L << 20;

  private SourceReader() {}

  /** Reads a file; on failure adds a problem and gives nothing. */
  public static Optional<SourceFile> read(Path path, Problems problems) {
    try {
      byte[] bytes = bytes(path);
      problems.files().add(path, FileContent.of(bytes));
      return Optional.of(decode(path.toString(), bytes));
    } catch (Unreadable e) {
      problems.add(e.problem);
      return Optional.empty();
    } catch (IOException e) {
      problems.add(unreadable(path, e));
      return Optional.empty();
    }
  }

  /** Decodes a file's bytes, or those that a program printed. */
  public static Optional<SourceFile> decode(String name, byte[] bytes, Problems problems) {
    try {
      return Optional.of(decode(name, bytes));
    } catch (Unreadable e) {
      problems.add(e.problem);
      return Optional.empty();
    }
  }

  private static byte[] bytes(Path path) throws IOException, Unreadable {
    // Sizes are asked first, so that a 50 MB file costs nothing; a device or a pipe has no size.
    if (Files.isDirectory(path)) {
      throw new Unreadable(ProblemCode.FILE_UNREADABLE, path, "this is a directory", "name a file");
    }
    long size = Files.size(path);
    if (size > LARGEST) {
      throw new Unreadable(
          ProblemCode.FILE_TOO_LARGE,
          path,
          "this file has " + (size >> 20) + " MiB; the limit is " + (LARGEST >> 20) + " MiB",
          "is this the file you meant? split it if it is");
    }
    try (InputStream stream = Files.newInputStream(path)) {
      byte[] all = stream.readNBytes((int) LARGEST + 1);
      if (all.length > LARGEST) {
        throw new Unreadable(
            ProblemCode.FILE_TOO_LARGE,
            path,
            "this has no end, or more than " + (LARGEST >> 20) + " MiB",
            "is this the file you meant?");
      }
      return all;
    }
  }

  private static SourceFile decode(String name, byte[] bytes) throws Unreadable {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      int nul = text.indexOf('\0');
      if (nul >= 0) {
        throw new Unreadable(
            ProblemCode.NOT_TEXT,
            new SourceFile(name, text).at(nul),
            "a NUL byte: this is not a text file",
            "delete the byte, or name another file");
      }
      return new SourceFile(name, text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      throw new Unreadable(
          ProblemCode.NOT_TEXT,
          firstBad(name, bytes),
          "this is not UTF-8 text",
          "convert it: iconv -t UTF-8");
    }
  }

  private static Position firstBad(String name, byte[] bytes) {
    CharBuffer good = CharBuffer.allocate(bytes.length);
    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), good, true);
    return new SourceFile(name, new String(bytes, StandardCharsets.UTF_8)).at(good.position());
  }

  private static Problem unreadable(Path path, IOException e) {
    String why =
        e instanceof NoSuchFileException
            ? "this file does not exist"
            : e instanceof AccessDeniedException
                ? "this file may not be read"
                : "this file cannot be read: " + reason(e);
    return new Problem(ProblemCode.FILE_UNREADABLE, nowhere(path), why, null);
  }

  private static Position nowhere(Path path) {
    return new SourceFile(path.toString(), "").start();
  }

  // Some messages begin with the path, which stands before ours.
  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    if (reason != null && reason.contains("symbolic link")) {
      return "its symbolic links lead in a circle";
    }
    return reason == null ? "no reason is given" : reason;
  }

  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    Unreadable(ProblemCode code, Path path, String message, String hint) {
      this(code, nowhere(path), message, hint);
    }

    Unreadable(ProblemCode code, Position at, String message, String hint) {
      super(message);
      this.problem = new Problem(code, at, message, hint);
    }
  }
}
