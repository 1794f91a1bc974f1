package dev.bascule.transport.ssh;

import static dev.bascule.transport.TransportException.Kind.AUTH_FAILED;
import static dev.bascule.transport.TransportException.Kind.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bascule.transport.Connection;
import dev.bascule.transport.TransportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nobody gets in: the message names every key and password that was tried, and those that were not.
 */
class LoginFailureTest {
  @TempDir Path directory;
  private TestServer server;
  private Fixture fixture;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(TestServer.ecdsa(256)).start();
    fixture = Fixture.on(server, directory);
    server.server.setPublickeyAuthenticator((user, key, session) -> false);
  }

  @AfterEach
  void stop() {
    fixture.close();
    server.close();
  }

  private TransportException failure() {
    return catchThrowableOfType(TransportException.class, fixture::connect);
  }

  private TransportException failureWith(Path key, String passphrase) {
    fixture.withKeyFile(key, passphrase);
    return failure();
  }

  private void assertUnusable(Path key, String passphrase, String why) {
    TransportException failure = failureWith(key, passphrase);
    assertThat(failure).hasMessage("key file ~/" + directory.relativize(key) + " " + why);
    assertThat(failure.hint())
        .isEqualTo(
            why.equals("is encrypted and no passphrase is given")
                ? "add the key to the agent (ssh-add), or set ansible_ssh_private_key_passphrase of hn7"
                : "check ansible_ssh_private_key_file of hn7");
    assertThat(failure.kind()).isEqualTo(SETTINGS);
  }

  @Test
  void a_refused_key_is_named_with_its_fingerprint_and_what_the_server_takes() {
    TransportException failure = failureWith(TestKeys.copy("rsa", directory), null);
    assertThat(failure.kind()).isEqualTo(AUTH_FAILED);
    assertThat(failure)
        .hasMessage(
            "login as root on 127.0.0.1:"
                + server.port()
                + " refused\n"
                + "  tried: key file ~/rsa (ssh-rsa "
                + TestKeys.fingerprint("rsa")
                + ")\n"
                + "  the server takes: password, keyboard-interactive, publickey");
    assertThat(failure.hint())
        .isEqualTo(
            "check ansible_user (root), and that one of the keys is in the node's authorized_keys;"
                + " or set ansible_ssh_private_key_file or ansible_password");
  }

  @Test
  void a_wrong_password_is_named_and_never_shown() {
    fixture.withKeyFile(null, null).withPassword("hunter2");
    TransportException failure = failure();
    assertThat(failure.kind()).isEqualTo(AUTH_FAILED);
    assertThat(failure)
        .hasMessageStartingWith(
            "login as root on 127.0.0.1:" + server.port() + " refused\n  tried: password\n")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void nothing_to_log_in_with() {
    fixture.withKeyFile(null, null);
    assertThat(failure())
        .hasMessage(
            "login as root on 127.0.0.1:"
                + server.port()
                + " failed: there is nothing to log in with");
  }

  @Test
  void a_default_key_that_cannot_be_opened_is_listed_as_not_tried() throws Exception {
    Path ssh = Files.createDirectory(directory.resolve(".ssh"));
    Files.move(TestKeys.copy("rsa-encrypted", directory), ssh.resolve("id_rsa"));
    fixture.withKeyFile(null, null);
    assertThat(failure())
        .hasMessageContaining(
            "\n  not tried: key file ~/.ssh/id_rsa is encrypted and no passphrase is given");
  }

  @Test
  void a_key_file_that_does_not_exist() {
    assertUnusable(directory.resolve("gone"), null, "does not exist");
  }

  @Test
  void a_key_file_that_is_encrypted() {
    for (String key : new String[] {"ed25519-encrypted", "rsa-pem-encrypted"}) {
      Path file = TestKeys.copy(key, directory);
      assertUnusable(file, null, "is encrypted and no passphrase is given");
      assertUnusable(file, "wrong", "does not open with the given passphrase");
    }
    assertUnusable(
        TestKeys.copy("rsa-pkcs8-encrypted", directory),
        "wrong",
        "does not open with the given passphrase");
  }

  @Test
  void a_key_file_that_others_can_read() throws Exception {
    Path key = TestKeys.copy("ed25519", directory);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertUnusable(key, null, "can be read by others; ssh would not use it: chmod 600 " + key);
  }

  @Test
  void a_file_that_is_something_else() throws Exception {
    Path key = TestKeys.copy("ed25519.pub", directory);
    assertUnusable(key, null, "is a public key; the private key is wanted");
    assertUnusable(
        written("a", "PuTTY-User-Key-File-3: ssh-ed25519\n"),
        null,
        "is in PuTTY's format; convert it: puttygen KEY -O private-openssh");
    assertUnusable(written("b", "hello\n"), null, "is not a private key");
  }

  private Path written(String name, String text) throws Exception {
    Path file = Files.writeString(directory.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void a_password_logs_in_also_where_the_server_only_knows_keyboard_interactive() throws Exception {
    server.server.setPasswordAuthenticator((user, password, session) -> password.equals("right"));
    fixture.withKeyFile(null, null).withPassword("right");
    try (Connection connection = fixture.connect()) {
      assertThat(connection).isNotNull();
    }
    server.server.setUserAuthFactories(
        java.util.List.of(
            org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory.INSTANCE));
    try (Connection connection = fixture.connect()) {
      assertThat(connection).isNotNull();
    }
  }

  @Test
  void an_option_that_is_not_honoured_is_refused_before_contact() {
    fixture.withOptions("Port=22", "ProxyCommand=nc %h %p");
    server.close();
    TransportException failure = failure();
    assertThat(failure.kind()).isEqualTo(SETTINGS);
    assertThat(failure).hasMessage("ssh option ProxyCommand=nc %h %p is not honoured");
    assertThat(failure.hint()).isEqualTo("use ProxyJump=[USER@]BASTION[:PORT]");
  }
}
