package dev.watchbill.domain.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.domain.alert.RulesFixture;
import dev.watchbill.domain.alert.Signals;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IntegrationTypeTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "webhook, -",
        "grafana_alerting, -",
        "manual, -",
        "jira, -",
        "legacy_alertmanager, deprecated",
        "legacy_grafana_alerting, deprecated",
        "direct_paging, cannot be created",
        "maintenance, cannot be created",
        "nope, Invalid integration type",
        "'', Invalid integration type",
      })
  void creationIsRefusedWithItsReason(String slug, String reason) {
    if (reason == null) {
      assertThat(IntegrationType.creationProblem(slug)).isEmpty();
    } else {
      String problem = IntegrationType.creationProblem(slug).orElseThrow();
      assertThat(problem).contains(reason);
      if (IntegrationType.of(slug).isEmpty()) {
        assertThat(problem)
            .contains("alertmanager", "formatted_webhook", "zendesk")
            .doesNotContain("maintenance", "direct_paging", "legacy");
      }
    }
  }

  @Test
  void everyTypeOfTheTerraformProviderIsKnown() {
    assertThat(
            Set.of(
                "grafana",
                "grafana_alerting",
                "webhook",
                "alertmanager",
                "kapacitor",
                "fabric",
                "newrelic",
                "datadog",
                "pagerduty",
                "pingdom",
                "elastalert",
                "amazon_sns",
                "curler",
                "sentry",
                "formatted_webhook",
                "stackdriver",
                "uptimerobot",
                "zabbix",
                "prtg",
                "inbound_email",
                "direct_paging",
                "jira",
                "zendesk"))
        .allMatch(slug -> IntegrationType.of(slug).isPresent());
  }

  @Test
  void heartbeatsBelongToTheRecordedTypes() {
    assertThat(EnumSet.allOf(IntegrationType.class))
        .filteredOn(IntegrationType::supportsHeartbeat)
        .extracting(IntegrationType::slug)
        .containsExactlyInAnyOrder(
            "alertmanager",
            "legacy_alertmanager",
            "elastalert",
            "formatted_webhook",
            "grafana",
            "prtg",
            "webhook",
            "zabbix");
  }

  @Test
  void onlyThreeTypesHaveNoAddress() {
    assertThat(EnumSet.allOf(IntegrationType.class))
        .filteredOn(type -> !type.advertisesLink())
        .extracting(IntegrationType::slug)
        .containsExactlyInAnyOrder("manual", "inbound_email", "maintenance");
  }

  @Test
  void legacyIsNotShownToTheWorld() {
    assertThat(IntegrationType.LEGACY_ALERTMANAGER.publicSlug()).isEqualTo("alertmanager");
    assertThat(IntegrationType.LEGACY_ALERTMANAGER.isPerAlert()).isTrue();
    assertThat(IntegrationType.ALERTMANAGER.isPerAlert()).isFalse();
  }

  @Test
  void otherChannelsUseTheWebTexts() {
    IntegrationType type = IntegrationType.FORMATTED_WEBHOOK;
    for (String channel : Set.of("email", "mobile_app", "webhook", "msteams", "mattermost")) {
      assertThat(type.defaultTemplate(channel + ".title"))
          .isEqualTo(type.defaultTemplate("web.title"));
    }
    assertThat(type.defaultTemplate("acknowledge_signal")).isNull();
    assertThat(type.defaultTemplate("nope.title")).isNull();
  }

  @ParameterizedTest
  @EnumSource(IntegrationType.class)
  void everyTypeHasTitlesForEveryChannelThatParse(IntegrationType type) {
    for (TemplateKey key : TemplateCatalog.keys()) {
      String template = type.defaultTemplate(key.flat());
      if ("title".equals(key.member())) {
        assertThat(template).as(key.flat()).isNotBlank();
      }
      if (template != null) {
        assertThat(RulesFixture.JINJA.check(template)).as(key.flat()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(IntegrationType.class)
  void examplesHaveATitleAndAreNotOver(IntegrationType type) {
    if (!type.hasDemoAlert()) {
      assertThat(type.examplePayload()).isNull();
      return;
    }
    Signals signals =
        Signals.read(
            RulesFixture.JINJA,
            type,
            Map.of(),
            Objects.requireNonNull(type.examplePayload()),
            null);
    assertThat(signals.title()).isNotBlank().doesNotContain("Template ");
    assertThat(signals.resolve()).isFalse();
    assertThat(signals.acknowledge()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "amazon_sns|{'AlarmName':'a','NewStateValue':'OK'}|a|true|false",
        "amazon_sns|{'message':'text'}||false|false",
        "appdynamics|{'application':'shop','node':'n1','eventType':'POLICY_CLOSE_CRITICAL'}|shop n1|true|false",
        "appdynamics|{'application':'shop','node':'n1','eventType':'POLICY_CANCELED_WARNING'}|shop n1|true|false",
        "appdynamics|{}||false|false",
        "datadog|{'alert_id':'7','alert_transition':'Recovered'}|7|true|false",
        "jira|{'issue':{'key':'D-1','fields':{'status':{'name':'Work in progress'}}}}|D-1|false|true",
        "jira|{'issue':{'key':'D-1','fields':{'status':{'name':'Closed'}}}}|D-1|true|false",
        "jira|{'issue':{'key':'D-1'},'webhookEvent':'jira:issue_deleted'}|D-1|true|false",
        "newrelic|{'incident_id':5,'current_state':'closed'}|5|true|false",
        "newrelic|{'incident_id':5,'current_state':'acknowledged'}|5|false|true",
        "pagerduty|{'event':{'event_type':'incident.resolved','data':{'id':'P'}}}|P|true|false",
        "pingdom|{'check_id':9,'current_state':'UP'}|9|true|false",
        "prtg|{'alert_uid':'u','state':'ok'}|u|true|false",
        "sentry|{'action':'resolved','data':{'issue':{'id':'3'}}}|3|true|false",
        "servicenow|{'number':'I1','state':6}|I1|true|false",
        "stackdriver|{'incident':{'incident_id':'s','state':'closed'}}|s|true|false",
        "uptimerobot|{'monitorID':'4','alertType':2}|4|true|false",
        "zendesk|{'ticket':{'id':12,'status':'Pending'}}|12|false|true",
        "zendesk|{'ticket':{'id':12,'status':'Solved'}}|12|true|false",
      })
  void hostedTypesGroupAndResolve(
      String slug, String payload, String key, boolean resolve, boolean acknowledge) {
    Signals signals =
        Signals.read(
            RulesFixture.JINJA,
            IntegrationType.of(slug).orElseThrow(),
            Map.of(),
            RulesFixture.payload(payload),
            null);
    assertThat(signals.groupingKey()).isEqualTo(key == null ? "" : key);
    assertThat(signals.resolve()).isEqualTo(resolve);
    assertThat(signals.acknowledge()).isEqualTo(acknowledge);
  }

  @ParameterizedTest
  @CsvSource({
    "WEBHOOK, 0, Webhook :blush:",
    "GRAFANA_DASHBOARD, 9, Grafana Legacy Alerting :fire:",
    "ZABBIX, 120, Zabbix :ghost::apple::blush:",
  })
  void defaultNamesCount(IntegrationType type, long count, String name) {
    assertThat(IntegrationNames.defaultName(type, count)).isEqualTo(name);
  }

  @Test
  void theCatalogueIsInTheOrderOfTheApi() {
    assertThat(TemplateCatalog.groups())
        .extracting(TemplateCatalog.Group::name)
        .containsExactly(
            "grouping_key",
            "resolve_signal",
            "acknowledge_signal",
            "source_link",
            "slack",
            "web",
            "sms",
            "phone_call",
            "telegram",
            "mobile_app",
            "email",
            "webhook",
            "mattermost",
            "msteams");
    assertThat(TemplateCatalog.keys())
        .extracting(TemplateKey::flat)
        .contains("grouping_key", "slack.image_url", "phone_call.title", "email.message")
        .doesNotContain("sms.message", "email.image_url", "mobile_app_critical.title");
    assertThat(TemplateCatalog.group("slack").orElseThrow().strict()).isTrue();
    assertThat(TemplateCatalog.group("email").orElseThrow().strict()).isFalse();
    assertThat(TemplateCatalog.group("nope")).isEmpty();
  }
}
