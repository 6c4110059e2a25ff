package dev.watchbill.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.domain.alert.Appearance.Look;
import dev.watchbill.domain.alert.Appearance.Subject;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.template.jinja.Jinja;
import dev.watchbill.domain.template.jinja.Limits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every default template on every recorded payload. Rows that differ on purpose are listed in
 * {@code integration-defaults-exceptions.json} with their reason; such a row must differ.
 */
class IntegrationDefaultsGoldenTest {

  private static final JsonNode GOLDEN =
      PlainJson.resource("/golden/templates/integration-defaults.json");
  private static final Map<String, String> EXCEPTIONS = exceptions();
  private static final Jinja JINJA =
      new Jinja(InstantSource.fixed(Instant.parse("2024-01-01T00:00:00Z")), Limits.DEFAULT);

  @TestFactory
  Stream<DynamicTest> everyRowIsAsRecordedOrNamed() {
    return types().flatMap(type -> cases(type).map(row -> test(type, row)));
  }

  @Test
  void exceptionsNameExistingRows() {
    TreeSet<String> ids = new TreeSet<>();
    types()
        .flatMap(IntegrationDefaultsGoldenTest::cases)
        .forEach(row -> ids.add(row.get("id").asText()));
    assertThat(EXCEPTIONS.keySet())
        .allMatch(row -> ids.contains(row.substring(0, row.indexOf(' '))));
  }

  @Test
  void typesAreAsRecorded() {
    GOLDEN
        .get("types")
        .properties()
        .forEach(
            entry -> {
              IntegrationType type = IntegrationType.of(entry.getKey()).orElseThrow();
              JsonNode flags = entry.getValue().get("flags");
              assertThat(type.title()).isEqualTo(flags.get("title").textValue());
              assertThat(type.isShown())
                  .as(type.slug())
                  .isEqualTo(flags.get("is_displayed_on_web").booleanValue());
              assertThat(type.allowsSourceResolving())
                  .as(type.slug())
                  .isEqualTo(flags.get("is_able_to_autoresolve").booleanValue());
              assertThat(type.hasDemoAlert())
                  .as(type.slug())
                  .isEqualTo(flags.get("is_demo_alert_enabled").booleanValue());
            });
  }

  private static DynamicTest test(IntegrationType type, JsonNode row) {
    String id = row.get("id").asText();
    return DynamicTest.dynamicTest(
        id,
        () -> {
          JsonNode expect = row.get("expect");
          Map<String, @Nullable Object> got = render(type, PlainJson.plain(row.get("payload")));
          Map<String, String> wrong = new TreeMap<>();
          for (Map.Entry<String, @Nullable Object> field : got.entrySet()) {
            JsonNode recorded = at(expect, field.getKey());
            if (recorded == null) {
              continue; // the original crashes here and recorded nothing; rendering at all is
              // enough
            }
            String name = id + " " + field.getKey();
            Object want = PlainJson.plain(recorded);
            Object have = field.getValue();
            if (field.getKey().equals("web.message")) {
              want = WebHtml.normal((String) want);
              have = WebHtml.normal((String) have);
            }
            boolean same = want == null ? have == null : want.equals(have);
            if (same == EXCEPTIONS.containsKey(name)) {
              wrong.put(
                  name,
                  same
                      ? "is listed as an exception but passes"
                      : "\n want " + want + "\n have " + have);
            }
          }
          assertThat(wrong).isEmpty();
        });
  }

  private static Map<String, @Nullable Object> render(
      IntegrationType type, @Nullable Object payload) {
    JsonNode context = GOLDEN.get("context");
    Subject subject =
        new Subject(
            type,
            Map.of(),
            context.get("integrationName").textValue(),
            context.get("alertGroupNumber").longValue(),
            context.get("alertGroupLink").textValue(),
            payload);
    Appearance appearance = new Appearance(JINJA);
    Map<String, @Nullable Object> got = new LinkedHashMap<>();
    put(got, "webRaw", appearance.webRaw(subject));
    put(got, "web", appearance.web(subject));
    put(got, "slack", appearance.slack(subject));
    put(got, "telegram", appearance.telegram(subject));
    got.put("sms.title", appearance.sms(subject).title());
    got.put("phone.title", appearance.phone(subject).title());

    Signals signals = Signals.read(JINJA, type, Map.of(), payload, null);
    String key = signals.groupingKey();
    got.put("group.cachedTitle", signals.title());
    got.put("group.groupingId", key);
    got.put(
        "group.distinctionMd5",
        key == null || key.isEmpty() ? null : Distinction.of(key, "random"));
    got.put("group.resolve", signals.resolve());
    got.put("group.acknowledge", signals.acknowledge());
    return got;
  }

  private static void put(Map<String, @Nullable Object> got, String channel, Look look) {
    got.put(channel + ".title", look.title());
    got.put(channel + ".message", look.message());
    got.put(channel + ".imageUrl", look.imageUrl());
    got.put(channel + ".sourceLink", look.sourceLink());
  }

  private static @Nullable JsonNode at(JsonNode expect, String path) {
    int dot = path.indexOf('.');
    return expect.get(path.substring(0, dot)).get(path.substring(dot + 1));
  }

  private static Stream<IntegrationType> types() {
    return GOLDEN.get("types").properties().stream()
        .map(entry -> IntegrationType.of(entry.getKey()).orElseThrow());
  }

  private static Stream<JsonNode> cases(IntegrationType type) {
    return GOLDEN.get("types").get(type.slug()).get("cases").valueStream();
  }

  /** The file maps a reason to its rows, because one reason explains many. */
  private static Map<String, String> exceptions() {
    Map<String, String> reasonOfRow = new TreeMap<>();
    PlainJson.resource("/golden/templates/integration-defaults-exceptions.json")
        .properties()
        .forEach(
            entry ->
                entry.getValue().forEach(row -> reasonOfRow.put(row.asText(), entry.getKey())));
    return reasonOfRow;
  }
}
