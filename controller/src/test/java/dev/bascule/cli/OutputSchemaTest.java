package dev.bascule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code --output json} writes is what schemas/output.schema.json describes, no key more. */
class OutputSchemaTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plan | n1 | drifted",
        "plan | down-1 | unreachable",
        "plan | owned-1 | failed",
        "apply --yes | n1 | changed",
        "apply --yes | lost-1 | unknown",
        "apply --yes | down-1,n1 | skipped",
        "plan --no-diff | n1 | drifted",
        "plan -l nowhere | n1 | unmatched-limit",
        "facts | n1 | hostname",
      })
  void every_outcome_fits_the_schema(String command, String hosts, String word) throws IOException {
    Bascule bascule = new Bascule(folder).over(new Nodes());
    StringBuilder inventory = new StringBuilder("all:\n  hosts:\n");
    for (String host : hosts.split(",")) {
      inventory.append("    ").append(host).append(": {ansible_connection: local}\n");
    }
    bascule.file("hosts.yml", inventory.toString());
    bascule.file(
        "site.yml",
        """
        - hosts: all
          serial: 1
          tasks:
            - copy: {content: "hello\\n", dest: "%1$s/new", mode: "0600"}
            - file: {path: "%1$s/new", owner: nobody-of-that-name}
              when: inventory_hostname == "owned-1"
        """
            .formatted(folder));
    String last = command.startsWith("facts") ? "all" : bascule.path("site.yml");
    String line = command + " -o json -i " + bascule.path("hosts.yml") + " " + last;
    String json = bascule.run(line.split(" ")).out();
    assertThat(json).contains("\"" + word + "\"");
    assertThat(schema().validate(new ObjectMapper().readTree(json))).isEmpty();
  }

  @Test
  void the_schema_refuses_what_no_document_has() throws IOException {
    String json = "{\"format\":1,\"command\":\"plan\",\"exit_code\":0,\"nodes\":[]}";
    assertThat(schema().validate(new ObjectMapper().readTree(json))).isNotEmpty();
  }

  // Programs are told to ignore keys they do not know; here each key must be described.
  private static JsonSchema schema() throws IOException {
    String text = Files.readString(Path.of("../schemas/output.schema.json"));
    return JsonSchemaFactory.getInstance(VersionFlag.V7)
        .getSchema(
            text.replace(
                "\"type\": \"object\",", "\"type\": \"object\", \"additionalProperties\": false,"));
  }
}
