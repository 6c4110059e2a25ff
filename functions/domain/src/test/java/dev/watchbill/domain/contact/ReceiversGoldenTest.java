package dev.watchbill.domain.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.domain.Flaws;
import dev.watchbill.domain.alert.PlainJson;
import dev.watchbill.domain.policy.AlertingGolden;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every recorded setting of every receiver type, and the table against the recorded schema. */
class ReceiversGoldenTest {

  private static final JsonNode FILE = AlertingGolden.file("receivers");

  /** Has no settings of this API: it cannot be made through it. */
  private static final String ONLY_ELSEWHERE = "wechat";

  @TestFactory
  Stream<DynamicTest> settings() {
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode type : FILE.get("cases")) {
      int number = 0;
      for (JsonNode row : type.path("rows")) {
        number++;
        ObjectNode named = row.deepCopy();
        named.put("type", type.get("type").asText());
        named.put("id", type.get("type").asText() + "-" + number);
        rows.add(named);
      }
    }
    return AlertingGolden.rows(
        "receivers",
        1474,
        rows,
        row -> row.get("id").asText(),
        row -> {
          ReceiverType type = ReceiverTypes.find(row.get("type").asText()).orElseThrow();
          Flaws flaws = new Flaws();
          SettingsCheck.check(type, PlainJson.plain(row.get("settings")), "", flaws);
          assertThat(flaws.none())
              .as("%s %s %s", row.get("settings"), row.path("error_hint"), flaws.list())
              .isEqualTo(row.get("accepted").booleanValue());
        });
  }

  @TestFactory
  Stream<DynamicTest> schema() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode recorded : FILE.get("cases")) {
      String name = recorded.get("type").asText();
      tests.add(
          DynamicTest.dynamicTest(
              name,
              () -> {
                if (name.equals(ONLY_ELSEWHERE)) {
                  assertThat(ReceiverTypes.find(name)).isEmpty();
                  return;
                }
                ReceiverType type = ReceiverTypes.find(name).orElseThrow();
                assertThat(type.name()).isEqualTo(name);
                List<String> secrets = new ArrayList<>();
                recorded.get("secret_paths").forEach(path -> secrets.add(path.asText()));
                assertThat(type.secretPaths()).containsExactlyInAnyOrderElementsOf(secrets);
                Map<String, Boolean> known = new LinkedHashMap<>();
                flatten(type.settings(), "", known);
                Map<String, Boolean> wanted = new LinkedHashMap<>();
                flatten(recorded.get("fields"), "", wanted);
                assertThat(known).containsAllEntriesOf(wanted);
              }));
    }
    return tests.stream();
  }

  private static void flatten(List<Setting> settings, String prefix, Map<String, Boolean> into) {
    for (Setting setting : settings) {
      into.put(prefix + setting.name(), setting.secret());
      flatten(setting.nested(), prefix + setting.name() + ".", into);
    }
  }

  private static void flatten(JsonNode fields, String prefix, Map<String, Boolean> into) {
    for (JsonNode field : fields) {
      String name = prefix + field.get("name").asText();
      into.put(name, field.path("secret").asBoolean());
      for (String inner : List.of("fields", "subform")) {
        flatten(field.path(inner), name + ".", into);
      }
    }
  }

  @Test
  void everyTypeOfTheTableWasRecorded() {
    List<String> recorded = new ArrayList<>();
    FILE.get("cases").forEach(type -> recorded.add(type.get("type").asText()));
    recorded.remove(ONLY_ELSEWHERE);
    assertThat(ReceiverTypes.ALL)
        .extracting(ReceiverType::name)
        .containsExactlyInAnyOrderElementsOf(recorded);
  }
}
