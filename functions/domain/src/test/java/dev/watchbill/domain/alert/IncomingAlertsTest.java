package dev.watchbill.domain.alert;

import static dev.watchbill.domain.alert.RulesFixture.payload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.IncomingAlerts.Accepted;
import dev.watchbill.domain.alert.IncomingAlerts.Refused;
import dev.watchbill.domain.integration.IntegrationType;
import dev.watchbill.domain.integration.IntegrationType.Intake;
import dev.watchbill.domain.integration.PlainValues;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec oncall-behaviour §1.7 and §1.10. */
class IncomingAlertsTest {

  @ParameterizedTest
  @ValueSource(strings = {"{'a':1}", "[1, 2]", "'text'", "5", "true", "{}"})
  void genericBodiesAreTakenAsTheyAre(String body) {
    assertThat(accepted(Intake.GENERIC, payload(body)))
        .containsExactly(IncomingAlert.of(payload(body)));
  }

  @Test
  void aNullBodyIsNoAlert() {
    assertThat(IncomingAlerts.read(Intake.GENERIC, null, PlainJson::read))
        .isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"GROUPED", "PER_ALERT", "GRAFANA", "SNS"})
  void theSpecialAddressesNeedAnObject(Intake intake) {
    assertThat(IncomingAlerts.read(intake, List.of(), PlainJson::read)).isInstanceOf(Refused.class);
    assertThat(IncomingAlerts.read(intake, null, PlainJson::read)).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'alerts':[{'status':'firing'},{'status':'resolved'},{'status':'firing'},{}]}|2|1",
        "{'alerts':[]}|0|0",
        "{}|0|0",
        "{'alerts':null}|0|0",
        "{'alerts':['firing',5]}|0|0",
        "{'numFiring':7,'numResolved':8,'alerts':[]}|7|8",
      })
  void groupedBodiesAreCountedOnce(String body, long firing, long resolved) {
    Map<String, @Nullable Object> counted =
        object(accepted(Intake.GROUPED, payload(body)).getFirst());
    assertThat(counted.get("numFiring")).isEqualTo(firing);
    assertThat(counted.get("numResolved")).isEqualTo(resolved);
  }

  @Test
  void aBodyThatCountsOnlyFiringAlertsIsLeftAlone() {
    Object body = payload("{'numFiring':1,'alerts':[{'status':'resolved'}]}");
    assertThat(accepted(Intake.GROUPED, body)).containsExactly(IncomingAlert.of(body));
  }

  @ParameterizedTest
  @EnumSource(names = {"PER_ALERT", "GRAFANA"})
  void eachAlertOfTheBodyIsOne(Intake intake) {
    assertThat(accepted(intake, payload("{'alerts':[{'status':'firing'},5]}")))
        .containsExactly(
            IncomingAlert.oneOfMany(payload("{'status':'firing'}")), IncomingAlert.oneOfMany(5L));
    assertThat(accepted(intake, payload("{'alerts':[]}"))).isEmpty();
    // Recorded: the original says 200 here. So something must be stored.
    assertThat(accepted(intake, payload("{'alerts':'x'}")))
        .containsExactly(IncomingAlert.oneOfMany(payload("{'alerts':'x'}")));
  }

  @Test
  void dashboardAlertsFillTheColumns() {
    Object body =
        payload(
            "{'title':'[Alerting] CPU','message':'high','ruleUrl':'https://g/d','imageUrl':'"
                + "x".repeat(400)
                + "'}");
    IncomingAlert alert = accepted(Intake.GRAFANA, body).getFirst();
    assertThat(alert.title()).isEqualTo("[Alerting] CPU");
    assertThat(alert.message()).isEqualTo("high");
    assertThat(alert.link()).isEqualTo("https://g/d");
    assertThat(alert.imageUrl()).hasSize(299);
    assertThat(alert.perAlert()).isFalse();
    assertThat(alert.payload()).isSameAs(body);
    assertThat(accepted(Intake.GRAFANA, payload("{}")).getFirst().title()).isEqualTo("Title");
  }

  @Test
  void aSlackBodyIsShownWithAdvice() {
    IncomingAlert alert =
        accepted(
                Intake.GRAFANA,
                payload(
                    "{'attachments':[{'title':'t','text':'x','image_url':'i','title_link':'l'}]}"))
            .getFirst();
    assertThat(alert.title()).isEqualTo("t");
    assertThat(alert.message()).contains("Webhook").endsWith("\nx");
    assertThat(alert.imageUrl()).isEqualTo("i");
    assertThat(alert.link()).isEqualTo("l");
    assertThat(accepted(Intake.GRAFANA, payload("{'attachments':[]}"))).hasSize(1);
    assertThat(accepted(Intake.GRAFANA, payload("{'attachments':5}"))).hasSize(1);
  }

  @Test
  void anAlarmInsideAnSnsEnvelope() {
    String alarm =
        "{\\'AlarmName\\':\\'cpu\\',\\'NewStateValue\\':\\'ALARM\\',\\'Region\\':\\'EU\\',"
            + "\\'AlarmDescription\\':null,\\'NewStateReason\\':\\'too high\\'}";
    IncomingAlert alert =
        accepted(
                Intake.SNS,
                payload("{'TopicArn':'arn:aws:sns:eu-west-1:123:t','Message':'" + alarm + "'}"))
            .getFirst();
    assertThat(alert.title()).isEqualTo("cpu");
    assertThat(alert.message()).isEqualTo("State: ALARM\nRegion: EU\nReason: too high");
    assertThat(alert.link()).contains("cloudwatch").endsWith("region=eu-west-1");
    assertThat(object(alert).get("AlarmName")).isEqualTo("cpu");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "arn:aws:sns:us-east-1:1:t|AWS/ElasticBeanstalk|https://console.aws.amazon.com/elasticbeanstalk/home?region=us-east-1",
        "arn:aws:sns:us-east-1:1:t|AWS/EC2|https://console.aws.amazon.com/cloudwatch/home?region=us-east-1",
        "broken|AWS/EC2|null",
        "arn:aws:sns::1:t|AWS/EC2|null",
      })
  void theConsoleLinkNeedsARegion(String topic, String namespace, @Nullable String link) {
    Object envelope =
        payload(
            "{'TopicArn':'"
                + topic
                + "','Message':{'AlarmName':'a','Trigger':{'Namespace':'"
                + namespace
                + "'}}}");
    assertThat(accepted(Intake.SNS, envelope).getFirst().link()).isEqualTo(link);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain words", "5", "[1]", "null", ""})
  void otherSnsMessagesAreText(String message) {
    IncomingAlert alert = accepted(Intake.SNS, payload("{'Message':'" + message + "'}")).getFirst();
    assertThat(alert).isEqualTo(IncomingAlert.of(Map.of("message", message)));
  }

  @ParameterizedTest
  @EnumSource(
      value = IntegrationType.class,
      names = {"MANUAL", "DIRECT_PAGING", "MAINTENANCE"})
  void someTypesHaveNoDemo(IntegrationType type) {
    assertThat(DemoAlerts.of(type, Map.of("a", 1L))).isInstanceOf(Refused.class);
  }

  @Test
  void demosUseTheExampleOrTheCallersPayload() {
    assertThat(demo(IntegrationType.WEBHOOK, null))
        .containsExactly(IncomingAlert.of(IntegrationType.WEBHOOK.examplePayload()));
    assertThat(demo(IntegrationType.WEBHOOK, Map.of("a", 1L)))
        .containsExactly(IncomingAlert.of(Map.of("a", 1L)));
    assertThat(demo(IntegrationType.LEGACY_ALERTMANAGER, null))
        .singleElement()
        .matches(IncomingAlert::perAlert);
    assertThat(DemoAlerts.of(IntegrationType.GRAFANA_DASHBOARD, Map.of("title", "t")))
        .isInstanceOf(Refused.class);
    assertThat(DemoAlerts.of(IntegrationType.GRAFANA_DASHBOARD, payload("{'alerts':[]}")))
        .isInstanceOf(Refused.class);
    assertThat(DemoAlerts.of(IntegrationType.ALERTMANAGER, "text")).isInstanceOf(Refused.class);
  }

  private static List<IncomingAlert> accepted(Intake intake, @Nullable Object body) {
    return ((Accepted) IncomingAlerts.read(intake, body, PlainJson::read)).alerts();
  }

  private static Map<String, @Nullable Object> object(IncomingAlert alert) {
    return Objects.requireNonNull(PlainValues.asObject(alert.payload()));
  }

  private static List<IncomingAlert> demo(IntegrationType type, @Nullable Object body) {
    return ((Accepted) DemoAlerts.of(type, body)).alerts();
  }
}
