package dev.bascule.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecretsTest {

  @Test
  void a_secret_is_replaced_wherever_it_stands() {
    Secrets secrets = new Secrets();
    secrets.add("s3cret!");
    assertThat(secrets.mask("password=s3cret! again s3cret!."))
        .isEqualTo("password=******** again ********.");
  }

  @Test
  void a_secret_that_contains_another_is_replaced_whole() {
    Secrets secrets = new Secrets();
    secrets.add("pass");
    secrets.add("passphrase");
    assertThat(secrets.mask("my passphrase")).isEqualTo("my ********");
  }

  @Test
  void each_line_of_a_secret_is_masked_on_its_own() {
    Secrets secrets = new Secrets();
    secrets.add("first line\nsecond line\n");
    assertThat(secrets.mask("+ second line")).isEqualTo("+ ********");
  }

  @Test
  void more_are_hidden_in_one_text_only() {
    Secrets secrets = new Secrets();
    secrets.add("hunter2");
    Secrets more = secrets.and(List.of("hunter22", "two\nlines"));
    assertThat(more.mask("hunter2 hunter22 lines")).isEqualTo("******** ******** ********");
    assertThat(secrets.mask("hunter22 lines")).isEqualTo("********2 lines");
  }

  @Test
  void secrets_that_overlap_leave_nothing_of_each_other() {
    Secrets secrets = new Secrets();
    secrets.add("abcdef");
    secrets.add("cdefghij");
    assertThat(secrets.mask("x abcdefghij y")).isEqualTo("x ******** y");
  }

  @Test
  void what_only_begins_like_a_secret_stays() {
    Secrets secrets = new Secrets();
    secrets.add("passphrase");
    assertThat(secrets.mask("pass passp passphras")).isEqualTo("pass passp passphras");
  }
}
