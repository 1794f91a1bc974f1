package dev.bascule.cli;

import dev.bascule.notify.WebAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of a run: {@code --notify-command} and {@code --notify-url}, or the environment's
 * {@code BASCULE_NOTIFY_COMMAND} and {@code BASCULE_NOTIFY_URL}.
 *
 * @param command run by a shell; empty for none
 * @param address posted to; null for none
 * @param token for the address; empty for none
 * @param secret signs what is posted; empty for none
 */
record NotifyChoice(String command, @Nullable WebAddress address, String token, String secret) {
  static final NotifyChoice NOBODY = new NotifyChoice("", null, "", "");

  static NotifyChoice of(Invocation invocation, Surroundings around) throws UsageException {
    if (!tells(invocation.command())) {
      return NOBODY;
    }
    String url = named(invocation, around, "--notify-url", "BASCULE_NOTIFY_URL");
    String command = named(invocation, around, "--notify-command", "BASCULE_NOTIFY_COMMAND");
    if (url.isEmpty() && command.isEmpty()) {
      return NOBODY;
    }
    Optional<WebAddress> address = url.isEmpty() ? Optional.empty() : WebAddress.parse(url);
    if (!url.isEmpty() && address.isEmpty()) {
      // Not shown: it may be the secret itself.
      throw new UsageException(
          (invocation.text("--notify-url").isPresent()
                  ? "option '--notify-url'"
                  : "BASCULE_NOTIFY_URL")
              + ": this is not the address of a webhook",
          "write https://HOST/PATH, without user and password; a token goes into"
              + " BASCULE_NOTIFY_TOKEN");
    }
    return new NotifyChoice(
        command,
        address.orElse(null),
        around.environment("BASCULE_NOTIFY_TOKEN").strip(),
        around.environment("BASCULE_NOTIFY_SECRET"));
  }

  // Whoever confirms or aborts by hand knows of it.
  private static boolean tells(CommandName command) {
    return switch (command) {
      case DRIFT, APPLY, CONVERT, REVERT, RESUME -> true;
      default -> false;
    };
  }

  // An empty option takes back what the environment says.
  private static String named(
      Invocation invocation, Surroundings around, String option, String variable) {
    return invocation.text(option).orElseGet(() -> around.environment(variable)).strip();
  }

  boolean isNobody() {
    return command.isEmpty() && address == null;
  }
}
