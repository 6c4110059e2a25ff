package dev.watchbill.domain.contact;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchbill.domain.Checked.Accepted;
import dev.watchbill.domain.Checked.Refused;
import dev.watchbill.domain.GoText;
import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.policy.PrometheusDuration;
import dev.watchbill.domain.template.gotemplate.GoTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must hold between the settings of a receiver type (spec grafana-alerting §15). */
final class ReceiverConditions {

  private static final String SLACK_API = "https://slack.com/api/chat.postMessage";

  /** Skips the sending: a check of the form must let it pass. */
  private static final String NOOP = "grafana://noop";

  /** Headers that belong to the connection or to other settings; lower case. */
  private static final Set<String> OWN_HEADERS =
      Set.of(
          "host",
          "accept-encoding",
          "accept-charset",
          "authorization",
          "connection",
          "content-encoding",
          "content-length",
          "keep-alive",
          "max-forwards",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent");

  private static final Set<String> RESPONDERS =
      Set.of("team", "teams", "user", "escalation", "schedule");

  private ReceiverConditions() {}

  static void jira(SettingValues values) {
    WebAddress.flaw(values.text("api_url"))
        .ifPresent(
            flaw -> values.must(false, "api_url", "field api_url is not a valid URL: " + flaw));
    boolean token = values.has("api_token");
    boolean user = values.has("user");
    boolean password = values.has("password");
    values.must(
        token || (user && password), "", "either token or both user and password must be set");
    values.must(
        !token || !(user || password),
        "",
        "provided both token and user/password, only one is allowed at a time");
    if (values.has("reopen_duration")
        && PrometheusDuration.parse(values.text("reopen_duration"))
            instanceof Refused<Duration> refused) {
      String flaw = "field reopen_duration is not a valid duration: " + refused.reason();
      values.must(false, "reopen_duration", flaw);
    }
  }

  static void kafka(SettingValues values) {
    String version = values.text("apiVersion");
    values.must(
        Set.of("", "v2", "v3").contains(version),
        "apiVersion",
        "unsupported api version: " + version);
    values.must(
        !version.equals("v3") || values.has("kafkaClusterId"),
        "kafkaClusterId",
        "kafka cluster id must be provided when using api version 3");
  }

  static void mqtt(SettingValues values) {
    values.must(
        WebAddress.flaw(values.text("brokerUrl")).isEmpty(),
        "brokerUrl",
        "failed to parse broker URL");
    Long qos = whole(values.any("qos"));
    values.must(
        qos == null || (qos >= 0 && qos <= 2),
        "qos",
        "invalid QoS level: " + qos + ". Must be 0, 1 or 2");
  }

  static void oneWayToAuthorize(SettingValues values) {
    boolean basic = values.has("username") && values.has("password");
    values.must(
        !basic || !values.has("authorization_credentials"),
        "",
        "both HTTP Basic Authentication and Authorization Header are set, only 1 is permitted");
  }

  static void opsgenieResponders(SettingValues values) {
    int index = 0;
    for (Object item : values.list("responders")) {
      SettingValues responder = values.inside(item);
      String where = "responders[" + index + "]";
      values.must(
          responder.has("id") || responder.has("username") || responder.has("name"),
          where,
          "responder at index ["
              + index
              + "] must have at least one of id, username or name specified");
      String type = responder.text("type");
      values.must(
          type.contains("{{") || RESPONDERS.contains(LetterCase.lower(type)),
          where,
          "responder at index ["
              + index
              + "] has unsupported type. Supported only: team,teams,user,escalation,schedule");
      index++;
    }
  }

  static void alertmanagerUrls(SettingValues values) {
    if (!values.has("url")) {
      return;
    }
    for (String url : values.text("url").split(",", -1)) {
      WebAddress.flaw(url.strip())
          .ifPresent(
              flaw -> values.must(false, "url", "invalid url property in settings: " + flaw));
    }
  }

  static void slack(SettingValues values) {
    String endpoint = values.has("endpointUrl") ? values.text("endpointUrl") : SLACK_API;
    String url = values.has("url") ? values.text("url") : endpoint;
    values.must(WebAddress.flaw(url).isEmpty(), "url", "invalid URL " + GoText.quote(url));
    if (url.equals(SLACK_API)) {
      values.must(
          values.has("recipient"),
          "recipient",
          "recipient must be specified when using the Slack chat API");
      values.must(
          values.has("token"), "token", "token must be specified when using the Slack chat API");
    }
  }

  static void sns(SettingValues values) {
    String topic = values.text("topic_arn");
    String target = values.text("target_arn");
    values.must(
        !topic.isEmpty() || !target.isEmpty() || values.has("phone_number"),
        "",
        "must specify topicArn, targetArn, or phone number");
    values.must(topic.isEmpty() || arn(topic), "topic_arn", "invalid topic ARN provided");
    values.must(target.isEmpty() || arn(target), "target_arn", "invalid target ARN provided");
    SettingValues keys = values.inside("sigv4");
    values.must(
        keys.has("access_key") == keys.has("secret_key"),
        "sigv4",
        "must specify both access key and secret key");
  }

  private static boolean arn(String text) {
    return text.startsWith("arn:") && text.chars().filter(c -> c == ':').count() >= 5;
  }

  static void telegramThread(SettingValues values) {
    Object thread = values.any("message_thread_id");
    if (thread == null || thread.equals("")) {
      return;
    }
    Long number = whole(thread);
    values.must(number != null, "message_thread_id", "message thread id must be an integer");
    values.must(
        number == null || number.intValue() == number,
        "message_thread_id",
        "message thread id must be an int32");
  }

  static void threema(SettingValues values) {
    String gateway = values.text("gateway_id");
    String recipient = values.text("recipient_id");
    values.must(
        gateway.isEmpty() || gateway.startsWith("*"),
        "gateway_id",
        "invalid Threema Gateway ID: Must start with a *");
    values.must(
        gateway.isEmpty() || gateway.getBytes(UTF_8).length == 8,
        "gateway_id",
        "invalid Threema Gateway ID: Must be 8 characters long");
    values.must(
        recipient.isEmpty() || recipient.getBytes(UTF_8).length == 8,
        "recipient_id",
        "invalid Threema Recipient ID: Must be 8 characters long");
  }

  static void webex(SettingValues values) {
    String url = values.text("api_url");
    values.must(WebAddress.flaw(url).isEmpty(), "api_url", "invalid URL " + GoText.quote(url));
  }

  /** Stricter than the original, which stores what can never be sent. */
  static void webhook(SettingValues values) {
    String url = values.text("url");
    boolean template = url.contains("{{");
    boolean address = url.equals(NOOP) || WebAddress.isWeb(url);
    values.must(
        url.isEmpty() || template || address, "url", "url must be an http or https address");
    parses(values, "url", url);
    parses(values, "title", values.text("title"));
    parses(values, "message", values.text("message"));
    parses(values, "payload.template", values.inside("payload").text("template"));
    List<String> own =
        values.keys("headers").stream()
            .filter(header -> OWN_HEADERS.contains(LetterCase.lower(header)))
            .sorted(GoText.ORDER)
            .toList();
    String names = own.stream().map(GoText::quote).collect(Collectors.joining(" "));
    values.must(own.isEmpty(), "headers", "custom headers [" + names + "] are not allowed");
  }

  private static void parses(SettingValues values, String name, String template) {
    switch (GoTemplate.parse(name, template)) {
      case Accepted<GoTemplate> accepted -> {
        // it can be sent
      }
      case Refused<GoTemplate> refused ->
          values.must(false, name, name + " is no template: " + refused.reason());
    }
  }

  static void wecom(SettingValues values) {
    values.must(values.has("url") || values.has("secret"), "", "either url or secret is required");
    if (!values.has("url") && values.has("secret")) {
      values.must(values.has("agent_id"), "agent_id", "could not find AgentID in settings");
      values.must(values.has("corp_id"), "corp_id", "could not find CorpID in settings");
    }
  }

  /** A number, or a text that is one; null for anything else. */
  static @Nullable Long whole(@Nullable Object value) {
    return switch (value) {
      case Long number -> number;
      case Integer number -> number.longValue();
      case String text -> parse(text);
      case null, default -> null;
    };
  }

  private static @Nullable Long parse(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
