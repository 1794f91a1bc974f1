package dev.bascule.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Pbkdf2Test {
  private static final String LONG =
      "a password that is longer than one block of the hash, 64 bytes";

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 32, 51, 52, 64, 117})
  void it_derives_what_the_jdk_derives_for_salts_of_every_length(int length)
      throws GeneralSecurityException {
    for (String password : new String[] {"x", "correct horse", "pässwörd ☃", LONG + LONG}) {
      byte[] salt = new byte[length];
      Arrays.fill(salt, (byte) (length * 7));
      PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, 20, 80 * 8);
      byte[] theirs =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      byte[] ours = Pbkdf2.derive(password.getBytes(StandardCharsets.UTF_8), salt, 20, 80);
      assertThat(ours).isEqualTo(theirs);
    }
  }
}
