package dev.watchbill.domain.contact;

import static dev.watchbill.domain.contact.Setting.flag;
import static dev.watchbill.domain.contact.Setting.object;
import static dev.watchbill.domain.contact.Setting.objects;
import static dev.watchbill.domain.contact.Setting.of;
import static dev.watchbill.domain.contact.Setting.secret;
import static dev.watchbill.domain.contact.Setting.template;
import static dev.watchbill.domain.contact.Setting.text;

import dev.watchbill.domain.contact.Setting.Kind;
import java.util.List;
import java.util.Optional;

/**
 * The table of receiver types (spec grafana-alerting §15): which settings each has, which are
 * required and secret, what they are when absent. Texts are those that clients of the original see.
 * What must hold between settings is in {@link ReceiverConditions}.
 */
public final class ReceiverTypes {

  private static final String TITLE = "{{ template \"default.title\" . }}";
  private static final String MESSAGE = "{{ template \"default.message\" . }}";
  private static final String[] SOUNDS =
      ("default pushover bike bugle cashregister classical cosmic falling gamelan incoming"
              + " intermission magic mechanical pianobar siren spacealarm tugboat alien climb"
              + " persistent echo updown none")
          .split(" ", -1);

  private static final String NO_URL = "could not find url property in settings";

  private ReceiverTypes() {}

  private static Setting tls(String name) {
    return object(
        name,
        flag("insecureSkipVerify"),
        secret("caCertificate"),
        secret("clientCertificate"),
        secret("clientKey"));
  }

  private static final ReceiverType DINGDING =
      ReceiverType.of(
          "dingding",
          "DingDing",
          secret("url").orSay(NO_URL),
          text("msgType").initially("link").offering("link", "actionCard"),
          template("title", TITLE),
          template("message", MESSAGE));

  private static final ReceiverType DISCORD =
      ReceiverType.of(
          "discord",
          "Discord",
          template("title", TITLE),
          template("message", MESSAGE),
          secret("url").orSay("could not find webhook url property in settings"),
          template("avatar_url"),
          flag("use_discord_username"),
          flag("use_embed_description"));

  private static final ReceiverType EMAIL =
      ReceiverType.of(
          "email",
          "Email",
          flag("singleEmail"),
          text("addresses").orSay("could not find addresses in settings"),
          template("message"),
          template("subject", TITLE));

  private static final ReceiverType GOOGLECHAT =
      ReceiverType.of(
          "googlechat",
          "Google Chat",
          secret("url").orSay(NO_URL),
          template("title", TITLE),
          template("message", MESSAGE),
          flag("hide_open_button"),
          flag("hide_version_info"));

  private static final ReceiverType JIRA =
      ReceiverType.of(
              "jira",
              "Jira",
              text("api_url").orSay("could not find api_url property in settings"),
              secret("user"),
              secret("password"),
              secret("api_token"),
              template("project").orSay("missing project in jira_config"),
              template("issue_type").orSay("missing issue_type in jira_config"),
              template("summary", "{{ template \"jira.default.summary\" . }}"),
              template("description", "{{ template \"jira.default.description\" . }}"),
              of("labels", Kind.TEXTS),
              template("priority", "{{ template \"jira.default.priority\" . }}"),
              text("resolve_transition"),
              text("reopen_transition"),
              text("reopen_duration"),
              text("wont_fix_resolution"),
              text("dedup_key_field"),
              of("fields", Kind.PLAIN_MAP))
          .where(ReceiverConditions::jira);

  private static final ReceiverType KAFKA =
      ReceiverType.of(
              "kafka",
              "Kafka REST Proxy",
              text("kafkaRestProxy")
                  .orSay("could not find kafka rest proxy endpoint property in settings"),
              template("kafkaTopic").orSay("could not find kafka topic property in settings"),
              text("username"),
              secret("password"),
              text("apiVersion").initially("v2").offering("v2", "v3"),
              text("kafkaClusterId"),
              template("description", TITLE),
              template("details", MESSAGE))
          .where(ReceiverConditions::kafka);

  private static final ReceiverType LINE =
      ReceiverType.of(
          "LINE",
          "LINE",
          secret("token").orSay("could not find token in settings"),
          template("title", TITLE),
          template("description", MESSAGE));

  private static final ReceiverType MQTT =
      ReceiverType.of(
              "mqtt",
              "MQTT",
              text("brokerUrl").orSay("MQTT broker URL must be specified"),
              text("topic").orSay("MQTT topic must be specified"),
              text("messageFormat")
                  .initially("json")
                  .only("invalid message format, must be 'json' or 'text'", "json", "text"),
              text("clientId"),
              template("message", MESSAGE),
              text("username"),
              secret("password"),
              of("qos", Kind.WHOLE).initially("0").offering("0", "1", "2"),
              flag("retain"),
              tls("tlsConfig"))
          .where(ReceiverConditions::mqtt);

  private static final ReceiverType ONCALL =
      ReceiverType.of(
              "oncall",
              "Grafana OnCall",
              template("url").orSay("required field 'url' is not specified"),
              text("httpMethod").initially("POST").offering("POST", "PUT"),
              text("username"),
              secret("password"),
              text("authorization_scheme").initially("Bearer"),
              secret("authorization_credentials"),
              of("maxAlerts", Kind.ANY).initially("0"),
              template("title", TITLE),
              template("message", MESSAGE))
          .where(ReceiverConditions::oneWayToAuthorize);

  private static final ReceiverType OPSGENIE =
      ReceiverType.of(
              "opsgenie",
              "OpsGenie",
              secret("apiKey").orSay("could not find api key property in settings"),
              text("apiUrl").initially("https://api.opsgenie.com/v2/alerts"),
              template("message", TITLE),
              template("description"),
              flag("autoClose").initially("true"),
              flag("overridePriority").initially("true"),
              text("sendTagsAs")
                  .initially("tags")
                  .only("invalid value for sendTagsAs: \"%s\"", "tags", "details", "both"),
              objects(
                  "responders",
                  template("type"),
                  template("name"),
                  template("id"),
                  template("username")))
          .where(ReceiverConditions::opsgenieResponders);

  private static final ReceiverType PAGERDUTY =
      ReceiverType.of(
          "pagerduty",
          "PagerDuty",
          secret("integrationKey").orSay("could not find integration key property in settings"),
          template("severity", "critical"),
          template("class", "default"),
          template("component", "Grafana"),
          template("group", "default"),
          template("summary", TITLE),
          template("source"),
          template("client", "Grafana"),
          template("client_url", "{{ .ExternalURL }}"),
          of("details", Kind.TEXT_MAP),
          text("url").initially("https://events.pagerduty.com/v2/enqueue"));

  private static final ReceiverType ALERTMANAGER =
      ReceiverType.of(
              "prometheus-alertmanager",
              "Alertmanager",
              text("url").orSay(NO_URL),
              text("basicAuthUser"),
              secret("basicAuthPassword"))
          .alias("alertmanager")
          .where(ReceiverConditions::alertmanagerUrls);

  private static final ReceiverType PUSHOVER =
      ReceiverType.of(
          "pushover",
          "Pushover",
          secret("apiToken").orSay("API token not found"),
          secret("userKey").orSay("user key not found"),
          template("device"),
          of("priority", Kind.WHOLE).offering("2", "1", "0", "-1", "-2"),
          of("okPriority", Kind.WHOLE).offering("2", "1", "0", "-1", "-2"),
          of("retry", Kind.ANY),
          of("expire", Kind.ANY),
          template("sound").offering(SOUNDS),
          template("okSound").offering(SOUNDS),
          template("title", TITLE),
          template("message", MESSAGE),
          flag("uploadImage").initially("true"));

  private static final ReceiverType SENSUGO =
      ReceiverType.of(
          "sensugo",
          "Sensu Go",
          text("url").orSay("could not find URL property in settings"),
          secret("apikey").orSay("could not find the API key property in settings"),
          template("entity", "default"),
          template("check", "default"),
          template("handler"),
          template("namespace", "default"),
          template("message", MESSAGE));

  private static final ReceiverType SLACK =
      ReceiverType.of(
              "slack",
              "Slack",
              text("recipient"),
              secret("token"),
              template("username", "Grafana"),
              template("icon_emoji"),
              template("icon_url"),
              text("mentionUsers"),
              text("mentionGroups"),
              text("mentionChannel")
                  .only("invalid value for mentionChannel: \"%s\"", "", "here", "channel"),
              secret("url"),
              text("endpointUrl").initially("https://slack.com/api/chat.postMessage"),
              template("color"),
              template("title", TITLE),
              template("text", MESSAGE),
              template("footer"))
          .where(ReceiverConditions::slack);

  private static final ReceiverType SNS =
      ReceiverType.of(
              "sns",
              "AWS SNS",
              template("api_url"),
              object(
                  "sigv4",
                  text("region"),
                  secret("access_key"),
                  secret("secret_key"),
                  text("profile"),
                  text("role_arn")),
              template("topic_arn"),
              template("phone_number"),
              template("target_arn"),
              template("subject", TITLE),
              template("message", MESSAGE),
              of("attributes", Kind.TEXT_MAP))
          .where(ReceiverConditions::sns);

  private static final ReceiverType TEAMS =
      ReceiverType.of(
          "teams",
          "Microsoft Teams",
          template("url").orSay(NO_URL),
          template("title", TITLE),
          template("sectiontitle"),
          template("message", "{{ template \"teams.default.message\" . }}"));

  private static final ReceiverType TELEGRAM =
      ReceiverType.of(
              "telegram",
              "Telegram",
              secret("bottoken").orSay("could not find Bot Token in settings"),
              of("chatid", Kind.ANY).orSay("could not find Chat Id in settings"),
              of("message_thread_id", Kind.ANY),
              template("message", MESSAGE),
              text("parse_mode")
                  .initially("HTML")
                  .only(
                      "unknown parse_mode, must be Markdown, MarkdownV2, HTML or None",
                      "None",
                      "HTML",
                      "Markdown",
                      "MarkdownV2"),
              flag("disable_web_page_preview"),
              flag("protect_content"),
              flag("disable_notifications"))
          .where(ReceiverConditions::telegramThread);

  private static final ReceiverType THREEMA =
      ReceiverType.of(
              "threema",
              "Threema Gateway",
              text("gateway_id").orSay("could not find Threema Gateway ID in settings"),
              text("recipient_id").orSay("could not find Threema Recipient ID in settings"),
              secret("api_secret").orSay("could not find Threema API secret in settings"),
              template("title", TITLE),
              template("description", MESSAGE))
          .where(ReceiverConditions::threema);

  private static final ReceiverType VICTOROPS =
      ReceiverType.of(
          "victorops",
          "VictorOps",
          secret("url").orSay("could not find victorops url property in settings"),
          text("messageType").initially("CRITICAL").offering("CRITICAL", "WARNING"),
          template("title", TITLE),
          template("description", MESSAGE));

  private static final ReceiverType WEBEX =
      ReceiverType.of(
              "webex",
              "Cisco Webex Teams",
              template("api_url", "https://webexapis.com/v1/messages"),
              text("room_id").orSay("could not find room_id in settings"),
              secret("bot_token").orSay("could not find bot_token in settings"),
              template("message", MESSAGE))
          .where(ReceiverConditions::webex);

  private static final ReceiverType WEBHOOK =
      ReceiverType.of(
              "webhook",
              "Webhook",
              template("url").orSay("required field 'url' is not specified"),
              text("httpMethod").initially("POST").offering("POST", "PUT"),
              text("username"),
              secret("password"),
              text("authorization_scheme").initially("Bearer"),
              secret("authorization_credentials"),
              of("headers", Kind.TEXT_MAP),
              of("maxAlerts", Kind.ANY).initially("0"),
              template("title", TITLE),
              template("message", MESSAGE),
              object("payload", template("template"), of("vars", Kind.TEXT_MAP)),
              tls("tlsConfig"),
              object("hmacConfig", secret("secret"), text("header"), text("timestampHeader")),
              object(
                  "http_config",
                  object(
                      "oauth2",
                      text("token_url"),
                      text("client_id"),
                      secret("client_secret"),
                      of("scopes", Kind.TEXTS),
                      of("endpoint_params", Kind.TEXT_MAP),
                      tls("tls_config"),
                      object(
                          "proxy_config",
                          text("proxy_url"),
                          flag("proxy_from_environment"),
                          text("no_proxy"),
                          of("proxy_connect_header", Kind.TEXT_MAP)))))
          .where(ReceiverConditions::oneWayToAuthorize)
          .where(ReceiverConditions::webhook);

  private static final ReceiverType WECOM =
      ReceiverType.of(
              "wecom",
              "WeCom",
              secret("url"),
              text("agent_id"),
              text("corp_id"),
              secret("secret"),
              text("msgtype").initially("markdown").offering("text", "markdown"),
              template("message", MESSAGE),
              template("title", TITLE),
              template("touser", "@all"),
              text("endpointUrl").initially("https://qyapi.weixin.qq.com"))
          .where(ReceiverConditions::wecom);

  /** All types, by heading. */
  public static final List<ReceiverType> ALL =
      List.of(
          ALERTMANAGER,
          SNS,
          WEBEX,
          DINGDING,
          DISCORD,
          EMAIL,
          GOOGLECHAT,
          ONCALL,
          JIRA,
          KAFKA,
          LINE,
          TEAMS,
          MQTT,
          OPSGENIE,
          PAGERDUTY,
          PUSHOVER,
          SENSUGO,
          SLACK,
          TELEGRAM,
          THREEMA,
          VICTOROPS,
          WEBHOOK,
          WECOM);

  /** The type of a name or alias, whatever its case. */
  public static Optional<ReceiverType> find(String name) {
    return ALL.stream()
        .filter(
            type ->
                type.name().equalsIgnoreCase(name)
                    || type.aliases().stream().anyMatch(name::equalsIgnoreCase))
        .findFirst();
  }
}
