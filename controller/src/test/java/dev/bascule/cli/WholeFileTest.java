package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholeFileTest {
  @TempDir Path folder;

  @Test
  void a_file_takes_the_place_of_the_old_one_as_any_new_file_would_be() throws IOException {
    Path old = Files.writeString(folder.resolve("a"), "old");
    Path hard = Files.createLink(folder.resolve("b"), old);
    Path usual = Files.writeString(folder.resolve("c"), "");
    write("a", "new");
    assertThat(old).hasContent("new");
    assertThat(hard).hasContent("old");
    assertThat(mode(old)).isEqualTo(mode(usual));
    assertThat(names()).containsExactly("a", "b", "c");
  }

  @Test
  void what_a_program_that_was_killed_left_beside_it_goes_a_day_later() throws IOException {
    Path old = Files.writeString(folder.resolve(".bascule-1.new"), "half");
    Path own = Files.writeString(folder.resolve(".bascule-1.conf"), "somebody's");
    Files.writeString(folder.resolve(".bascule-2.new"), "of one at work");
    FileTime yesterday =
        FileTime.from(Files.getLastModifiedTime(old).toInstant().minusSeconds(90_000));
    Files.setLastModifiedTime(old, yesterday);
    Files.setLastModifiedTime(own, yesterday);
    write("a", "new");
    assertThat(names()).containsExactly(".bascule-1.conf", ".bascule-2.new", "a");
  }

  @Test
  void permissions_that_are_said_hold_whatever_the_umask_says() throws IOException {
    new WholeFile("a", folder).write("rw----r--", out -> out.write("x"));
    assertThat(mode(folder.resolve("a"))).isEqualTo("rw----r--");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw-------", "r--r--r--", "rw-rw-rw-"})
  void who_may_read_the_old_one_may_read_the_new_one_and_nobody_else(String old)
      throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(old));
    write("a", "new");
    assertThat(file).hasContent("new");
    assertThat(mode(file)).isEqualTo(old);
  }

  @Test
  void nobody_reads_what_is_for_few_while_it_is_written() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    List<String> seen = new ArrayList<>();
    WholeFile whole = new WholeFile("a", folder);
    whole.write("", out -> seen.add(modeOfFresh()));
    whole.write("rw-r--r--", out -> seen.add(modeOfFresh()));
    assertThat(seen).containsExactly("rw-------", "rw-------");
  }

  @Test
  void what_root_writes_stays_with_its_owner_and_group() throws Exception {
    assumeTrue(Files.getOwner(folder).getName().equals("root"));
    Path file = Files.writeString(folder.resolve("a"), "old");
    Files.setAttribute(file, "unix:uid", 4321);
    Files.setAttribute(file, "unix:gid", 1234);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    write("a", "new");
    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(4321);
    assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(1234);
    assertThat(mode(file)).isEqualTo("rw-r-----");
  }

  @Test
  void a_group_that_cannot_be_given_takes_its_permissions_with_it() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "new");
    FileDress now = FileDress.of(file);
    var permissions = PosixFilePermissions.fromString("rw-rw-r--");
    new FileDress(new Somebody(), new Somebody(), permissions).putOn(now, new NotRoot(file));
    assertThat(mode(file)).isEqualTo("rw----r--");
  }

  @Test
  void what_fails_in_the_middle_leaves_what_is_there_and_nothing_beside_it() throws IOException {
    Files.writeString(folder.resolve("a"), "old");
    assertThatThrownBy(
            () ->
                new WholeFile("a", folder)
                    .write(
                        "",
                        out -> {
                          out.write("x".repeat(100_000));
                          out.flush();
                          throw new IOException("No space left on device");
                        }))
        .hasMessage("No space left on device");
    assertThat(folder.resolve("a")).hasContent("old");
    assertThat(names()).containsExactly("a");
  }

  @Test
  void a_link_stays_and_its_target_is_replaced_also_where_there_is_none_yet() throws IOException {
    Files.createDirectory(folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("there"), Path.of("real"));
    Files.createSymbolicLink(folder.resolve("one"), Path.of("there/two"));
    Files.createSymbolicLink(folder.resolve("real/two"), Path.of("target"));
    write("one", "first");
    write("one", "second");
    assertThat(folder.resolve("real/target")).hasContent("second");
    assertThat(folder.resolve("one")).isSymbolicLink();
    assertThat(folder.resolve("real/two")).isSymbolicLink();
    assertThat(new WholeFile("one", folder).isSameAs(new WholeFile("real/target", folder)))
        .isTrue();
    assertThat(new WholeFile("one", folder).isSameAs(new WholeFile("real/two2", folder))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\" | it is no path of a file",
        "a/ | it is no path of a file",
        "/ | it is no path of a file",
        "folder | it is a folder",
        "folder/. | it is a folder",
        "no/such | there is no folder FOLDER/no",
        "loop | it is a symbolic link that leads to itself",
        "pipe | it is a device, a pipe or a socket",
        "/dev/stdout | it is a device, a pipe or a socket",
        "/dev/null | it is a device, a pipe or a socket",
        "/proc/self/fd/1 | it is a device, a pipe or a socket",
        "toout | it is a device, a pipe or a socket",
      })
  void what_cannot_be_written_is_told_before(String name, String why) throws Exception {
    Files.createDirectory(folder.resolve("folder"));
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(folder.resolve("toout"), Path.of("/dev/stdout"));
    new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor();
    List<String> before = names();
    assertThatThrownBy(() -> new WholeFile(name, folder).check())
        .isInstanceOf(IOException.class)
        .hasMessage(why.replace("FOLDER", folder.toString()));
    assertThat(names()).isEqualTo(before);
  }

  @Test
  void a_check_writes_nothing() throws IOException {
    new WholeFile("a", folder).check();
    assertThat(names()).isEmpty();
  }

  private record Somebody() implements GroupPrincipal {
    @Override
    public String getName() {
      return "somebody";
    }
  }

  /** Who may give nothing away. */
  private record NotRoot(Path file) implements PosixFileAttributeView {
    @Override
    public String name() {
      return "posix";
    }

    @Override
    public PosixFileAttributes readAttributes() throws IOException {
      return Files.readAttributes(file, PosixFileAttributes.class);
    }

    @Override
    public void setTimes(FileTime modified, FileTime accessed, FileTime created) {
      throw new UnsupportedOperationException();
    }

    @Override
    public UserPrincipal getOwner() throws IOException {
      return Files.getOwner(file);
    }

    @Override
    public void setOwner(UserPrincipal owner) throws IOException {
      throw new FileSystemException(file.toString(), null, "Operation not permitted");
    }

    @Override
    public void setGroup(GroupPrincipal group) throws IOException {
      throw new FileSystemException(file.toString(), null, "Operation not permitted");
    }

    @Override
    public void setPermissions(Set<PosixFilePermission> permissions) throws IOException {
      Files.setPosixFilePermissions(file, permissions);
    }
  }

  private void write(String name, String text) throws IOException {
    WholeFile file = new WholeFile(name, folder);
    file.check();
    file.write("", out -> out.write(text));
  }

  private String modeOfFresh() throws IOException {
    String fresh = names().stream().filter(name -> name.endsWith(".new")).findAny().orElseThrow();
    return mode(folder.resolve(fresh));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
