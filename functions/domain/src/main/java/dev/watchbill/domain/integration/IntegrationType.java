package dev.watchbill.domain.integration;

import static dev.watchbill.domain.integration.IntegrationType.Creation.ALLOWED;
import static dev.watchbill.domain.integration.IntegrationType.Creation.DEPRECATED;
import static dev.watchbill.domain.integration.IntegrationType.Creation.NOT_BY_HAND;
import static dev.watchbill.domain.integration.IntegrationType.Intake.GENERIC;
import static dev.watchbill.domain.integration.IntegrationType.Intake.GRAFANA;
import static dev.watchbill.domain.integration.IntegrationType.Intake.GROUPED;
import static dev.watchbill.domain.integration.IntegrationType.Intake.INTERNAL;
import static dev.watchbill.domain.integration.IntegrationType.Intake.MAIL;
import static dev.watchbill.domain.integration.IntegrationType.Intake.PER_ALERT;
import static dev.watchbill.domain.integration.IntegrationType.Intake.SNS;
import static dev.watchbill.domain.integration.IntegrationType.Trait.DEMO;
import static dev.watchbill.domain.integration.IntegrationType.Trait.HEARTBEAT;
import static dev.watchbill.domain.integration.IntegrationType.Trait.LINK;
import static dev.watchbill.domain.integration.IntegrationType.Trait.RESOLVES;
import static dev.watchbill.domain.integration.IntegrationType.Trait.SHOWN;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of integration: one line each with what it can do and the templates in force until an
 * integration overrides them (spec oncall-behaviour §2, oncall-api §2.2 to §2.5).
 */
public enum IntegrationType {
  ALERTMANAGER(
      "alertmanager",
      "Alertmanager",
      ALLOWED,
      GROUPED,
      GroupedAlertTemplates.TEMPLATES,
      LINK,
      HEARTBEAT,
      RESOLVES,
      DEMO,
      SHOWN),
  GRAFANA_ALERTING(
      "grafana_alerting",
      "Grafana Alerting",
      ALLOWED,
      GROUPED,
      GroupedAlertTemplates.TEMPLATES,
      LINK,
      RESOLVES,
      DEMO,
      SHOWN),
  GRAFANA_DASHBOARD(
      "grafana",
      "Grafana Legacy Alerting",
      ALLOWED,
      GRAFANA,
      GrafanaTemplates.TEMPLATES,
      LINK,
      HEARTBEAT,
      RESOLVES,
      DEMO,
      SHOWN),
  WEBHOOK(
      "webhook",
      "Webhook",
      ALLOWED,
      GENERIC,
      WholePayloadTemplates.WEBHOOK,
      LINK,
      HEARTBEAT,
      RESOLVES,
      DEMO,
      SHOWN),
  FORMATTED_WEBHOOK(
      "formatted_webhook",
      "Formatted webhook",
      ALLOWED,
      GENERIC,
      FormattedTemplates.FORMATTED_WEBHOOK,
      LINK,
      HEARTBEAT,
      RESOLVES,
      DEMO,
      SHOWN),
  ELASTALERT(
      "elastalert",
      "Elastalert",
      ALLOWED,
      GENERIC,
      WholePayloadTemplates.ELASTALERT,
      LINK,
      HEARTBEAT,
      RESOLVES,
      DEMO,
      SHOWN),
  KAPACITOR(
      "kapacitor",
      "Kapacitor",
      ALLOWED,
      GENERIC,
      WholePayloadTemplates.KAPACITOR,
      LINK,
      RESOLVES,
      DEMO,
      SHOWN),
  ZABBIX(
      "zabbix",
      "Zabbix",
      ALLOWED,
      GENERIC,
      FormattedTemplates.ZABBIX,
      LINK,
      HEARTBEAT,
      RESOLVES,
      DEMO,
      SHOWN),
  INBOUND_EMAIL(
      "inbound_email",
      "Inbound Email",
      ALLOWED,
      MAIL,
      FormattedTemplates.INBOUND_EMAIL,
      RESOLVES,
      DEMO,
      SHOWN),
  MANUAL("manual", "Manual", ALLOWED, GENERIC, PagingTemplates.TEMPLATES),
  DIRECT_PAGING(
      "direct_paging",
      "Direct paging",
      NOT_BY_HAND,
      GENERIC,
      PagingTemplates.TEMPLATES,
      LINK,
      SHOWN),
  /** Internal: holds the groups that describe maintenance windows; never listed. */
  MAINTENANCE("maintenance", "Maintenance", NOT_BY_HAND, INTERNAL, FormattedTemplates.MAINTENANCE),
  LEGACY_ALERTMANAGER(
      "legacy_alertmanager",
      "(Legacy) AlertManager",
      DEPRECATED,
      PER_ALERT,
      LegacyAlertTemplates.ALERTMANAGER,
      LINK,
      HEARTBEAT,
      RESOLVES,
      DEMO,
      SHOWN),
  LEGACY_GRAFANA_ALERTING(
      "legacy_grafana_alerting",
      "(Deprecated) Grafana Alerting",
      DEPRECATED,
      PER_ALERT,
      LegacyAlertTemplates.GRAFANA_ALERTING,
      LINK,
      RESOLVES,
      DEMO,
      SHOWN),

  // Types of the hosted product: universal ones with templates for what their tools send.
  AMAZON_SNS("amazon_sns", "Amazon SNS", SNS, HostedTemplates.AMAZON_SNS),
  APPDYNAMICS("appdynamics", "AppDynamics", GENERIC, HostedTemplates.APPDYNAMICS),
  CURLER("curler", "Curler", GENERIC, HostedTemplates.CURLER),
  DATADOG("datadog", "Datadog", GENERIC, HostedTemplates.DATADOG),
  FABRIC("fabric", "Fabric", GENERIC, HostedTemplates.FABRIC),
  JIRA("jira", "Jira", GENERIC, HostedTemplates.JIRA),
  NEWRELIC("newrelic", "New Relic", GENERIC, HostedTemplates.NEWRELIC),
  PAGERDUTY("pagerduty", "PagerDuty", GENERIC, HostedTemplates.PAGERDUTY),
  PINGDOM("pingdom", "Pingdom", GENERIC, HostedTemplates.PINGDOM),
  PRTG(
      "prtg",
      "PRTG",
      ALLOWED,
      GENERIC,
      HostedTemplates.PRTG,
      LINK,
      HEARTBEAT,
      RESOLVES,
      DEMO,
      SHOWN),
  SENTRY("sentry", "Sentry", GENERIC, HostedTemplates.SENTRY),
  SERVICENOW("servicenow", "ServiceNow", GENERIC, HostedTemplates.SERVICENOW),
  STACKDRIVER("stackdriver", "Stackdriver", GENERIC, HostedTemplates.STACKDRIVER),
  UPTIMEROBOT("uptimerobot", "UptimeRobot", GENERIC, HostedTemplates.UPTIMEROBOT),
  ZENDESK("zendesk", "Zendesk", GENERIC, HostedTemplates.ZENDESK);

  /** Whether a caller of the API may create an integration of this type. */
  public enum Creation {
    ALLOWED,
    /** Known, kept alive where it exists, refused for new ones. */
    DEPRECATED,
    /** Made by the system only. */
    NOT_BY_HAND
  }

  /** How a body that arrives at the integration becomes alerts (spec oncall-behaviour §1.7). */
  public enum Intake {
    /** The body is the alert. */
    GENERIC,
    /** The body is one alert about a group, numFiring and numResolved are counted. */
    GROUPED,
    /** One alert for each element of {@code alerts}. */
    PER_ALERT,
    /** Per alert if there are {@code alerts}, else an old dashboard alert. */
    GRAFANA,
    /** The message inside an SNS envelope. */
    SNS,
    /** A mail: subject, message, sender. */
    MAIL,
    /** Nothing arrives from outside. */
    INTERNAL
  }

  enum Trait {
    LINK,
    HEARTBEAT,
    RESOLVES,
    DEMO,
    SHOWN
  }

  private static final String LEGACY = "legacy_";

  private static final Map<String, IntegrationType> BY_SLUG =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(IntegrationType::slug, Function.identity()));

  /** What a caller may create, for whoever named something else. */
  private static final String BY_HAND =
      Arrays.stream(values())
          .filter(type -> type.creation == Creation.ALLOWED)
          .map(IntegrationType::slug)
          .collect(Collectors.joining(", "));

  /** Channels without templates of their own show what the web shows. */
  private static final Set<String> AS_WEB =
      Set.of("email", "mobile_app", "webhook", "msteams", "mattermost");

  private final String slug;
  private final String title;
  private final Creation creation;
  private final Intake intake;
  private final Map<String, String> templates;
  private final Set<Trait> traits;

  IntegrationType(
      String slug,
      String title,
      Creation creation,
      Intake intake,
      Map<String, String> templates,
      Trait... traits) {
    this.slug = slug;
    this.title = title;
    this.creation = creation;
    this.intake = intake;
    this.templates = templates;
    this.traits = EnumSet.noneOf(Trait.class);
    this.traits.addAll(Arrays.asList(traits));
  }

  IntegrationType(String slug, String title, Intake intake, Map<String, String> templates) {
    this(slug, title, ALLOWED, intake, templates, LINK, RESOLVES, DEMO, SHOWN);
  }

  /** The type with this stored name, legacy ones with their prefix. */
  public static Optional<IntegrationType> of(String slug) {
    return Optional.ofNullable(BY_SLUG.get(slug));
  }

  /**
   * Why a new integration of that type is refused; empty if it may be created. The text is the
   * {@code detail} of the answer (spec oncall-api §2.2).
   */
  public static Optional<String> creationProblem(String slug) {
    IntegrationType type = BY_SLUG.get(slug);
    if (type == null) {
      return Optional.of("Invalid integration type, must be one of: " + BY_HAND);
    }
    return switch (type.creation) {
      case ALLOWED -> Optional.empty();
      case DEPRECATED ->
          Optional.of("Integrations of type '" + slug + "' are deprecated and cannot be created");
      case NOT_BY_HAND -> Optional.of("Integrations of type '" + slug + "' cannot be created");
    };
  }

  /** The stored name. */
  public String slug() {
    return slug;
  }

  /** The name in answers and links: {@code legacy_} is not shown. */
  public String publicSlug() {
    return slug.startsWith(LEGACY) ? slug.substring(LEGACY.length()) : slug;
  }

  public String title() {
    return title;
  }

  public Creation creation() {
    return creation;
  }

  public Intake intake() {
    return intake;
  }

  /** Whether the integration shows the address alerts are sent to. */
  public boolean advertisesLink() {
    return traits.contains(LINK);
  }

  public boolean supportsHeartbeat() {
    return traits.contains(HEARTBEAT);
  }

  /** Whether the source may resolve what it reported. */
  public boolean allowsSourceResolving() {
    return traits.contains(RESOLVES);
  }

  /** Always one alert per element of {@code alerts}, resolved later by labels (§4.6). */
  public boolean isPerAlert() {
    return intake == PER_ALERT;
  }

  public boolean hasDemoAlert() {
    return traits.contains(DEMO);
  }

  /** Whether the type is offered where integrations are made by hand. */
  public boolean isShown() {
    return traits.contains(SHOWN);
  }

  /**
   * The example alert body, for demo alerts and instructions; null for types without one. Plain
   * immutable values.
   */
  public @Nullable Object examplePayload() {
    return ExamplePayloads.of(this);
  }

  /**
   * The built-in template for a flat key of {@link TemplateCatalog}; null means "no such
   * behaviour": no grouping template groups nothing, no image template shows no image. E-mail, the
   * app, webhooks and the other chats use the web texts.
   */
  public @Nullable String defaultTemplate(String key) {
    int dot = key.indexOf('.');
    return dot > 0 && AS_WEB.contains(key.substring(0, dot))
        ? templates.get("web" + key.substring(dot))
        : templates.get(key);
  }
}
