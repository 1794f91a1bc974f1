package dev.bascule.report;

import dev.bascule.event.Outcome;
import dev.bascule.event.Since;
import dev.bascule.model.Clue;
import dev.bascule.model.Secrets;
import io.avaje.json.JsonWriter;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Since when a node's drift is there, and who made it, in JSON: by target, where it is known. */
record DriftJson(Secrets secrets) {

  void write(JsonWriter json, NodeReport node) {
    if (!node.since().isEmpty()) {
      json.name("since");
      json.beginArray();
      // In one order each time.
      node.since().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(entry -> since(json, entry.getKey(), entry.getValue()));
      json.endArray();
    }
    if (node.outcome() instanceof Outcome.Drifted it && !it.clues().isEmpty()) {
      json.name("who");
      json.beginArray();
      it.clues().forEach((target, clue) -> clue(json, target, clue));
      json.endArray();
    }
  }

  private void since(JsonWriter json, String target, Since since) {
    json.beginObject();
    text(json, "target", target);
    moment(json, "first_seen", since.firstSeen());
    moment(json, "last_in_sync", since.lastInSync());
    json.name("wish_changed");
    json.value(since.wishChanged());
    json.endObject();
  }

  private void clue(JsonWriter json, String target, Clue clue) {
    json.beginObject();
    text(json, "target", target);
    json.name("guess");
    json.value(clue instanceof Clue.Present);
    if (clue instanceof Clue.Command it) {
      moment(json, "at", it.at());
      text(json, "program", it.program().text());
      text(json, "as", it.as());
      text(json, "by", it.by());
      text(json, "from", it.from());
      text(json, "command", it.command());
    } else if (clue instanceof Clue.Present it) {
      moment(json, "changed", it.changed());
      json.name("logged_in");
      json.beginArray();
      it.logins().forEach(login -> login(json, login));
      json.endArray();
    }
    json.endObject();
  }

  private void login(JsonWriter json, Clue.Login login) {
    json.beginObject();
    text(json, "user", login.user());
    text(json, "from", login.from());
    json.endObject();
  }

  private void moment(JsonWriter json, String name, @Nullable Instant moment) {
    text(json, name, moment == null ? null : moment.toString());
  }

  private void text(JsonWriter json, String name, @Nullable String value) {
    json.name(name);
    if (value == null) {
      json.nullValue();
    } else {
      json.value(secrets.mask(value));
    }
  }
}
