package dev.watchbill.handlers.oncall;

import static dev.watchbill.handlers.oncall.Session.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.webhook.Webhook;
import dev.watchbill.domain.webhook.WebhookTrigger;
import dev.watchbill.domain.webhook.Webhooks;
import dev.watchbill.handlers.http.Json;
import dev.watchbill.handlers.oncall.Session.Answer;
import dev.watchbill.storage.DynamoWebhooks;
import dev.watchbill.storage.SecretBox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the recorded conversations do not say of webhooks (spec oncall-api §14, §15, §23.2). */
class WebhooksResourceTest {
  private static final String MASK = "*".repeat(16);

  private final TestDeployment deployment = new TestDeployment(false);
  private final Session admin = new Session(deployment, TestDeployment.ADMIN);
  private final Webhooks stored =
      new DynamoWebhooks(deployment.table, () -> new SecretBox(new byte[32]));
  private int named;

  private Map<String, @Nullable Object> body(@Nullable Object... members) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("name", "hook " + ++named);
    body.put("url", "https://example.com");
    body.put("http_method", "POST");
    body.put("trigger_type", "acknowledge");
    body.putAll(object(members));
    return body;
  }

  private Answer made(@Nullable Object... members) {
    return admin.post("webhooks/", body(members)).is(201);
  }

  private Webhook stored(Answer answer) {
    return stored.find("OFIRST", answer.id()).orElseThrow();
  }

  /** A text that comes back trimmed is a change in every plan of Terraform. */
  @ParameterizedTest
  @ValueSource(strings = {"url", "data", "headers", "trigger_template"})
  void templatesAreKeptToTheByte(String field) {
    String text = "\n {{ alert_group_id }}\t\r\n";

    Answer made = made(field, text);

    assertThat(made.at(field)).isEqualTo(text);
    assertThat(admin.get("webhooks/" + made.id()).is(200).at(field)).isEqualTo(text);
    admin.put("webhooks/" + made.id(), object(field, "{{ a")).is(400);
    assertThat(admin.get("webhooks/" + made.id()).is(200).at(field)).isEqualTo(text);
  }

  /** Else a trigger of blanks would never be true, and nothing would say so. */
  @ParameterizedTest
  @ValueSource(strings = {"data", "headers", "trigger_template"})
  void aBlankTemplateIsNone(String field) {
    Answer made = made(field, "x");

    assertThat(admin.put("webhooks/" + made.id(), object(field, " \n")).is(200).at(field)).isNull();
    assertThat(admin.put("webhooks/" + made.id(), object("url", " \n")).is(400).text("url", 0))
        .contains("blank");
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "authorization_header"})
  void theMaskKeepsASecretAndIsNone(String field) {
    Answer made = made(field, " s3cret");
    assertThat(made.at(field)).isEqualTo(MASK);
    assertThat(Json.write(made.body())).doesNotContain("s3cret");

    admin.put("webhooks/" + made.id(), object(field, MASK, "name", "renamed")).is(200);

    Webhook kept = stored(made);
    assertThat(kept.name()).isEqualTo("renamed");
    assertThat(field.equals("password") ? kept.password() : kept.authorizationHeader())
        .isEqualTo("s3cret");

    assertThat(admin.post("webhooks/", body(field, MASK)).is(400).at(field)).isNotNull();
    for (Object none : new @Nullable Object[] {null, ""}) {
      admin.put("webhooks/" + made.id(), object(field, none)).is(200);
      assertThat(admin.put("webhooks/" + made.id(), object(field, MASK)).is(400).at(field))
          .isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTriggerComesBack(WebhookTrigger trigger) {
    assertThat(made("trigger_type", trigger.slug()).at("trigger_type")).isEqualTo(trigger.slug());
  }

  @Test
  void theFilterIsInTheOrderOfTheBodyAndOutlivesItsIntegrations() {
    String a = admin.post("integrations/", Map.of("type", "webhook")).is(201).id();
    String b = admin.post("integrations/", Map.of("type", "webhook")).is(201).id();

    Answer made = made("integration_filter", List.of(b, a, b));

    assertThat(made.at("integration_filter")).isEqualTo(List.of(b, a));
    admin.delete("integrations/" + a + "/").is(204);
    admin.delete("integrations/" + b + "/").is(204);
    // An empty filter would let everything through.
    assertThat(admin.get("webhooks/" + made.id()).is(200).at("integration_filter"))
        .isEqualTo(List.of(b, a));
    assertThat(stored(made).isAbout(a)).isTrue();
    assertThat(stored(made).isAbout("COTHER")).isFalse();
    assertThat(stored(made()).isAbout("COTHER")).isTrue();
  }

  @Test
  void listsAreOfATeamAndOfAName() {
    String team = admin.post("teams/", Map.of("name", "night")).is(201).id();
    String first = made("team", team, "name", "one").id();
    String second = made("team", "null", "name", "two").id();

    assertThat(ids("?team_id=" + team)).containsExactly(first);
    assertThat(ids("?team_id=null")).containsExactly(second);
    assertThat(ids("?team_id=")).containsExactly(first, second);
    assertThat(ids("?name=")).containsExactly(first, second);
    assertThat(ids("?name=two")).containsExactly(second);
    assertThat(ids("?name=tw")).isEmpty();
    assertThat(ids("?name=one&team_id=null")).isEmpty();
  }

  private List<Object> ids(String query) {
    List<?> results = (List<?>) admin.get("webhooks" + query).is(200).at("results");
    return results == null
        ? List.of()
        : results.stream()
            .map(each -> (Object) String.valueOf(((Map<?, ?>) each).get("id")))
            .toList();
  }

  /** The provider sends an empty preset always, and must not read another one back. */
  @Test
  void aPresetThatSetsNothingComesBackAsItWasSent() {
    assertThat(made("preset", "").at("preset")).isNull();
    assertThat(made("preset", null).at("preset")).isNull();
    Answer advanced = made("preset", "advanced_webhook");
    assertThat(advanced.at("preset")).isEqualTo("advanced_webhook");

    assertThat(admin.put("webhooks/" + advanced.id(), Map.of()).is(200).at("preset"))
        .isEqualTo("advanced_webhook");
    // The alias has no such field.
    Answer alias = admin.put("actions/" + advanced.id(), object("preset", "")).is(200);
    assertThat(Json.write(alias.body())).doesNotContain("preset");
    assertThat(admin.get("webhooks/" + advanced.id()).is(200).at("preset"))
        .isEqualTo("advanced_webhook");
    assertThat(admin.put("webhooks/" + advanced.id(), object("preset", "")).is(200).at("preset"))
        .isNull();
    admin.post("webhooks/", body("preset", "simple_webhook")).is(400);
  }

  @Test
  void moreThanTheLimitAreRefused() {
    for (int i = 0; i < Webhooks.LIMIT; i++) made();

    for (String resource : List.of("webhooks/", "actions/")) {
      Answer refused = admin.post(resource, body()).is(400);
      assertThat(refused.text("detail")).contains("300");
    }
    assertThat(stored.all("OFIRST")).hasSize(Webhooks.LIMIT);
    admin.delete("webhooks/" + stored.all("OFIRST").getFirst().id()).is(204);
    made();
  }
}
