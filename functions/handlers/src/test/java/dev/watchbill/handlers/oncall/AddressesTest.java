package dev.watchbill.handlers.oncall;

import static dev.watchbill.handlers.oncall.Session.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.handlers.oncall.Session.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every address (spec oncall-api §1.1), and templates tried out. */
class AddressesTest {
  private final TestDeployment deployment = new TestDeployment(false);
  private final Session admin = new Session(deployment, TestDeployment.ADMIN);

  @ParameterizedTest
  @CsvSource({
    "integrations/, DELETE, 'GET, HEAD, POST, OPTIONS'",
    "integrations/X/, POST, 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS'",
    "integrations/X/maintenance_start/, GET, 'POST, OPTIONS'",
    "routes, PUT, 'GET, HEAD, POST, OPTIONS'",
    "users/current/, DELETE, 'GET, HEAD, OPTIONS'",
    "user_groups/, POST, 'GET, HEAD, OPTIONS'",
    "slack_channels/, PATCH, 'GET, HEAD, OPTIONS'",
    "organizations/X/, DELETE, 'GET, HEAD, PUT, PATCH, OPTIONS'",
    "info, POST, 'GET, HEAD, OPTIONS'",
    "tokens/X/, PUT, 'GET, HEAD, DELETE, OPTIONS'",
    "templates/render/, GET, 'POST, OPTIONS'",
  })
  void whatCannotBeDoneSaysWhatCan(String path, String method, String allow) {
    Answer refused = admin.send(method, path, null).is(405);
    assertThat(refused.headers()).containsEntry("allow", allow);
    Answer asked = new Session(deployment, "").send("OPTIONS", path, null).is(200);
    assertThat(asked.headers()).containsEntry("allow", allow);
    new Session(deployment, "wrong").send(method, path, null).is(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing/",
        "integrations/a.b/",
        "integrations//",
        "integrations/X/nothing/",
        "integrations/X/maintenance_start/more/",
        "routes/a/b/",
        "users/current/more/",
        "user_groups/G1/",
        "templates/",
        "templates/other/",
        "info/x/",
      })
  void whatIsNowhereIsNotFound(String path) {
    for (String method : List.of("GET", "POST", "DELETE", "OPTIONS")) {
      Answer answer = admin.send(method, path, null).is(404);
      assertThat(answer.at("detail")).isEqualTo("Not found.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"integrations", "routes/", "users/current", "info", "organizations/"})
  void headIsAnsweredAsGet(String path) {
    admin.send("HEAD", path, null).is(200);
  }

  @Test
  void aTemplateIsTried() {
    Answer output =
        admin
            .post(
                "templates/render",
                object(
                    "engine",
                    "jinja",
                    "template",
                    " {{ payload.a }}-{{ grouped }}\n",
                    "payload",
                    object("a", 1),
                    "vars",
                    object("grouped", "g")))
            .is(200);
    assertThat(output.at("output")).asString().isEqualToIgnoringNewLines(" 1-g");
  }

  @ParameterizedTest
  @CsvSource({
    "'{% if', syntax",
    "'{{ payload.__class__.mro() }}', security",
    "'{{ 1 + \"a\" }}', runtime",
  })
  void aTemplateThatFailsSaysHow(String template, String kind) {
    Answer answer =
        admin
            .post(
                "templates/render/",
                object("engine", "jinja", "template", template, "payload", object()))
            .is(400);
    assertThat(answer.at("kind")).isEqualTo(kind);
    assertThat(answer.text("detail")).isNotBlank();
  }

  @Test
  void aTemplateLongerThanAllowedIsOverItsLimit() {
    Answer answer =
        admin.post(
            "templates/render/",
            object("engine", "jinja", "template", "x".repeat(60_000), "payload", null));
    assertThat(answer.is(400).at("kind")).isEqualTo("limit");
  }

  @Test
  void whatATemplateNeedsIsNamed() {
    Answer answer = admin.post("templates/render/", object()).is(400);
    assertThat(answer.at("engine")).isNotNull();
    assertThat(answer.at("template")).isNotNull();
    assertThat(answer.at("payload")).isNotNull();
    Answer wrong =
        admin
            .post(
                "templates/render/",
                object("engine", "go", "template", 5, "payload", 1, "vars", List.of()))
            .is(400);
    assertThat(wrong.at("engine")).isNotNull();
    assertThat(wrong.at("template")).isNotNull();
    assertThat(wrong.at("vars")).isNotNull();
  }
}
