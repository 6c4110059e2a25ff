package dev.watchbill.domain.contact.legacy;

import static dev.watchbill.domain.contact.legacy.ChannelType.choice;
import static dev.watchbill.domain.contact.legacy.ChannelType.flag;
import static dev.watchbill.domain.contact.legacy.ChannelType.needed;
import static dev.watchbill.domain.contact.legacy.ChannelType.neededLines;
import static dev.watchbill.domain.contact.legacy.ChannelType.neededSecret;
import static dev.watchbill.domain.contact.legacy.ChannelType.of;
import static dev.watchbill.domain.contact.legacy.ChannelType.secret;
import static dev.watchbill.domain.contact.legacy.ChannelType.text;
import static dev.watchbill.domain.contact.legacy.ChannelType.unsent;

import java.util.List;
import java.util.Optional;

/** The table of channel types (spec grafana-alerting §16.6). */
public final class ChannelTypes {

  private static final String[] PRIORITIES = {"2", "1", "0", "-1", "-2"};

  /** Most of them, by name. */
  public static final List<ChannelType> ALL =
      List.of(
          of(
              "dingding",
              "DingDing",
              "Sends messages to a DingTalk group",
              neededSecret("url", "Url"),
              choice("msgType", "Message type", "link", "actionCard")),
          of(
              "discord",
              "Discord",
              "Sends messages to a Discord channel",
              neededSecret("url", "Webhook url"),
              text("content", "Message content"),
              text("avatar_url", "Avatar url")),
          of(
              "email",
              "Email",
              "Sends e-mail",
              flag("singleEmail", "One mail to all addresses"),
              neededLines("addresses", "Addresses")),
          of(
              "googlechat",
              "Google Chat",
              "Sends messages to a Google Chat space",
              neededSecret("url", "Url")),
          of(
              "kafka",
              "Kafka REST Proxy",
              "Sends records to a Kafka topic",
              needed("kafkaRestProxy", "Kafka REST proxy"),
              needed("kafkaTopic", "Topic")),
          of("LINE", "LINE", "Sends messages to LINE", neededSecret("token", "Token")),
          of(
              "opsgenie",
              "OpsGenie",
              "Opens and closes alerts in OpsGenie",
              neededSecret("apiKey", "API key"),
              text("apiUrl", "Alert API url"),
              flag("autoClose", "Auto close"),
              flag("overridePriority", "Override priority"),
              choice("sendTagsAs", "Send tags as", "tags", "details", "both")),
          of(
              "pagerduty",
              "PagerDuty",
              "Opens and resolves incidents in PagerDuty",
              neededSecret("integrationKey", "Integration key"),
              choice("severity", "Severity", "critical", "error", "warning", "info"),
              flag("autoResolve", "Auto resolve"),
              flag("messageInDetails", "Message in details")),
          of(
              "prometheus-alertmanager",
              "Prometheus Alertmanager",
              "Sends alerts to Alertmanagers",
              needed("url", "Url"),
              text("basicAuthUser", "Basic auth user"),
              secret("basicAuthPassword", "Basic auth password")),
          of(
              "pushover",
              "Pushover",
              "Sends push notifications",
              neededSecret("apiToken", "API token"),
              neededSecret("userKey", "User key"),
              text("device", "Devices"),
              choice("priority", "Alerting priority", PRIORITIES),
              choice("okPriority", "OK priority", PRIORITIES),
              text("retry", "Retry"),
              text("expire", "Expire"),
              text("sound", "Alerting sound"),
              text("okSound", "OK sound")),
          of(
              "sensugo",
              "Sensu Go",
              "Sends events to Sensu Go",
              needed("url", "Backend url"),
              text("entity", "Proxy entity"),
              text("check", "Check"),
              text("handler", "Handler"),
              text("namespace", "Namespace"),
              neededSecret("apikey", "API key")),
          of(
              "slack",
              "Slack",
              "Sends messages to Slack",
              text("recipient", "Recipient"),
              text("username", "Username"),
              text("icon_emoji", "Icon emoji"),
              text("icon_url", "Icon url"),
              text("mentionUsers", "Mention users"),
              text("mentionGroups", "Mention groups"),
              choice("mentionChannel", "Mention channel", "", "here", "channel"),
              secret("token", "Token"),
              secret("url", "Webhook url"),
              flag("uploadImage", "Upload images")),
          of(
              "teams",
              "Microsoft Teams",
              "Sends messages to a Microsoft Teams channel",
              needed("url", "Url")),
          of(
              "telegram",
              "Telegram",
              "Sends messages to Telegram",
              neededSecret("bottoken", "Bot API token"),
              needed("chatid", "Chat id"),
              flag("uploadImage", "Upload images")),
          of(
              "threema",
              "Threema Gateway",
              "Sends messages to Threema",
              needed("gateway_id", "Gateway id"),
              needed("recipient_id", "Recipient id"),
              neededSecret("api_secret", "API secret")),
          of(
              "victorops",
              "VictorOps",
              "Sends alerts to VictorOps",
              neededSecret("url", "Url"),
              flag("autoResolve", "Auto resolve"),
              choice("noDataAlertType", "No data alert type", "CRITICAL", "WARNING")),
          of(
              "webhook",
              "Webhook",
              "Sends an HTTP request",
              needed("url", "Url"),
              choice("httpMethod", "Http method", "POST", "PUT"),
              text("username", "Username"),
              secret("password", "Password")),
          unsent("hipchat"),
          unsent("sensu"));

  private ChannelTypes() {}

  public static Optional<ChannelType> find(String name) {
    return ALL.stream().filter(type -> type.name().equalsIgnoreCase(name)).findFirst();
  }
}
