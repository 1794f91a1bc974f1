package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.model.FileContent;
import dev.bascule.source.ReadFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a run knows to have read. */
class FilesReadTest {
  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    write("hosts/list.yml", "{all: {hosts: {n1: {ansible_connection: local}}}}");
    write("hosts/dynamic.sh", "#!/bin/sh\necho '{\"web\": {\"hosts\": [\"n1\"]}}'\n");
    assertThat(folder.resolve("hosts/dynamic.sh").toFile().setExecutable(true)).isTrue();
    write("hosts/group_vars/all.yml", "site: north\n");
    write("hosts/host_vars/n1/more.yml", "rack: 4\n");
    write("more.yml", "colour: blue\n");
    write("extra.yml", "shape: round\n");
    write("only.txt", "n1\n");
    write("password", "very secret");
    write("templates/motd.ftl", "[=site] [=colour] [=shape] [=rack]\n");
    write("files/key", "bytes");
    write(
        "site.yml",
        """
        - hosts: all
          vars_files: [more.yml]
          tasks:
            - template: {src: motd.ftl, dest: /etc/motd}
            - copy: {src: key, dest: /etc/key}
        """);
  }

  @Test
  void every_file_that_had_a_part_is_listed_with_its_hash_and_no_password() throws Exception {
    assertThat(read())
        .extracting(file -> folder.relativize(file.path()).toString())
        .containsExactlyInAnyOrder(
            "extra.yml",
            "files/key",
            "hosts/dynamic.sh",
            "hosts/group_vars/all.yml",
            "hosts/host_vars/n1/more.yml",
            "hosts/list.yml",
            "more.yml",
            "only.txt",
            "site.yml",
            "templates/motd.ftl");
    assertThat(read())
        .allSatisfy(
            file ->
                assertThat(file.sha256())
                    .isEqualTo(FileContent.of(Files.readAllBytes(file.path())).sha256()));
  }

  private List<ReadFile> read() throws Exception {
    Invocation invocation =
        CommandLineReader.read(
            CommandName.PLAN,
            List.of(
                "-i",
                at("hosts"),
                "-e",
                "@" + at("extra.yml"),
                "--vault-password-file",
                at("password"),
                "--limit",
                "@" + at("only.txt"),
                at("site.yml")));
    Surroundings around =
        new Surroundings(
            System.in, System.out, System.err, Map.of(), folder, Surroundings.Terminals.NONE, 80);
    return Job.read(invocation, around, Settings.of(invocation, around), null)
        .inputs()
        .files()
        .all();
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }
}
