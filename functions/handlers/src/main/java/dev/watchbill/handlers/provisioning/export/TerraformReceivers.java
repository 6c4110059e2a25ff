package dev.watchbill.handlers.provisioning.export;

import dev.watchbill.domain.LetterCase;
import dev.watchbill.domain.contact.ReceiverType;
import dev.watchbill.domain.contact.ReceiverTypes;
import dev.watchbill.handlers.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the Terraform provider calls the settings of each receiver type (spec grafana-alerting §7.3,
 * §15). Texts it has no attribute for go into its map {@code settings}, which holds nothing else;
 * what cannot be said at all is named in a comment.
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
          Map.entry("googlechat", "url title message hide_open_button hide_version_info"),
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

  /** A map in a webhook, a block below OAuth. */
  private static final String TLS =
      "insecureSkipVerify=insecure_skip_verify caCertificate=ca_certificate"
          + " clientCertificate=client_certificate clientKey=client_key";

  /** Objects that are blocks inside, with their attributes; every other object is a map. */
  private static final Map<String, String> BLOCKS =
      Map.of(
          "responders", "type name id username",
          "hmac_config", "secret header timestampHeader=timestamp_header",
          "payload", "template vars",
          "http_config", "oauth2",
          "oauth2",
              "token_url client_id client_secret scopes endpoint_params tls_config proxy_config",
          "proxy_config", "proxy_url proxy_from_environment no_proxy proxy_connect_header",
          "tls_config", TLS);

  /** Which setting stands for the topic that the provider requires. */
  private static final List<String> TOPICS =
      List.of("topic", "topic_arn", "target_arn", "phone_number");

  /** The block of an integration; empty when the provider knows no such type. */
  static Optional<HclBlock> block(
      String type, Map<String, @Nullable Object> settings, boolean disableResolveMessage) {
    String name = ReceiverTypes.find(type).map(ReceiverType::name).orElse(type);
    String line = TABLE.get(name);
    if (line == null) return Optional.empty();
    HclBlock block = new HclBlock(blockName(name));
    if (disableResolveMessage) block.with("disable_resolve_message", true);
    if (name.equals("sns")) topic(block, settings);
    boolean topicSaid = block.has("topic");
    Map<String, String> attributes = attributes(line);
    Map<String, String> others = new LinkedHashMap<>();
    List<String> unsaid = new ArrayList<>();
    settings.forEach(
        (key, value) -> {
          String attribute = attributes.get(LetterCase.lower(key));
          if (value == null) return;
          if (attribute != null) {
            if (!(topicSaid && attribute.equals("topic"))) {
              put(block, attribute, value, key, unsaid);
            }
          } else if (value instanceof String text) {
            others.put(key, text);
          } else {
            unsaid.add(key);
          }
        });
    block.with("settings", others);
    if (!unsaid.isEmpty()) {
      block.remark(
          "The provider has no attribute for "
              + unsaid.stream().sorted().map(HclBlock::quoted).collect(Collectors.joining(", ")));
    }
    return Optional.of(block);
  }

  private static String blockName(String type) {
    return type.equals("prometheus-alertmanager") ? "alertmanager" : LetterCase.lower(type);
  }

  /** The provider knows the settings of another service under this name, and requires one. */
  private static void topic(HclBlock block, Map<String, @Nullable Object> settings) {
    TOPICS.stream()
        .map(settings::get)
        .filter(value -> value instanceof String text && !text.isEmpty())
        .findFirst()
        .ifPresent(value -> block.with("topic", value));
  }

  private static Map<String, String> attributes(String line) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String word : line.split(" ", -1)) {
      int equals = word.indexOf('=');
      String setting = equals < 0 ? word : word.substring(0, equals);
      attributes.put(LetterCase.lower(setting), word.substring(equals + 1));
    }
    return attributes;
  }

  private static void put(
      HclBlock block, String attribute, Object value, String path, List<String> unsaid) {
    if (block.has(attribute)) {
      unsaid.add(path); // the same setting in another case
    } else if (attribute.equals("addresses") && value instanceof String text) {
      block.with(attribute, addresses(text));
    } else if (attribute.equals("responders") && value instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> one) block.with(inner(attribute, one, path, unsaid));
      }
    } else if (value instanceof Map<?, ?> object) {
      if (attribute.equals("tls_config") && block.type().equals("webhook")) {
        block.with(attribute, tls(object, path, unsaid));
      } else if (BLOCKS.containsKey(attribute)) {
        block.with(inner(attribute, object, path, unsaid));
      } else {
        block.with(attribute, texts(object, path, unsaid));
      }
    } else {
      block.with(attribute, value);
    }
  }

  /** As the provider takes the text apart: with the blanks, or its next plan would not be empty. */
  private static List<String> addresses(String text) {
    List<String> addresses = new ArrayList<>();
    for (String each : text.replace(',', ';').replace('\n', ';').split(";", -1)) {
      if (!each.isEmpty()) addresses.add(each);
    }
    return addresses;
  }

  private static HclBlock inner(String type, Map<?, ?> object, String path, List<String> unsaid) {
    HclBlock block = new HclBlock(type);
    Map<String, String> attributes = attributes(BLOCKS.getOrDefault(type, ""));
    object.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          String attribute = attributes.get(LetterCase.lower(name));
          if (value == null) return;
          if (attribute == null) {
            unsaid.add(path + "." + name);
          } else {
            put(block, attribute, value, path + "." + name, unsaid);
          }
        });
    return block;
  }

  /** The provider reads the flag from its text. */
  private static Map<String, String> tls(Map<?, ?> object, String path, List<String> unsaid) {
    Map<String, String> attributes = attributes(TLS);
    Map<String, String> texts = new LinkedHashMap<>();
    object.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          String attribute = attributes.get(LetterCase.lower(name));
          if (value == null) return;
          if (attribute == null) {
            unsaid.add(path + "." + name);
          } else {
            texts.put(attribute, value instanceof String text ? text : Json.write(value));
          }
        });
    return texts;
  }

  /** What is no text would come back as one. */
  private static Map<String, String> texts(Map<?, ?> object, String path, List<String> unsaid) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.forEach(
        (key, value) -> {
          if (value instanceof String text) {
            texts.put(String.valueOf(key), text);
          } else if (value != null) {
            unsaid.add(path + "." + key);
          }
        });
    return texts;
  }

  private TerraformReceivers() {}
}
