package dev.bascule.inventory;

import dev.bascule.model.Secrets;
import dev.bascule.model.Value;

/** Which variables hold secrets by their name, and how a value becomes one. */
final class SecretNames {
  private SecretNames() {}

  /** Whether a variable is a password of Ansible's: ansible_password, ansible_become_pass … */
  static boolean isSecret(String name) {
    return name.startsWith("ansible_")
        && (name.endsWith("_pass") || name.endsWith("password") || name.endsWith("passphrase"));
  }

  /** The value, as a secret if the variable's name says so. */
  static Value hide(String name, Value value, Secrets secrets) {
    return isSecret(name) ? hide(value, secrets) : value;
  }

  /**
   * A scalar as a secret. Truth values and nothing stay what they are; an expression does too,
   * since what it stands for becomes the secret when it is resolved.
   */
  static Value hide(Value value, Secrets secrets) {
    boolean text =
        value instanceof Value.Text || value instanceof Value.Int || value instanceof Value.Real;
    if (!text || ((Value.Scalar) value).text().contains("[=")) {
      return value;
    }
    Value.Secret secret = new Value.Secret(((Value.Scalar) value).text());
    secrets.add(secret.text());
    return secret;
  }
}
