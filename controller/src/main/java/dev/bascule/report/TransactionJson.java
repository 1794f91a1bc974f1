package dev.bascule.report;

import dev.bascule.model.Secrets;
import dev.bascule.network.ControlPath;
import dev.bascule.network.Transaction;
import dev.bascule.network.Window;
import io.avaje.json.JsonWriter;
import java.util.List;

/** How the changes of a network are made together, as the key {@code safe_apply} of a node. */
record TransactionJson(Secrets secrets) {

  void write(JsonWriter json, Transaction it) {
    json.name("safe_apply");
    json.beginObject();
    json.name("window_s");
    json.value(it.window().total().toSeconds());
    json.name("window_parts");
    json.beginArray();
    it.window().parts().forEach(part -> part(json, part));
    json.endArray();
    if (it.control() != null) {
      control(json, it.control());
    }
    json.name("manual");
    json.value(it.settings().manual());
    json.name("rehearsal");
    json.value(it.settings().rehearsed() ? "usual" : "skip");
    texts(json, "touched", it.touched().stream().map(Object::toString).sorted().toList());
    texts(json, "candidates", it.candidates().stream().map(Object::toString).toList());
    texts(json, "files", it.edits().files().stream().map(edit -> edit.path().text()).toList());
    texts(json, "warnings", it.warnings());
    json.endObject();
  }

  private static void part(JsonWriter json, Window.Part part) {
    json.beginObject();
    json.name("reason");
    json.value(part.reason());
    json.name("s");
    json.value(part.time().toSeconds());
    json.endObject();
  }

  private static void control(JsonWriter json, ControlPath path) {
    json.name("control_path");
    json.beginObject();
    json.name("remote");
    json.value(path.remote().text());
    json.name("local");
    json.value(path.local().text());
    json.name("egress");
    json.value(path.egress().text());
    json.name("gateway");
    if (path.gateway() == null) {
      json.nullValue();
    } else {
      json.value(path.gateway().text());
    }
    json.endObject();
  }

  private void texts(JsonWriter json, String name, List<String> values) {
    json.name(name);
    json.beginArray();
    values.forEach(value -> json.value(secrets.mask(value)));
    json.endArray();
  }
}
