package dev.bascule.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.bascule.model.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is sent is what schemas/notification.schema.json describes, no key more. */
class MessageJsonTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/bascule/notify/message.json");

  @Test
  void a_message_tells_each_event_and_a_line_for_people() throws Exception {
    JsonNode json = read(Messages.some());
    if (System.getenv("BASCULE_WRITE_DOCS") != null) {
      Files.writeString(
          GOLDEN, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json));
    }
    assertThat(json).isEqualTo(new ObjectMapper().readTree(Files.readString(GOLDEN)));
  }

  @Test
  void secrets_are_masked_and_no_text_acts_on_a_terminal_or_a_chat_program() throws Exception {
    String json = read(Messages.some()).toString();
    assertThat(json).contains("the password is ********\\\\x1b[31m").doesNotContain("hunter22");
    assertThat(read(Messages.some()).get("text").textValue())
        .contains("&amp; &lt;!channel&gt;")
        .doesNotContain("<!channel>");
  }

  @Test
  void of_five_thousand_nodes_a_part_is_named_and_all_are_counted() throws Exception {
    NodeEvent[] events =
        IntStream.range(0, 5000)
            .mapToObj(i -> Messages.drift("hn-" + i, false, "/etc/a".repeat(200)))
            .toArray(NodeEvent[]::new);
    JsonNode json = read(Messages.of(events));
    assertThat(json.get("counts").get("drift").intValue()).isEqualTo(5000);
    assertThat(json.get("events")).hasSize(200);
    assertThat(json.get("events_left_out").intValue()).isEqualTo(4800);
    assertThat(json.get("text").textValue()).hasSizeLessThan(2500).endsWith(" and 4990 more");
  }

  private static JsonNode read(Message message) throws IOException {
    Secrets secrets = new Secrets();
    secrets.add("hunter22");
    JsonNode json = new ObjectMapper().readTree(new MessageJson(secrets).render(message));
    String schema = Files.readString(Path.of("../schemas/notification.schema.json"));
    assertThat(JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema).validate(json))
        .isEmpty();
    return json;
  }
}
