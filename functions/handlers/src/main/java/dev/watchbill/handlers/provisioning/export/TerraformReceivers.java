package dev.watchbill.handlers.provisioning.export;

import dev.watchbill.domain.contact.ReceiverType;
import dev.watchbill.domain.contact.ReceiverTypes;
import dev.watchbill.handlers.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the Terraform provider calls the settings of each receiver type (spec grafana-alerting §7.3,
 * §15). Settings it has no attribute for go into its map {@code settings}.
 */
final class TerraformReceivers {

  /** Per type: settings, with the attribute behind {@code =} where it has another name. */
  private static final Map<String, String> TABLE =
      Map.ofEntries(
          Map.entry(
              "prometheus-alertmanager",
              "url basicAuthUser=basic_auth_user basicAuthPassword=basic_auth_password"),
          Map.entry("dingding", "url msgType=message_type message title"),
          Map.entry("discord", "url title message avatar_url use_discord_username"),
          Map.entry("email", "addresses singleEmail=single_email message subject"),
          Map.entry("googlechat", "url title message"),
          Map.entry(
              "jira",
              "api_url project issue_type summary description labels priority user password"
                  + " api_token resolve_transition reopen_transition reopen_duration"
                  + " wont_fix_resolution dedup_key_field fields"),
          Map.entry(
              "kafka",
              "kafkaRestProxy=rest_proxy_url kafkaTopic=topic username password"
                  + " apiVersion=api_version kafkaClusterId=cluster_id description details"),
          Map.entry("LINE", "token title description"),
          Map.entry(
              "oncall",
              "url httpMethod=http_method username=basic_auth_user password=basic_auth_password"
                  + " authorization_scheme authorization_credentials maxAlerts=max_alerts title"
                  + " message"),
          Map.entry(
              "opsgenie",
              "apiKey=api_key apiUrl=url message description autoClose=auto_close"
                  + " overridePriority=override_priority sendTagsAs=send_tags_as responders"),
          Map.entry(
              "pagerduty",
              "integrationKey=integration_key severity class component group summary source client"
                  + " client_url details url"),
          Map.entry(
              "pushover",
              "userKey=user_key apiToken=api_token priority okPriority=ok_priority retry expire"
                  + " device sound okSound=ok_sound title message uploadImage=upload_image"),
          Map.entry("sensugo", "url apikey=api_key entity check handler namespace message"),
          Map.entry(
              "slack",
              "recipient token url endpointUrl=endpoint_url username icon_emoji icon_url"
                  + " mentionChannel=mention_channel mentionUsers=mention_users"
                  + " mentionGroups=mention_groups color title text"),
          Map.entry(
              "sns",
              "topic authProvider=auth_provider accessKey=access_key secretKey=secret_key"
                  + " assumeRoleARN=assume_role_arn messageFormat=message_format"
                  + " externalId=external_id subject body"),
          Map.entry("teams", "url title sectiontitle=section_title message"),
          Map.entry(
              "telegram",
              "bottoken=token chatid=chat_id message_thread_id message parse_mode"
                  + " disable_web_page_preview protect_content disable_notifications"),
          Map.entry("threema", "gateway_id recipient_id api_secret title description"),
          Map.entry("victorops", "url messageType=message_type title description"),
          Map.entry("webex", "bot_token=token room_id api_url message"),
          Map.entry(
              "webhook",
              "url httpMethod=http_method username=basic_auth_user password=basic_auth_password"
                  + " authorization_scheme authorization_credentials maxAlerts=max_alerts title"
                  + " message headers tlsConfig=tls_config hmacConfig=hmac_config payload"
                  + " http_config"),
          Map.entry(
              "wecom",
              "url secret corp_id agent_id msgtype=msg_type message title touser=to_user"));

  /** Objects that are blocks inside; every other object is a map. */
  private static final Set<String> BLOCKS = Set.of("hmac_config", "payload", "http_config");

  private static final Set<String> INNER_BLOCKS = Set.of("oauth2", "tls_config", "proxy_config");

  static HclBlock block(
      String type, Map<String, @Nullable Object> settings, boolean disableResolveMessage) {
    String name = ReceiverTypes.find(type).map(ReceiverType::name).orElse(type);
    Map<String, String> attributes = attributes(TABLE.getOrDefault(name, ""));
    HclBlock block =
        new HclBlock(
            name.equals("prometheus-alertmanager")
                ? "alertmanager"
                : name.toLowerCase(Locale.ROOT));
    if (disableResolveMessage) block.with("disable_resolve_message", true);
    Map<String, String> others = new LinkedHashMap<>();
    settings.forEach(
        (key, value) -> {
          String attribute = attributes.get(key.toLowerCase(Locale.ROOT));
          if (value == null) return;
          if (attribute == null) {
            others.put(key, text(value));
          } else {
            put(block, attribute, value);
          }
        });
    return block.with("settings", others);
  }

  private static Map<String, String> attributes(String line) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String word : line.split(" ", -1)) {
      int equals = word.indexOf('=');
      String setting = equals < 0 ? word : word.substring(0, equals);
      attributes.put(setting.toLowerCase(Locale.ROOT), word.substring(equals + 1));
    }
    return attributes;
  }

  private static void put(HclBlock block, String attribute, Object value) {
    if (attribute.equals("addresses") && value instanceof String text) {
      block.with(attribute, addresses(text));
    } else if (attribute.equals("responders") && value instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> responder) block.with(inner(attribute, responder));
      }
    } else if (value instanceof Map<?, ?> object) {
      if (BLOCKS.contains(attribute)) {
        block.with(inner(attribute, object));
      } else {
        block.with(attribute, texts(object, attribute.equals("tls_config")));
      }
    } else {
      block.with(attribute, value);
    }
  }

  private static List<String> addresses(String text) {
    List<String> addresses = new ArrayList<>();
    for (String each : text.replace(',', ';').replace('\n', ';').split(";", -1)) {
      if (!each.isBlank()) addresses.add(each.strip());
    }
    return addresses;
  }

  private static HclBlock inner(String type, Map<?, ?> object) {
    HclBlock block = new HclBlock(type);
    object.forEach(
        (key, value) -> {
          String name = snake(String.valueOf(key));
          if (!identifier(name)) return; // HCL has no name for it, and the provider no attribute
          if (!(value instanceof Map<?, ?> map)) {
            block.with(name, value);
          } else if (INNER_BLOCKS.contains(name)) {
            block.with(inner(name, map));
          } else {
            block.with(name, texts(map, false));
          }
        });
    return block;
  }

  private static Map<String, String> texts(Map<?, ?> object, boolean snake) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          if (value != null) texts.put(snake ? snake(name) : name, text(value));
        });
    return texts;
  }

  private static String text(Object value) {
    return value instanceof String text ? text : Json.write(value);
  }

  private static String snake(String name) {
    StringBuilder snake = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 'A' && c <= 'Z') snake.append('_').append((char) (c + 32));
      else snake.append(c);
    }
    return snake.toString();
  }

  private static boolean identifier(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')
        && name.charAt(0) > '9';
  }

  private TerraformReceivers() {}
}
