package dev.watchbill.domain.contact;

import static dev.watchbill.domain.Provenance.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.Checked;
import dev.watchbill.domain.Checked.Accepted;
import dev.watchbill.domain.Checked.Refused;
import dev.watchbill.domain.Flaw;
import dev.watchbill.domain.Provenance;
import dev.watchbill.domain.alert.PlainJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading contact points: what is wrong, and what becomes of secrets (§3.3, §3.4, §18.7). */
class ContactPointTest {

  private static ContactPoint read(String json, @Nullable ContactPoint stored) {
    return switch (checked(json, stored)) {
      case Accepted<ContactPoint>(ContactPoint point) -> point;
      case Refused<ContactPoint>(List<Flaw> flaws) -> throw new AssertionError(flaws);
    };
  }

  private static Checked<ContactPoint> checked(String json, @Nullable ContactPoint stored) {
    return ContactPoint.read(PlainJson.parse(json.replace('\'', '"')), stored, Provenance.API);
  }

  private static ContactPoint slack() {
    return read(
        "{'name':'team','type':'slack','settings':{'url':'https://x','recipient':'#a'}}", null);
  }

  @Test
  void secretsAreKeptApartAndRedacted() { // A7
    ContactPoint point = slack();
    assertThat(point.settings().shown()).isEqualTo(Map.of("recipient", "#a"));
    assertThat(point.settings().secrets()).isEqualTo(Map.of("url", "https://x"));
    assertThat(point.toPlain())
        .containsEntry("settings", Map.of("recipient", "#a", "url", "[REDACTED]"))
        .containsEntry("provenance", "api")
        .containsEntry("disableResolveMessage", false);
  }

  @Test
  void redactedSecretsAreKept() { // A8
    ContactPoint point =
        read(
            "{'name':'team','type':'slack','settings':{'url':'[REDACTED]','recipient':'#b'}}",
            slack());
    assertThat(point.settings().revealed())
        .isEqualTo(Map.of("url", "https://x", "recipient", "#b"));
  }

  @Test
  void absentSecretsAreGone() { // A9
    assertThat(checked("{'name':'team','type':'slack','settings':{'recipient':'#b'}}", slack()))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.reason())
                    .isEqualTo("token must be specified when using the Slack chat API"));
  }

  @Test
  void redactedWithoutAStoredOneIsMissing() {
    assertThat(checked("{'name':'t','type':'victorops','settings':{'url':'[REDACTED]'}}", slack()))
        .isInstanceOf(Accepted.class); // the same key was a secret before
    assertThat(checked("{'name':'t','type':'victorops','settings':{'url':'[REDACTED]'}}", null))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.reason())
                    .isEqualTo("settings.url is [REDACTED], but no secret is stored there"));
  }

  /** Whatever the type, wherever the secret is, required or not. */
  @Test
  void everySecretThatIsRedactedIsNamedWhenThereIsNone() {
    int secrets = 0;
    for (ReceiverType type : ReceiverTypes.ALL) {
      for (String path : type.secretPaths()) {
        secrets++;
        Map<String, Object> plain =
            Map.of("name", "n", "type", type.name(), "settings", nested(path, "[REDACTED]"));
        ContactPoint without =
            new ContactPoint(
                "u", "n", type.name(), new SecretSettings(Map.of(), Map.of()), false, NONE);
        ContactPoint with =
            new ContactPoint(
                "u",
                "n",
                type.name(),
                new SecretSettings(Map.of(), Map.of(path, "s")),
                false,
                NONE);
        String flaw = "settings." + path + " is [REDACTED], but no secret is stored there";
        assertThat(texts(ContactPoint.read(plain, null, NONE))).as(type.name()).contains(flaw);
        assertThat(texts(ContactPoint.read(plain, without, NONE))).as(type.name()).contains(flaw);
        assertThat(texts(ContactPoint.read(plain, with, NONE)))
            .as(type.name())
            .doesNotContain(flaw);
      }
    }
    assertThat(secrets).isGreaterThan(30);
  }

  private static Map<String, Object> nested(String path, String value) {
    int dot = path.indexOf('.');
    return dot < 0
        ? Map.of(path, value)
        : Map.of(path.substring(0, dot), nested(path.substring(dot + 1), value));
  }

  private static List<String> texts(Checked<ContactPoint> checked) {
    return checked instanceof Refused<ContactPoint>(var flaws)
        ? flaws.stream().map(Flaw::text).toList()
        : List.of();
  }

  @Test
  void nestedSecretsStayInTheirPlaces() {
    ContactPoint point =
        read(
            "{'name':'w','type':'webhook','settings':{'url':'http://x.test','TLSCONFIG':{'clientKey':"
                + "'k','insecureSkipVerify':true},'hmacConfig':{'SECRET':'s'},'mine':[1,null]}}",
            null);
    assertThat(point.settings().secrets())
        .isEqualTo(Map.of("tlsConfig.clientKey", "k", "hmacConfig.secret", "s"));
    assertThat(point.settings().shown().toString()).doesNotContain("=k").doesNotContain("=s}");
    assertThat(point.settings().redacted())
        .hasToString(
            "{url=http://x.test, TLSCONFIG={insecureSkipVerify=true, clientKey=[REDACTED]},"
                + " hmacConfig={secret=[REDACTED]}, mine=[1, null]}");
    assertThat(point.settings().revealed().toString()).contains("clientKey=k").contains("secret=s");
  }

  @Test
  void settingsComeBackKeyForKey() {
    ContactPoint point =
        read(
            "{'name':'e','type':'email','settings':{'addresses':'a@b','singleEmail':false,'n':0,"
                + "'l':[],'o':{}}}",
            null);
    assertThat(point.settings().redacted())
        .hasToString("{addresses=a@b, singleEmail=false, n=0, l=[], o={}}");
  }

  @Test
  void everythingWrongIsNamed() {
    assertThat(checked("{'uid':'a/b','settings':{}}", null))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.flaws())
                    .extracting("text")
                    .isEqualTo(
                        List.of(
                            "uid contains illegal characters",
                            "name should not be an empty string",
                            "type should not be an empty string")));
    assertThat(checked("{'name':'n','type':'telegram','settings':{'parse_mode':'x'}}", null))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.flaws())
                    .extracting("text")
                    .isEqualTo(
                        List.of(
                            "could not find Bot Token in settings",
                            "could not find Chat Id in settings",
                            "unknown parse_mode, must be Markdown, MarkdownV2, HTML or None")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name":"n","settings":{}}                       | type should not be an empty string
          {"name":"n","type":"email"}                      | settings should not be empty
          {"name":"n","type":"email","settings":null}      | settings should not be empty
          {"name":"n","type":"wechat","settings":{}}       | unknown type 'wechat'
          {"name":"n","type":"email","settings":[]}        | settings must be an object
          {"name":"n","type":"slack","settings":{"url":5}} | settings.url: url must be a string
          """)
  void refused(String json, String reason) {
    assertThat(ContactPoint.read(PlainJson.parse(json), null, Provenance.NONE))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.flaws().getFirst().toString()).contains(reason));
  }

  @Test
  void typesAreFoundInAnySpelling() {
    assertThat(ReceiverTypes.find("line").orElseThrow().name()).isEqualTo("LINE");
    assertThat(ReceiverTypes.find("alertmanager").orElseThrow().name())
        .isEqualTo("prometheus-alertmanager");
    assertThat(ReceiverTypes.find("hipchat")).isEmpty();
  }
}
